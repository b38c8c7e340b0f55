import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseCode } from '../../functions/envelope/case-code.ts';
import { routes } from '../../functions/team/routes.ts';
import { fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { signedInCookie } from '../team/as-browser.ts';
import { caseIdOf, post, read, setState } from '../team/as-member.ts';
import { seen, type Seen } from './two-worlds.ts';

type Person = Awaited<ReturnType<Service['addMember']>>;

const whys = ['excluded', 'elsewhere'] as const;
const hidden = fc.record({
  why: fc.constantFrom(...whys),
  urgent: fc.boolean(),
  closed: fc.boolean(),
  late: fc.boolean(),
});
type Hidden = typeof hidden extends fc.Arbitrary<infer One> ? One : never;

describe('cases from which an auditor is kept', () => {
  let service: Service;
  let lead: Person;
  let auditor: Person;
  let former: Person;
  let cookie: string;
  beforeAll(async () => {
    service = await startService();
    lead = await service.addMember({ role: 'lead', channels: ['conduct', 'security'] });
    // Who was a member under another row, and comes back as an auditor.
    former = await service.addMember({ name: 'Quinn Roe', email: 'quinn@example.org' });
    for (let number = 0; number < 24; number++) {
      const id = await caseIdOf(service, await fileReport(service));
      if (number % 3 === 0) continue;
      await read(service, lead, id);
      await post(service, lead, `/api/cases/${id}/messages`, { text: 'Thank you.' });
    }
  });
  afterAll(() => service.close());

  const hide = async ({ why, urgent, closed, late }: Hidden): Promise<string> => {
    const report =
      why === 'elsewhere'
        ? { channel: 'security', answers: { whatHappened: 'It.', component: 'X' } }
        : { excludedMembers: [auditor.memberId] };
    const id = await caseIdOf(service, await fileReport(service, { ...report, urgent }));
    await read(service, lead, id);
    if (late) await post(service, lead, `/api/cases/${id}/messages`, { text: 'Thank you.' });
    if (closed) await setState(service, lead, id, 'closed', { reason: 'Done.', withoutMessage: 'None.' });
    return id;
  };

  /** Every page of what they may check, as a page and as JSON. */
  const look = async (): Promise<Seen[]> => {
    const all: Seen[] = [];
    for (const address of [routes.procedure, routes.api.procedure]) {
      let cursor: string | undefined;
      do {
        const path = cursor === undefined ? address : `${address}?cursor=${cursor}`;
        const one = await seen(service, cookie, address, { path, init: {} });
        all.push(one.seen);
        [, cursor] = /cursor(?:":"|=)([\w-]+)/.exec(one.text) ?? [];
      } while (cursor !== undefined && all.length < 100);
    }
    return all;
  };

  it('change no byte, no length and no call of what they read', async () => {
    const earlier = await caseIdOf(
      service,
      await fileReport(service, { excludedMembers: [former.memberId] }),
    );
    await read(service, lead, earlier);
    const removal = await service.team(`/api/members/${former.memberId}`, {
      method: 'DELETE',
      headers: { authorization: lead.authorization, 'content-type': 'application/json' },
    });
    expect(removal.status).toBe(200);
    const { memberId } = await addedBack();
    auditor = { ...former, memberId };
    cookie = await signedInCookie(service, memberId);
    // The first look of a day and process marks that somebody was active.
    await look();
    const before = await look();
    expect(before.length).toBeGreaterThan(2);
    expect(before.every(({ status }) => status === 200)).toBe(true);
    const secret = await service.teamContext.ticketSecret(service.clock.now);
    expect(JSON.stringify(before)).not.toContain(caseCode(secret, earlier));
    await fc.assert(
      fc.asyncProperty(fc.array(hidden, { minLength: 1, maxLength: 2 }), async (cases) => {
        for (const one of cases) await hide(one);
        expect(await look()).toEqual(before);
      }),
      { numRuns: 4 },
    );
  });

  const addedBack = async (): Promise<{ readonly memberId: string }> => {
    const answer = await service.team('/api/members', {
      method: 'POST',
      headers: { authorization: lead.authorization, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ name: 'Quinn Roe', email: 'roe@example.net', role: 'auditor', channels: ['conduct'] },
      }),
    });
    if (answer.status !== 201) throw new Error(await answer.text());
    const members = await service.teamContext.members.allMembers();
    const found = members.find(({ role }) => role === 'auditor');
    if (!found) throw new Error('nobody was added');
    return found;
  };
});

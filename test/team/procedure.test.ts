import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { routes } from '../../functions/team/routes.ts';
import { caseCode } from '../../functions/envelope/case-code.ts';
import type { ProcedureFinding, ProcedureSums } from '../../functions/team/procedure/procedure-contract.ts';
import { bodyOf, fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { signedInCookie } from './as-browser.ts';
import { caseIdOf, get, post, read, setState, tamper, type SignedIn } from './as-member.ts';
import { correction, proposedCase } from './deciding.ts';
import { platforms } from './platforms.ts';

type Person = Awaited<ReturnType<Service['addMember']>>;
type Part = {
  readonly findings: readonly ProcedureFinding[];
  readonly sums: ProcedureSums;
  readonly cursor?: string;
};

describe('the procedure of cases, for an auditor', () => {
  let service: Service;
  let lead: Person;
  let member: Person;
  let auditor: Person;
  let decidedId = '';
  beforeAll(async () => {
    const approval = { share: 'number', atLeast: 2, quorum: 2, lead: false, withinDays: 7 };
    service = await startService({ decisions: { platforms, ladder: { correction: { approval } } } });
    lead = await service.addMember({ role: 'lead', name: 'Ada Lead' });
    member = await service.addMember({ name: 'Grace Member' });
    auditor = await service.addMember({ role: 'auditor', name: 'Quinn' });
    const decided = await proposedCase(service, [member, lead], correction());
    decidedId = decided.caseId;
    for (const who of [member, lead]) await decided.approve(who);
    expect((await decided.force(lead)).status).toBe(201);
    // Restricted by one, and nobody looks at it.
    const body = { respondent: 1, type: 'ban', until: '2026-03-14', reason: 'Threats.', where: 'chat/ban' };
    await decided.done(member, '/restrictions', body);
  });
  afterAll(() => service.close());

  const procedure = async (who: SignedIn, query = ''): Promise<Part> => {
    const answer = await get(service, who, `${routes.api.procedure}${query}`);
    expect(answer.status).toBe(200);
    return bodyOf<Part>(answer);
  };
  const codeOf = async (id: string): Promise<string> =>
    caseCode(await service.teamContext.ticketSecret(service.clock.now), id);
  const broken = ({ findings }: Part) => findings.map(({ kind }) => kind).sort();

  it('counts what was kept, from the lines that the work itself wrote', async () => {
    const { sums, findings, cursor } = await procedure(auditor);
    expect(cursor).toBeUndefined();
    expect(findings).toEqual([]);
    expect(sums).toMatchObject({ checked: 1, untouched: 0 });
    for (const rule of ['log-whole', 'quorum', 'approvals', 'approved-after-opening', 'second-approver'])
      expect([rule, sums.rules[rule as keyof typeof sums.rules]]).toEqual([
        rule,
        { kept: 1, broken: 0, open: 0, 'not-recorded': 0 },
      ]);
    expect(sums.rules['emergency-confirmed']).toMatchObject({ open: 1, broken: 0 });
    expect(sums.rules['dates-kept'].broken).toBe(0);
  });

  it('finds what was not kept: a restriction that nobody looked at, and dates that passed', async () => {
    const late = await caseIdOf(service, await fileReport(service));
    service.clock.advance(4 * 86_400_000);
    await read(service, lead, late);
    await post(service, lead, `/api/cases/${late}/messages`, { text: 'Sorry, we are late.' });
    const part = await procedure(auditor);
    expect(broken(part)).toEqual(['date-missed', 'not-confirmed']);
    const [missed] = part.findings.filter(({ kind }) => kind === 'date-missed');
    expect(missed).toEqual({
      ...{ case: await codeOf(late), rule: 'dates-kept', kind: 'date-missed', month: '2026-03', people: [] },
      promise: 'acknowledgeBy',
    });
    const [unconfirmed] = part.findings.filter(({ kind }) => kind === 'not-confirmed');
    expect(unconfirmed).toMatchObject({ case: await codeOf(decidedId), people: ['A'] });
    expect(broken(await procedure(auditor, '?until=2026-02'))).toEqual([]);
    expect((await procedure(auditor, '?until=2026-02')).sums.rules.quorum.kept).toBe(0);
    expect(broken(await procedure(auditor, '?from=2026-03&until=2026-03'))).toHaveLength(2);
  });

  it('tells nothing of what is in the cases: no name, no case name, no id, no day', async () => {
    const cookie = await signedInCookie(service, auditor.memberId);
    const page = await (await service.team(routes.procedure, { headers: { cookie } })).text();
    const { caseName } = await bodyOf<{ caseName: string }>(
      await get(service, lead, `/api/cases/${decidedId}`),
    );
    const json = JSON.stringify(await procedure(auditor));
    for (const text of [page, json]) {
      const body = text.replaceAll('Quinn', '');
      for (const word of [caseName, decidedId, 'Ada Lead', 'Grace', lead.memberId, 'Robin', '2026-03-1'])
        expect(body).not.toContain(word);
    }
    expect(page).toContain(await codeOf(decidedId));
  });

  it('a lead finds the case by its code; for whom it does not exist it is a code like any other', async () => {
    const apart = await service.addMember({ role: 'lead', channels: ['security'] });
    const code = await codeOf(decidedId);
    const ask = async (who: SignedIn, asked: string): Promise<unknown> =>
      bodyOf(
        await get(
          service,
          who,
          `${routes.api.caseByCode}?${new URLSearchParams({ code: asked }).toString()}`,
        ),
      );
    expect(await ask(lead, ` ${code.toUpperCase()} `)).toMatchObject({ case: { id: decidedId } });
    expect(await ask(apart, code)).toEqual({});
    expect(await ask(lead, 'nothing')).toEqual({});
    const cookie = await signedInCookie(service, lead.memberId);
    const page = await service.team(`${routes.caseByCode}?code=${code}`, { headers: { cookie } });
    expect(await page.text()).toContain(`/cases/${decidedId}`);
  });

  it('goes on where a request ends, and the sums grow to those of everything', async () => {
    const before = (await procedure(auditor)).sums;
    for (let number = 0; number < 45; number++) await fileReport(service);
    const touched = await caseIdOf(service, await fileReport(service));
    await setState(service, lead, touched, 'closed');
    let part = await procedure(auditor);
    let requests = 1;
    while (part.cursor !== undefined) {
      part = await procedure(auditor, `?cursor=${part.cursor}`);
      requests += 1;
    }
    expect(requests).toBeGreaterThan(2);
    expect(part.sums).toMatchObject({ checked: before.checked + 1, untouched: before.untouched + 45 });
    expect((await get(service, auditor, `${routes.api.procedure}?cursor=AAAA`)).status).toBe(400);
    const [, cursor] = [part, (await procedure(auditor)).cursor ?? ''];
    expect((await get(service, lead, `${routes.api.procedure}?cursor=${cursor}`)).status).toBe(400);
  });

  it('a log that was changed behind the service is said to be broken', async () => {
    await tamper(service, 'cases', caseKeys.audit(decidedId, 2), { set: { sealed: Buffer.from('changed') } });
    let part = await procedure(auditor);
    const kinds = [...broken(part)];
    while (part.cursor !== undefined) {
      part = await procedure(auditor, `?cursor=${part.cursor}`);
      kinds.push(...broken(part));
    }
    expect(kinds).toContain('log-broken');
  });

  it('an auditor who says that they are signed in already is led to the procedure', async () => {
    const cookie = await signedInCookie(service, auditor.memberId);
    const start = await (await service.team(routes.start)).text();
    const [, link = ''] = /<a href="([^"]+)">I am signed in already/.exec(start) ?? [];
    const led = await service.team(link, { headers: { cookie } });
    expect([led.status, led.headers.get('location')]).toEqual([303, routes.procedure]);
    expect((await service.team(routes.procedure, { headers: { cookie } })).status).toBe(200);
    expect((await get(service, auditor, routes.api.board)).status).toBe(403);
  });

  it('an auditor sees no case, no queue, no log and no members, and can be granted none', async () => {
    for (const path of [routes.api.cases, routes.api.log, routes.api.logFile, routes.api.members])
      expect([path, (await get(service, auditor, path)).status]).toEqual([path, 403]);
    const id = await caseIdOf(service, await fileReport(service));
    for (const path of [`/api/cases/${id}`, `/api/cases/${id}/audit`, `/api/cases/${id}/brief`])
      expect([path, (await get(service, auditor, path)).status]).toEqual([path, 404]);
    await read(service, lead, id);
    const granted = await post(service, lead, `/api/cases/${id}/grants`, {
      memberId: auditor.memberId,
      reason: 'To look.',
    });
    expect(granted.status).toBe(409);
    expect(await bodyOf(granted)).toMatchObject({ code: 'auditor' });
    const outside = await service.addMember({ role: 'outside-reviewer' });
    expect((await get(service, outside, routes.api.procedure)).status).toBe(403);
    expect((await get(service, member, routes.api.procedure)).status).toBe(403);
  });

  it('signs in to the procedure, and is offered nothing else', async () => {
    const cookie = await signedInCookie(service, auditor.memberId);
    const page = await (await service.team(routes.procedure, { headers: { cookie } })).text();
    const [nav = ''] = /<nav aria-label="Team">[\s\S]*?<\/nav>/.exec(page) ?? [];
    expect([...nav.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual(['/procedure', '/passkeys']);
  });
});

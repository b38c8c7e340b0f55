import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bearer, bodyOf, fileReport, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { signedInCookie } from '../team/as-browser.ts';
import { caseIdOf, get, list, post, read, setState, type SignedIn } from '../team/as-member.ts';
import { withOwnWords } from '../team/case-with-door.ts';
import { correction, decidingOf, violation } from '../team/deciding.ts';
import { everythingSeen, type Seen } from './two-worlds.ts';

const neverBorn = 'A'.repeat(22);

type Person = SignedIn & { readonly memberId: string };
/** A case that does not exist for the member who looks. */
const whys = [
  'they are excluded',
  'it is in another channel',
  'they left it to others',
  'a lead keeps them from it',
  'they joined later',
] as const;
type Hidden = {
  readonly why: (typeof whys)[number];
  readonly urgent: boolean;
  readonly closed: boolean;
  /** Somebody is named, and what follows is on its way. */
  readonly deciding: boolean;
};

const hiddenCase: fc.Arbitrary<Hidden> = fc.record({
  why: fc.constantFrom(...whys),
  urgent: fc.boolean(),
  closed: fc.boolean(),
  deciding: fc.boolean(),
});

describe('cases that a member may not know of', () => {
  let service: Service;
  let member: Person;
  let colleague: Person;
  beforeEach(async () => {
    service = await startService();
    member = await service.addMember({ channels: ['conduct', 'security'] });
    colleague = await service.addMember({ role: 'lead' });
  });
  afterEach(() => service.close());

  /** A finding, a proposal that waits, a restriction that nobody has confirmed, a hold, and dates of each. */
  const decideIn = async (id: string): Promise<void> => {
    const { done, nobodyAsked } = decidingOf(service, id);
    const handles = [{ platform: 'chat', handle: 'ben' }];
    await done(colleague, '/respondents', { name: 'Ben Hidden', handles });
    await done(colleague, '/findings', violation());
    await nobodyAsked(colleague);
    await done(colleague, '/proposals', correction());
    await done(colleague, '/restrictions', {
      ...{ respondent: 1, type: 'ban', until: '2026-03-12', reason: 'Threats.' },
    });
    await done(colleague, '/holds', { until: '2027-03-10', reason: 'A court asks.' });
    await done(colleague, '/evidence', { what: 'Ben wrote it.', elsewhere: 'The log.' });
    await hear(id);
  };

  /** A witness who has written and asks to stay out of the record, and admins of a platform. */
  const hear = async (id: string): Promise<void> => {
    const about = { language: 'en', about: 'A talk.', questions: [] };
    const made = await post(service, colleague, `/api/cases/${id}/doors`, {
      ...{ kind: 'witness', whom: 'Noor' },
      ...about,
    });
    const { token } = await bodyOf<{ token: string }>(made);
    const own = bearer(await withOwnWords(service, token)).headers;
    await service.reporter('/api/follow-up/entries', jsonRequest({ text: 'I saw Ben.' }, own));
    await service.reporter('/api/follow-up/acts', jsonRequest({ act: 'off-the-record' }, own));
    await post(service, colleague, `/api/cases/${id}/doors/platforms`, {
      ...{ platform: 'chat', whom: 'Chat admins', language: 'en' },
    });
  };

  const hide = async (
    { why, urgent, closed, deciding }: Hidden,
    who: Person,
    earlier?: () => Promise<string>,
  ): Promise<string> => {
    const isElsewhere = why === 'it is in another channel';
    const file = async (): Promise<string> =>
      caseIdOf(
        service,
        await fileReport(service, {
          channel: isElsewhere ? 'security' : 'conduct',
          answers: { whatHappened: 'It.', ...(isElsewhere ? { component: 'Ben' } : { who: 'Ben' }) },
          urgent,
          excludedMembers: why === 'they are excluded' ? [who.memberId] : [],
        }),
      );
    const id = why === 'they joined later' && earlier ? await earlier() : await file();
    if (why === 'they left it to others') await post(service, who, `/api/cases/${id}/recusal`, {});
    await read(service, colleague, id);
    if (why === 'a lead keeps them from it')
      await post(service, colleague, `/api/cases/${id}/aside`, { memberId: who.memberId, reason: 'Close.' });
    if (deciding) await decideIn(id);
    if (closed)
      await setState(service, colleague, id, 'closed', { reason: 'Done.', withoutMessage: 'None.' });
    return id;
  };
  const show = async (who: string): Promise<string> =>
    caseIdOf(service, await fileReport(service, { answers: { whatHappened: 'It.', who } }));

  const look = (who: Person, cookie: string, opened: string, hidden: string): Promise<Seen[]> => {
    const scene = {
      actorId: who.memberId,
      colleagueId: colleague.memberId,
      laterId: 'nobody',
      recusedId: 'nobody',
      asideId: 'nobody',
      attachmentId: 'A'.repeat(22),
      now: service.clock.now,
    };
    return everythingSeen(service, cookie, scene, { opened, hidden });
  };

  it('change no byte, no length and no call of anything the member does', async () => {
    const early: string[] = [];
    for (let number = 0; number < 20; number++) early.push(await show('Ben'));
    service.clock.advance(3_600_000);
    const small = await service.addMember({ channels: ['conduct'] });
    // They have been there all along, unread; something is done in them now.
    const earlier = () => Promise.resolve(early.pop() ?? '');
    const opened = await show('Ben');
    for (const who of ['Ben', 'Ada']) await show(who);
    await read(service, small, opened);
    const cookie = await signedInCookie(service, small.memberId);
    // The first look of a day and a process is written down, and rings are opened once.
    await get(service, small, '/api/cases');
    await get(service, small, '/api/log');
    await service.team('/cases', { headers: { cookie, 'sec-fetch-site': 'same-origin' } });
    // So are those of the register, which are of all channels.
    await look(small, cookie, opened, neverBorn);
    await fc.assert(
      fc.asyncProperty(fc.array(hiddenCase, { minLength: 1, maxLength: 6 }), async (hidden) => {
        // Earlier runs have hidden cases as well: a world with some is held against one with more.
        const without = await look(small, cookie, opened, neverBorn);
        const ids: string[] = [];
        for (const one of hidden) ids.push(await hide(one, small, earlier));
        const beside = await look(small, cookie, opened, ids[0] ?? '');
        for (const [at, one] of beside.entries()) expect(one, one.what).toEqual(without[at]);
        expect(beside).toHaveLength(without.length);
      }),
      { numRuns: 3, endOnFailure: true },
    );
  });

  it('ask no more of KMS than ids that no case has, and than a list of nothing', async () => {
    const callsOf = async (path: string): Promise<string[]> => {
      // What KMS has opened is kept no longer.
      service.clock.advance(6 * 60_000);
      service.calls.length = 0;
      await get(service, member, path);
      return service.calls.map(({ command }) => command).toSorted();
    };
    await callsOf('/api/cases');
    const none = [await callsOf('/api/cases'), await callsOf(`/api/cases/${neverBorn}`)];
    const id = await hide({ why: 'they are excluded', urgent: false, closed: false, deciding: true }, member);
    await callsOf('/api/cases');
    expect([await callsOf('/api/cases'), await callsOf(`/api/cases/${id}`)]).toEqual(none);
  });

  it('lengthen no cursor and no page, whichever queue they stand in and however many', async () => {
    for (let number = 0; number < 4; number++) await show('Ada');
    const pageOf = async (query = '?limit=2') => {
      await list(service, member, query);
      service.calls.length = 0;
      const { cases, cursor = '' } = await list(service, member, query);
      const calls = service.calls.map(({ command }) => command).toSorted();
      return { cases, length: cursor.length, calls };
    };
    const before = await pageOf();
    for (let number = 0; number < 49; number++)
      await fileReport(service, {
        channel: number % 2 === 0 ? 'conduct' : 'security',
        ...(number % 2 === 0 ? {} : { answers: { whatHappened: 'It.', component: 'X' } }),
        urgent: number % 2 === 0,
        excludedMembers: [member.memberId],
      });
    expect(await pageOf()).toEqual(before);
    for (let number = 0; number < 100; number++)
      await fileReport(service, { urgent: true, excludedMembers: [member.memberId] });
    const { calls, ...many } = await pageOf();
    expect(many).toEqual({ cases: before.cases, length: before.length });
    // More than a batch holds of others: a second one, and nothing else, is what is left to tell.
    expect(calls.length).toBeGreaterThan(before.calls.length);
  });
});

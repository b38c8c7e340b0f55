import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LogFacts } from '../../functions/domain/register/log-line.ts';
import { likeEach } from '../../functions/domain/register/like-cases.ts';
import { pagePath, routes } from '../../functions/team/routes.ts';
import { startService, type Service } from '../harness/service.ts';
import { signedInCookie } from '../team/as-browser.ts';
import { post } from '../team/as-member.ts';
import { contextOf, decidedCase, decide } from '../team/decided-case.ts';
import { caseToDecide, correction, violation } from '../team/deciding.ts';
import { seen, type Seen } from './two-worlds.ts';

type Person = Awaited<ReturnType<Service['addMember']>>;

const whys = ['excluded', 'elsewhere', 'recused', 'aside', 'later'] as const;
type Hidden = {
  readonly why: (typeof whys)[number];
  readonly facts: Partial<LogFacts>;
  /** Decisions in the one case. */
  readonly count: number;
};

const hiddenDecision: fc.Arbitrary<Hidden> = fc.record({
  why: fc.constantFrom(...whys),
  count: fc.integer({ min: 1, max: 3 }),
  facts: fc.record({
    // Before, between and after those that are shown.
    decidedOn: fc.constantFrom('2024-01-01', '2025-06-15', '2026-01-20', '2026-03-10'),
    rung: fc.constantFrom('warning', 'permanent-ban', null),
    status: fc.constantFrom('in-force', 'ended'),
    person: fc.constantFrom('teal-heron', 'amber-otter'),
    // More than a line of the usual size holds, too.
    measures: fc.array(fc.constantFrom('ban', 'a-measure-that-has-a-long-name'), { maxLength: 80 }),
  }),
});

const queries = [
  '',
  'limit=1',
  'limit=50',
  'rung=warning&limit=2',
  'rung=none',
  'status=ended',
  'name=heron&limit=1',
  'from=2025-01-01&until=2026-01-31',
  'channel=conduct&rule=harassment',
];

describe('decisions that a member may not know of', () => {
  let service: Service;
  let lead: Person;
  let small: Person;
  let cookie: string;
  /** Cases that the member decides: one with a finding alone, and one with a proposal. */
  const deciding: string[] = [];
  beforeAll(async () => {
    service = await startService({});
    lead = await service.addMember({ role: 'lead' });
  });
  afterAll(() => service.close());

  const hide = async ({ why, facts, count }: Hidden, early: string[]): Promise<void> => {
    const report = {
      ...(why === 'elsewhere'
        ? { channel: 'security', answers: { whatHappened: 'It.', component: 'X' } }
        : {}),
      excludedMembers: why === 'excluded' ? [small.memberId] : [],
    };
    const earlier = why === 'later' ? early.pop() : undefined;
    const caseId = earlier ?? (await decidedCase(service, lead, facts, report)).caseId;
    for (let number = 1; number < count; number++) await decide(service, lead, caseId, facts);
    if (why === 'recused') await post(service, small, `/api/cases/${caseId}/recusal`, {});
    if (why === 'aside' || (why === 'later' && earlier === undefined))
      await post(service, lead, `/api/cases/${caseId}/aside`, { memberId: small.memberId, reason: 'Close.' });
  };

  /** Every page of every part of the log, the file, and what was decided in like cases. */
  const look = async (): Promise<unknown[]> => {
    const all: (Seen | { readonly like: unknown; readonly calls: readonly string[] })[] = [];
    for (const query of queries)
      for (const address of [routes.log, routes.api.log]) {
        let cursor: string | undefined;
        do {
          const path = `${address}?${query}${cursor === undefined ? '' : `&cursor=${cursor}`}`;
          const one = await seen(service, cookie, `${address}?${query}`, { path, init: {} });
          all.push(one.seen);
          [, cursor] = /cursor(?:":"|=)([\w-]+)/.exec(one.text) ?? [];
        } while (cursor !== undefined && all.length < 500);
      }
    for (const path of [routes.api.logFile, routes.logFile])
      all.push((await seen(service, cookie, path, { path, init: {} })).seen);
    service.calls.length = 0;
    const asked = { channels: small.channels, caseId: '' };
    const compared = [{ rung: 'warning', rules: ['harassment'] }, { rules: ['harassment'] }];
    const like = await likeEach(contextOf(service, small), asked, compared);
    all.push({ like, calls: service.calls.map(({ command }) => command) });
    for (const caseId of deciding)
      for (const path of [
        pagePath(caseId, 'decision'),
        `${pagePath(caseId, 'decision')}?propose=1&rung=permanent-ban`,
        `/api/cases/${caseId}/like-cases?respondent=1`,
        `/api/cases/${caseId}/like-cases?respondent=1&rung=warning`,
      ])
        all.push((await seen(service, cookie, path, { path, init: {} })).seen);
    return all;
  };

  it('change no byte, no length and no call of the log, its file, and of what was decided in like cases, also beside a proposal', async () => {
    const early: string[] = [];
    for (let number = 0; number < 4; number++) early.push((await decidedCase(service, lead)).caseId);
    service.clock.advance(3_600_000);
    small = await service.addMember({ channels: ['conduct'] });
    cookie = await signedInCookie(service, small.memberId);
    for (const decidedOn of ['2025-06-01', '2025-07-01', '2026-02-01'])
      await decidedCase(service, lead, { decidedOn });
    await decidedCase(service, lead, { decidedOn: '2026-03-10', rung: null, person: 'grey-wolf' });
    for (const rung of [undefined, 'warning']) {
      const one = await caseToDecide(service, [small, lead]);
      await one.done(small, '/findings', violation());
      if (rung !== undefined) await one.done(small, '/proposals', correction({ rung, until: '2026-04-10' }));
      deciding.push(one.caseId);
    }
    await look();
    await fc.assert(
      fc.asyncProperty(fc.array(hiddenDecision, { minLength: 1, maxLength: 4 }), async (hidden) => {
        const without = await look();
        for (const one of hidden) await hide(one, early);
        expect(await look()).toEqual(without);
      }),
      { numRuns: 3, endOnFailure: true },
    );
    expect(JSON.stringify(await look())).toContain('grey-wolf');
  });
});

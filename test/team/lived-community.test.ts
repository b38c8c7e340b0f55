import { describe, expect, it } from 'vitest';
import type { Statistic } from '../../functions/domain/statistics/statistic.ts';
import { makeCommunity } from '../../tools/community/community.ts';
import { countTruly } from '../../tools/community/true-counts.ts';
import type { CaseTruth } from '../../tools/community/truth.ts';
import { countRows } from '../domain/statistics/count-rows.ts';
import { startService, type Service } from '../harness/service.ts';
import { countedRows } from './counted.ts';
import { canBeLived, livedCase, liveThrough, type Team } from './live-case.ts';

const began = new Date('2026-04-01T00:00:00.000Z');
/** Of each community, so many of its latest cases. */
const mostLived = 10;

/** Communities in which, together, everything happens that is counted, with as few words and decisions as can be. */
const seeds = [1593, 5387];

const invented = (seed: number) => {
  const community = makeCommunity({ seed, years: 0.35, cases: 15, began });
  const lived = community.cases
    .map((truth, index) => ({ truth, rows: community.rowsOfCases[index] ?? [] }))
    .filter(({ truth }) => canBeLived(truth))
    .slice(-mostLived);
  return { members: community.members, lived };
};

/** Puts the team of a community on that of a service. @returns who is who */
const joined = async (service: Service, members: ReturnType<typeof invented>['members']): Promise<Team> => {
  const joining = [];
  for (const { memberId, ...member } of members) {
    const { name, role, channels } = member;
    const row = await service.addMember({ name, role, channels });
    joining.push({ ...member, ...row, inventedId: memberId });
  }
  return { members: joining, decider: await service.addMember({ name: 'Dora', role: 'lead' }) };
};

describe('an invented community that lives through the applications', () => {
  it.each(seeds)(
    'leaves the rows that its truth makes, and the counts that it knows: number %i',
    async (seed) => {
      const { members, lived } = invented(seed);
      expect(lived).toHaveLength(mostLived);
      const service = await startService();
      try {
        const team = await joined(service, members);
        await liveThrough(
          service,
          began,
          lived.flatMap(({ truth }) => livedCase(service, team, truth)),
        );
        const left = await countedRows(service);
        expect(countRows(left)).toEqual(
          countTruly(
            began,
            lived.map(({ truth }) => truth),
          ),
        );
        const ids = new Map(team.members.map(({ inventedId, memberId }) => [memberId, inventedId]));
        const expected = lived.flatMap(({ rows }) => rows);
        expect(comparable(left, (id) => ids.get(id) ?? id)).toEqual(comparable(expected));
      } finally {
        await service.close();
      }
    },
  );

  it('together they know everything that is counted', () => {
    const truths: readonly CaseTruth[] = seeds.flatMap((seed) =>
      invented(seed).lived.map(({ truth }) => truth),
    );
    const { cases, decisions } = countTruly(began, truths);
    expect(cases.all).toBe(seeds.length * mostLived);
    expect(Object.keys(cases.states).sort()).toEqual(['closed', 'open', 'spam', 'withdrawn']);
    expect(Object.keys(cases.outcomes)).toHaveLength(4);
    expect(Object.keys(decisions.rungs)).toHaveLength(5);
    expect(Object.keys(decisions.appeals).sort()).toEqual([
      'none',
      'open',
      'overturned',
      'sent-back',
      'upheld',
    ]);
    expect(cases.promises.missed).toBeGreaterThan(0);
    expect(truths.some(({ excluded }) => excluded.length > 0)).toBe(true);
  });
});

/** Without what is random, or is counted by a service of its own: tags and revisions of the roster. */
const comparable = (rows: readonly Statistic[], idOf = (id: string): string => id): string[] =>
  rows
    .map((row) => {
      if (row.kind === 'survey') return JSON.stringify(row);
      const said = { ...row, rosterRevision: 0, hiddenFrom: row.hiddenFrom.map(idOf), countTag: '' };
      const entries = Object.entries(said).filter(([, value]) => value !== undefined);
      return JSON.stringify(Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1))));
    })
    .sort();

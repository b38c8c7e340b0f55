import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Statistic } from '../../functions/domain/statistics/statistic.ts';
import { makeCommunity } from '../../tools/community/community.ts';
import { countTruly } from '../../tools/community/true-counts.ts';
import { countRows } from '../domain/statistics/count-rows.ts';
import { startService, type Service } from '../harness/service.ts';
import { countedRows } from './counted.ts';
import { canBeLived, livedCase, liveThrough, type Team } from './live-case.ts';

const mostLived = 60;

describe('an invented community that lives through the applications', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
    service.clock.now = new Date('2026-03-10T09:00:00.000Z');
  });
  afterAll(() => service.close());

  it('leaves the rows that its truth makes, and the counts that it knows', async () => {
    const began = new Date('2026-04-01T00:00:00.000Z');
    const community = makeCommunity({ seed: 191, years: 0.4, cases: 76, began });
    const members = [];
    for (const { memberId, ...invented } of community.members) {
      const { name, role, channels } = invented;
      members.push({
        ...invented,
        ...(await service.addMember({ name, role, channels })),
        inventedId: memberId,
      });
    }
    const team: Team = { members, decider: await service.addMember({ name: 'Dora', role: 'lead' }) };
    const lived = community.cases
      .map((truth, index) => ({ truth, rows: community.rowsOfCases[index] ?? [] }))
      .filter(({ truth }) => canBeLived(truth))
      .slice(-mostLived);
    expect(lived).toHaveLength(mostLived);
    await liveThrough(
      service,
      began,
      lived.flatMap(({ truth }) => livedCase(service, team, truth)),
    );

    const left = await countedRows(service);
    const truths = lived.map(({ truth }) => truth);
    expect(countRows(left)).toEqual(countTruly(began, truths));
    const ids = new Map(members.map(({ inventedId, memberId }) => [memberId, inventedId]));
    expect(comparable(left, (id) => ids.get(id) ?? id)).toEqual(
      comparable(lived.flatMap(({ rows }) => rows)),
    );
    // It is a community in which everything that is counted happens.
    const { cases, decisions } = countRows(left);
    expect(Object.keys(cases.states).sort()).toEqual(['closed', 'open', 'spam', 'withdrawn']);
    expect(Object.keys(cases.outcomes)).toHaveLength(4);
    expect(Object.keys(decisions.rungs)).toHaveLength(5);
    expect(Object.keys(decisions.appeals).length).toBeGreaterThan(2);
    expect(cases.promises.missed).toBeGreaterThan(0);
  });
});

/** Without what is random, or is counted by a service of its own: tags and revisions of the roster. */
const comparable = (rows: readonly Statistic[], idOf = (id: string): string => id): string[] =>
  rows
    .map((row) => {
      if (row.kind === 'survey') return JSON.stringify(row);
      const { rosterRevision: _, ...rest } = row;
      const said = { ...rest, hiddenFrom: row.hiddenFrom.map(idOf), countTag: '' };
      const entries = Object.entries(said).filter(([, value]) => value !== undefined);
      return JSON.stringify(Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1))));
    })
    .sort();

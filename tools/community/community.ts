import type { Statistic } from '../../functions/domain/statistics/statistic.ts';
import { inventCase } from './invent-case.ts';
import { rowsOfCase } from './rows-of-case.ts';
import { chanceOf } from './seeded-chance.ts';
import { countTruly, type Counted, type TrueCounts } from './true-counts.ts';
import type { CaseTruth, CommunityMember } from './truth.ts';

export type Wanted = {
  /** The same seed is the same community. */
  readonly seed: number;
  readonly years: number;
  readonly cases: number;
  /** Its first day; midnight in UTC. */
  readonly began?: Date | undefined;
};

/** A community that is invented, with all that happened in it and what the service has left of it in numbers. */
export type Community = {
  readonly began: Date;
  readonly members: readonly CommunityMember[];
  /** What everybody in it together knows, case by case, in the order in which they were sent. */
  readonly cases: readonly CaseTruth[];
  /** The rows of each case, in the same order. */
  readonly rowsOfCases: readonly (readonly Statistic[])[];
  readonly rows: readonly Statistic[];
  /** Of all of it, or of the months and cases that are asked for. */
  readonly trueCounts: (counted?: Counted) => TrueCounts;
};

const team: readonly CommunityMember[] = Array.from({ length: 7 }, (_, at) => ({
  memberId: `member-${at}`,
  name: `Member ${at}`,
  role: at < 2 ? 'lead' : 'member',
  channels: at < 2 ? ['conduct', 'security'] : at < 5 ? ['conduct'] : ['security', 'conduct'],
}));

const hoursInYear = 8_766;

/**
 * Invents a community: who reported what and when, what was found, decided, appealed and closed, until its time is over.
 * Everything in it is made up, the names too.
 */
export const makeCommunity = ({ seed, years, cases: count, began }: Wanted): Community => {
  const chance = chanceOf(seed);
  const start = began ?? new Date('2024-01-01T00:00:00.000Z');
  const inventing = { chance, members: team, hours: years * hoursInYear };
  const cases = Array.from({ length: count }, () => inventCase(inventing)).sort(
    (one, other) => one.sentAt - other.sentAt,
  );
  const rowsOfCases = cases.map((truth) => rowsOfCase(start, truth, chance.id()));
  return {
    began: start,
    members: team,
    cases,
    rowsOfCases,
    rows: rowsOfCases.flat(),
    trueCounts: (counted) => countTruly(start, cases, counted),
  };
};

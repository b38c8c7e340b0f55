import { reportSources } from '../../../functions/domain/case/source.ts';
import { statisticStates, type Statistic } from '../../../functions/domain/statistics/statistic.ts';
import { timeClasses } from '../../../functions/domain/statistics/time-class.ts';
import { monthAfter } from '../../../functions/domain/statistics/report-period.ts';
import type { SettingsNames } from '../../../functions/domain/statistics/report-tables.ts';

export const communityNames: SettingsNames = {
  channel: ['conduct', 'security', 'events'],
  rule: ['harassment', 'threats', 'slurs', 'spam', 'retaliation', 'privacy'],
  rung: ['correction', 'warning', 'temporary-ban', 'permanent-ban'],
  measure: ['apology', 'training', 'read-only', 'no-contact', 'ban', 'check-in'],
};

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export const randomNumbers = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

type Draw = () => number;
/** The first ones of a list are drawn the most often, the last ones rarely. */
const skewed = <Item>(draw: Draw, items: readonly [Item, ...Item[]]): Item =>
  items[Math.floor(draw() ** 2.5 * items.length)] ?? items[0];
const some = (draw: Draw, names: readonly string[]): string[] => {
  const [first = '', ...others] = names;
  return [...new Set(Array.from({ length: Math.floor(draw() * 3) }, () => skewed(draw, [first, ...others])))];
};
const access = { hiddenFrom: [], grantedMembers: [] };

const decisionsOf = (draw: Draw, month: string, channel: string): Statistic[] => {
  if (draw() < 0.4) return [];
  const isViolation = draw() < 0.6;
  const [first = '', ...others] = communityNames.rung;
  const hasAppeal = draw() < 0.2;
  return [
    {
      kind: 'decision',
      month,
      channel,
      source: 'reporter',
      outcome: isViolation ? 'violation' : 'no-violation',
      rung: isViolation ? skewed(draw, [first, ...others]) : null,
      rules: isViolation ? ['harassment'] : [],
      measures: isViolation ? some(draw, communityNames.measure) : [],
      approvals: { needed: 2, given: draw() < 0.95 ? 2 : 1, quorum: draw() < 0.9 },
      appeal: hasAppeal
        ? skewed(draw, ['upheld', 'changed', 'open', 'overturned', 'sent-back'] as const)
        : 'none',
      ...(hasAppeal && { appealIn: monthAfter(month) }),
      ...access,
    },
  ];
};

const surveysOf = (draw: Draw, month: string, channel: string): Statistic[] => {
  const answer = (): number => 5 - Math.floor(draw() ** 2 * 5);
  const from = draw() < 0.7 ? ('reporter' as const) : ('respondent' as const);
  return draw() < 0.2
    ? [{ kind: 'survey', month, channel, from, answers: [answer(), answer(), answer()] }]
    : [];
};

/** Rows as a community might have them. @param reports about so many, spread over the months from the first on */
export const randomCommunity = (
  seed: number,
  { first, months, reports }: { readonly first: string; readonly months: number; readonly reports: number },
): Statistic[] => {
  const draw = randomNumbers(seed);
  return Array.from({ length: reports }, (_, index): Statistic[] => {
    const month = monthAfter(first, Math.floor(draw() * months));
    const channel = skewed(draw, ['conduct', 'security', 'events'] as const);
    const isClosed = draw() < 0.8;
    const outcome = isClosed
      ? skewed(draw, ['violation', 'no-violation', 'undecided', 'none'] as const)
      : 'none';
    const taken = () => skewed(draw, timeClasses);
    return [
      {
        kind: 'case',
        month,
        channel,
        source: skewed(draw, reportSources),
        anonymous: draw() < 0.6,
        urgent: draw() < 0.1,
        people: Math.floor(draw() * 3),
        state: isClosed ? 'closed' : skewed(draw, statisticStates),
        scope:
          outcome === 'violation'
            ? 'in-scope'
            : skewed(draw, ['in-scope', 'out-of-scope', 'unknown'] as const),
        outcome,
        rules: outcome === 'violation' ? ['harassment', ...some(draw, communityNames.rule)] : [],
        ...(isClosed && { closedIn: monthAfter(month, Math.floor(draw() * 3)) }),
        times: { acknowledged: taken(), ...(isClosed && { closed: taken(), decided: taken() }) },
        promises: { kept: Math.floor(draw() * 4), missed: draw() < 0.1 ? 1 : 0 },
        countTag: Buffer.from(`tag ${seed} ${index}`.padEnd(16)).subarray(0, 16).toString('base64url'),
        ...access,
      },
      ...decisionsOf(draw, month, channel),
      ...surveysOf(draw, month, channel),
    ];
  }).flat();
};

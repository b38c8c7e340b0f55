import type { ReportSource } from '../../functions/domain/case/source.ts';
import type { FindingOutcome } from '../../functions/domain/decision/finding.ts';
import type { Chance } from './seeded-chance.ts';
import type { AppealTruth, CaseTruth, CommunityMember, DecisionTruth, PersonTruth } from './truth.ts';

const day = 24;

const rules = [
  'harassment',
  'insults',
  'sexual-attention',
  'discrimination',
  'threats',
  'private-information',
  'retaliation',
  'disruption',
  'other',
] as const;

/** What each rung brings with it in this community, and how many of those who take part have to approve. */
export const rungs = {
  correction: { measures: ['private-apology', 'reading'], needed: () => 2, quorum: 2 },
  warning: { measures: ['no-contact', 'training'], needed: () => 2, quorum: 2 },
  'temporary-ban': {
    measures: ['ban', 'no-contact'],
    needed: (people: number) => Math.max(2, Math.ceil((2 * people) / 3)),
    quorum: 2,
  },
  'permanent-ban': {
    measures: ['ban'],
    needed: (people: number) => Math.max(3, Math.ceil((2 * people) / 3)),
    quorum: 3,
  },
} as const;
type RungName = keyof typeof rungs;

/** Where nothing follows, the rule of the mildest rung holds. */
export const rungRule = (rung: string | null) =>
  Object.entries(rungs).find(([name]) => name === rung)?.[1] ?? rungs.correction;

export const membersOf = (members: readonly CommunityMember[], channel: string): readonly CommunityMember[] =>
  members.filter(({ channels }) => channels.includes(channel));

export type Inventing = {
  readonly chance: Chance;
  readonly members: readonly CommunityMember[];
  /** Hours of the community's time. */
  readonly hours: number;
};

const many = <Item>(item: Item, count: number): readonly [Item, ...Item[]] => [
  item,
  ...Array.from({ length: count - 1 }, () => item),
];

const outcomes: readonly [FindingOutcome, ...FindingOutcome[]] = [
  ...many('violation' as const, 4),
  ...many('no-violation' as const, 2),
  'not-substantiated',
  'out-of-scope',
];
const usualRungs: readonly [RungName, ...RungName[]] = [
  ...many('correction' as const, 4),
  ...many('warning' as const, 3),
  ...many('temporary-ban' as const, 2),
  'permanent-ban',
];

const usualSources: readonly [ReportSource, ...ReportSource[]] = [
  ...many('reporter' as const, 20),
  ...many('member' as const, 3),
  'mail',
  'forwarded',
  'held',
];

type Found = { readonly outcome: FindingOutcome; readonly rules: readonly string[] };

const decisionOf = (
  { chance, members }: Inventing,
  { channel, excluded }: { readonly channel: string; readonly excluded: readonly string[] },
  { outcome, rules: broken }: Found,
  at: number,
): DecisionTruth => {
  const rung = outcome === 'violation' ? chance.oneOf(usualRungs) : null;
  const rule = rungRule(rung);
  const people = membersOf(members, channel).length - excluded.length;
  const tookPart = Math.max(rule.quorum, people - chance.below(2));
  const needed = rule.needed(tookPart);
  return {
    at,
    outcome,
    rules: broken,
    rung,
    measures: rung === null ? [] : chance.someOf(rule.measures, 1 + chance.below(rule.measures.length)),
    tookPart,
    approved: needed + chance.below(tookPart - needed + 1),
  };
};

const usualEnds: readonly [AppealTruth['end'], ...AppealTruth['end'][]] = [
  ...many('upheld' as const, 3),
  'changed',
  'overturned',
  'sent-back',
  'refused',
];

const appealOf = ({ chance, hours }: Inventing, decidedAt: number): AppealTruth | undefined => {
  const sentAt = decidedAt + day + chance.below(12 * day);
  if (sentAt >= hours) return undefined;
  const acknowledgedAt = sentAt + 6 + chance.below(3 * day);
  const endedAt = acknowledgedAt + 4 * day + chance.below(14 * day);
  if (endedAt >= hours) {
    return { sentAt, end: 'open', acknowledgedAt: acknowledgedAt < hours ? acknowledgedAt : undefined };
  }
  const end = chance.oneOf(usualEnds);
  return { sentAt, end, acknowledgedAt, endedAt };
};

/** The decisions about one person; one that an appeal changed is replaced by another. */
const decisionsOf = (
  inventing: Inventing,
  about: { readonly channel: string; readonly excluded: readonly string[] },
  found: Found,
  at: number,
): readonly DecisionTruth[] => {
  const { chance } = inventing;
  const first = decisionOf(inventing, about, found, at);
  const appeal = first.rung !== null && chance.percent(18) ? appealOf(inventing, at) : undefined;
  if (appeal?.end !== 'changed' || appeal.endedAt === undefined) return [{ ...first, appeal }];
  return [{ ...first, appeal }, decisionOf(inventing, about, found, appeal.endedAt)];
};

const foundOf = ({ chance }: Inventing): Found => {
  const outcome = chance.oneOf(outcomes);
  return { outcome, rules: outcome === 'violation' ? chance.someOf(rules, 1 + chance.below(2)) : [] };
};

const personOf = (
  inventing: Inventing,
  about: { readonly channel: string; readonly excluded: readonly string[] },
  decidedAt: number,
): PersonTruth => {
  const { chance, hours } = inventing;
  const person = `person-${chance.below(900)}`;
  if (decidedAt - 2 * day >= hours || chance.percent(8)) return { person, decisions: [] };
  const found = foundOf(inventing);
  // Some cases are closed on what was found, without a decision.
  if (decidedAt >= hours || chance.percent(12)) return { person, found, decisions: [] };
  return { person, found, decisions: decisionsOf(inventing, about, found, decidedAt) };
};

type Begun = Pick<
  CaseTruth,
  'reporter' | 'channel' | 'source' | 'anonymous' | 'urgent' | 'excluded' | 'sentAt'
>;

const beginningOf = ({ chance, members, hours }: Inventing): Begun => {
  const channel = chance.percent(82) ? 'conduct' : 'security';
  const team = membersOf(members, channel).filter(({ role }) => role === 'member');
  const source = chance.oneOf(usualSources);
  return {
    reporter: `person-${chance.below(900)}`,
    channel,
    source,
    anonymous: source !== 'reporter' || chance.percent(70),
    urgent: chance.percent(9),
    excluded: chance.percent(7) ? chance.someOf(team, 1).map(({ memberId }) => memberId) : [],
    sentAt: chance.below(hours - 1),
  };
};

/** Words to the reporter between two moments, at most ten days apart and at least an hour. */
const wordsBetween = ({ chance }: Inventing, from: number, until: number): readonly number[] => {
  const words: number[] = [];
  for (let at = from + day + chance.below(9 * day); at < until - 1; at += day + chance.below(9 * day))
    words.push(at);
  return words;
};

const unopened = (begun: Begun, fate: 'withdrawn' | 'erased-unopened'): CaseTruth => ({
  ...begun,
  words: [],
  fate,
  people: [],
});

/** One report and what became of it until the community's time is over. */
export const inventCase = (inventing: Inventing): CaseTruth => {
  const { chance, hours } = inventing;
  const begun = beginningOf(inventing);
  const { sentAt } = begun;
  const fate = chance.below(100);
  if (fate < 3 && begun.source === 'reporter') return unopened(begun, 'withdrawn');
  if (fate < 4) return unopened(begun, 'erased-unopened');
  const answeredAt = sentAt + 2 + chance.below(chance.percent(88) ? 46 : 9 * day);
  if (answeredAt >= hours) return { ...begun, words: [], fate: 'open', people: [] };
  if (fate < 8) {
    // Closed with one word, or none.
    return {
      ...begun,
      words: [],
      closedAt: answeredAt,
      acknowledgedAt: answeredAt,
      fate: 'spam',
      people: [],
    };
  }
  const decidedAt = answeredAt + 3 * day + chance.below(chance.percent(85) ? 75 * day : 160 * day);
  const people = Array.from({ length: chance.percent(78) ? 1 : 2 + chance.below(2) }, (_, at) =>
    personOf(inventing, begun, decidedAt + at),
  );
  const last = Math.max(
    decidedAt,
    ...people.flatMap(({ decisions }) =>
      decisions.flatMap(({ at, appeal }) => [at, appeal ? (appeal.endedAt ?? hours) : at]),
    ),
  );
  const closedAt = last + 15 * day + chance.below(10 * day);
  const isClosed = closedAt < hours;
  const until = Math.min(closedAt, hours);
  const decided = people.flatMap(({ decisions }) => decisions.map(({ at }) => at));
  const words = [answeredAt, ...wordsBetween(inventing, answeredAt, until), ...decided];
  return {
    ...begun,
    acknowledgedAt: answeredAt,
    firstAnswerAt: answeredAt,
    words: [...new Set(words)].sort((one, other) => one - other),
    closedAt: isClosed ? closedAt : undefined,
    fate: isClosed ? 'closed' : 'open',
    people,
  };
};

import type { Entry } from '../thread/entry.ts';
import type { Act } from '../thread/acts.ts';
import type { PlatformPage, ShownRestriction } from './platform-page.ts';

/** What a platform admin can say of a restriction. */
export const platformActNames = ['placed', 'lifted', 'cannot'] as const satisfies readonly Act[];
export type PlatformActName = (typeof platformActNames)[number];

/** What was said of a restriction, and which one is meant: by its numbers on the page, and by what stood there. */
export type PlatformAnswer = {
  /** The number of the entry. */
  readonly number: number;
  readonly act: PlatformActName;
  readonly on: string;
  readonly measure: number;
  readonly account: number;
  readonly name: string;
  /** Empty where only the name was said. */
  readonly restriction: string;
  /** Why it cannot be carried out, or what they add; may be empty. */
  readonly text: string;
};

type NumberedEntries = readonly { readonly number: number; readonly entry: Entry | 'unreadable' }[];

const isPlatformActName = (act: string): act is PlatformActName =>
  platformActNames.some((one) => one === act);

/** What the admins said of restrictions, in its order. @param after the number of an entry; what came later counts */
export const platformAnswers = (entries: NumberedEntries, after: number): readonly PlatformAnswer[] =>
  entries.flatMap(({ number, entry }) => {
    if (number <= after || entry === 'unreadable' || entry.kind !== 'act' || !isPlatformActName(entry.act))
      return [];
    const { act, facts, on, texts } = entry;
    const fact = (name: string): string => (Object.hasOwn(facts, name) ? (facts[name] ?? '') : '');
    return [
      {
        number,
        act,
        on: on.slice(0, 10),
        measure: Number(fact('measure')),
        account: Number(fact('account')),
        name: fact('name'),
        restriction: fact('restriction'),
        text: texts.get('text') ?? '',
      },
    ];
  });

/** One account of a measure, as an answer can mean it. */
export type Answerable = { readonly account: number; readonly name: string; readonly restriction: string };

/**
 * The account of a measure that an answer means. Accounts are counted, and one that leaves the list moves those behind it:
 * the name decides, and the number only between two of the same.
 * @param accounts of the measure that the answer names
 */
export const answered = <Account extends Answerable>(
  { account, name, restriction }: Pick<PlatformAnswer, 'account' | 'name' | 'restriction'>,
  accounts: readonly Account[],
): Account | undefined => {
  const same = accounts.filter(
    (one) => one.name === name && (restriction === '' || one.restriction === restriction),
  );
  return same.find((one) => one.account === account) ?? same[0];
};

/** What is known of a restriction on one account; days are ISO, in UTC. */
export type PlacedState = {
  readonly placedOn?: string | undefined;
  readonly liftedOn?: string | undefined;
  readonly cannotOn?: string | undefined;
};

/**
 * What is known of a restriction once an answer came. Said to be lifted before its end, it is not in place any more, and
 * still has to be.
 * @param hasEnded whether its end had come, or it was given up, on the day of the answer
 */
export const afterAnswer = (
  before: PlacedState,
  { act, on }: Pick<PlatformAnswer, 'act' | 'on'>,
  hasEnded: boolean,
): PlacedState => {
  switch (act) {
    case 'placed':
      return { placedOn: before.placedOn ?? on };
    case 'lifted':
      if (!hasEnded) return {};
      return before.placedOn === undefined
        ? before
        : { placedOn: before.placedOn, liftedOn: before.liftedOn ?? on };
    case 'cannot':
      return { ...before, cannotOn: on };
  }
};

/**
 * How a restriction stands for the admins: `to-come` begins on a later day; `stays` would be lifted, were another one not to
 * hold on the same account; `over` has ended and was never in place.
 */
export type Standing = 'to-lift' | 'to-place' | 'to-come' | 'in-place' | 'stays' | 'lifted' | 'over';

export type StandingRestriction = ShownRestriction & { readonly standing: Standing };

const hasEnded = ({ toLift, until }: ShownRestriction, today: string): boolean =>
  toLift || (until !== undefined && until < today);

const standingOf = (row: ShownRestriction, today: string): Standing => {
  const isIn = row.placedOn !== undefined && row.liftedOn === undefined;
  if (hasEnded(row, today)) {
    if (isIn) return 'to-lift';
    return row.liftedOn === undefined ? 'over' : 'lifted';
  }
  if (isIn) return 'in-place';
  return row.from > today ? 'to-come' : 'to-place';
};

const order: readonly Standing[] = ['to-lift', 'to-place', 'to-come', 'in-place', 'stays', 'lifted', 'over'];

/**
 * How each restriction stands on the day on which the page is looked at: by what the team has noted, by what the admins have
 * answered since, and by its dates, so that an end that comes needs nothing that runs. What is to be done comes first.
 * @param today in UTC
 */
export const standingRestrictions = (
  page: Pick<PlatformPage, 'restrictions' | 'takenUpTo'>,
  entries: NumberedEntries,
  today: string,
): readonly StandingRestriction[] => {
  const rows = [...page.restrictions];
  for (const answer of platformAnswers(entries, page.takenUpTo ?? 0)) {
    const row = answered(
      answer,
      rows.filter(({ measure }) => measure === answer.measure),
    );
    if (!row) continue;
    const { placedOn, liftedOn, cannotOn, ...rest } = row;
    const state = afterAnswer({ placedOn, liftedOn, cannotOn }, answer, hasEnded(row, answer.on));
    rows[rows.indexOf(row)] = { ...rest, ...state };
  }
  const standing = rows.map((row) => ({ ...row, standing: standingOf(row, today) }));
  const isHeld = (row: StandingRestriction): boolean =>
    standing.some(
      (other) =>
        other !== row &&
        other.name === row.name &&
        other.restriction === row.restriction &&
        (other.standing === 'in-place' || other.standing === 'to-place'),
    );
  return standing
    .map((row) => (row.standing === 'to-lift' && isHeld(row) ? { ...row, standing: 'stays' as const } : row))
    .toSorted((one, other) => order.indexOf(one.standing) - order.indexOf(other.standing));
};

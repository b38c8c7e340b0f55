import * as z from 'zod';
import { addDays, day } from '../kernel/clock.ts';
import type { OpenEntries } from './open-thread.ts';
import type { Summary } from './summary.ts';

/** How it has been since: nothing happened; something did, and they are safe; somebody makes them pay for it. */
export const checkInAnswers = ['fine', 'safe', 'retaliation'] as const;
export type CheckInAnswer = (typeof checkInAnswers)[number];

/** What the act is about, as it stands in the facts of its entry. */
export const checkInFacts = z.strictObject({
  answer: z.enum(checkInAnswers),
  /** Days after closing on which it was asked. */
  after: z.string().regex(/^[1-9]\d{0,2}$/, 'Must be a number of days.'),
  /** The day on which the case was closed, which tells this closing from an earlier one. */
  closedOn: z.iso.date(),
});
export type CheckInFacts = z.infer<typeof checkInFacts>;

/** A time at which the page asks a reporter how it has been. Days are ISO, in UTC. */
export type CheckIn = {
  readonly after: number;
  readonly from: string;
  /** The day before the next one is asked; absent for the last. */
  readonly until?: string | undefined;
  /** `open`: asked now. `passed`: nobody has answered, which says nothing of how it has been. */
  readonly is: 'to-come' | 'open' | 'passed' | 'answered';
  readonly answer?: { readonly answer: CheckInAnswer; readonly on: string } | undefined;
};

const answersIn = (entries: OpenEntries, closedOn: string): ReadonlyMap<number, CheckIn['answer']> => {
  const answers = new Map<number, CheckIn['answer']>();
  for (const { entry } of entries) {
    if (entry === 'unreadable' || entry.kind !== 'act' || entry.act !== 'check-in') continue;
    const facts = checkInFacts.safeParse(entry.facts).data;
    if (facts?.closedOn === closedOn)
      answers.set(Number(facts.after), { answer: facts.answer, on: entry.on });
  }
  return answers;
};

/**
 * When a reporter is asked after their case was closed, and what they have answered. No mail reaches them: the page asks
 * when they come back. None for a case that is open, or was closed before its day was kept.
 * @param periods days after closing, of the settings
 * @param today an ISO day in UTC
 */
export const checkInsOf = (
  periods: readonly number[],
  { state, closedOn }: Pick<Summary, 'state' | 'closedOn'>,
  entries: OpenEntries,
  today: string,
): readonly CheckIn[] => {
  if (state !== 'closed' || closedOn === undefined) return [];
  const answers = answersIn(entries, closedOn);
  const sorted = [...new Set(periods)].sort((one, other) => one - other);
  return sorted.map((after, at) => {
    const next = sorted[at + 1];
    const from = day(addDays(new Date(closedOn), after));
    const until = next === undefined ? undefined : day(addDays(new Date(closedOn), next - 1));
    const answer = answers.get(after);
    const dates = { after, from, until };
    if (answer) return { ...dates, is: 'answered', answer };
    if (from > today) return { ...dates, is: 'to-come' };
    return { ...dates, is: until === undefined || until >= today ? 'open' : 'passed' };
  });
};

/** The one that is asked now, or was answered while it was asked. */
export const currentCheckIn = (checkIns: readonly CheckIn[], today: string): CheckIn | undefined =>
  checkIns.findLast(({ from }) => from <= today);

/** What makes an answer to one check-in one entry, however often it is sent. */
export const checkInKey = ({ after, closedOn }: Pick<CheckInFacts, 'after' | 'closedOn'>): string =>
  `check-in-${closedOn}-${after}`;

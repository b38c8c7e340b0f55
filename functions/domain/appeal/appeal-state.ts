import type { RecordDate } from '../deadline/due-dates.ts';
import { endOfDay } from '../kernel/clock.ts';
import type { Appeal, AppealSide } from './appeal.ts';

/**
 * How an appeal stands. `late`: a lead says whether it is taken. `again`: members without a part in it do. `changing`: its
 * outcome stands once the proposal that follows is in force.
 */
export const appealStates = ['late', 'again', 'open', 'changing', 'decided', 'refused'] as const;
export type AppealState = (typeof appealStates)[number];

/** What was said of taking a second appeal: the latest word of a member counts. */
export const verdictsOn = ({ again }: Pick<Appeal, 'again'>) => {
  const latest = new Map((again?.verdicts ?? []).map((verdict) => [verdict.by.id, verdict] as const));
  const all = [...latest.values()];
  return { takes: all.filter(({ takes }) => takes), refuses: all.filter(({ takes }) => !takes) };
};

/** @param secondApprovals members who have to say that a second appeal is taken; as many refuse it */
export const appealStateOf = (
  appeal: Pick<Appeal, 'late' | 'again' | 'outcome'>,
  secondApprovals: number,
): AppealState => {
  const { late, again, outcome } = appeal;
  if (outcome) return outcome.standsOn === undefined ? 'changing' : 'decided';
  if (late && !late.answered) return 'late';
  if (late?.answered?.taken === false) return 'refused';
  if (!again) return 'open';
  const { takes, refuses } = verdictsOn(appeal);
  if (takes.length >= secondApprovals) return 'open';
  return refuses.length >= secondApprovals ? 'refused' : 'again';
};

/** Whether somebody waits for an answer to it. */
export const isUnanswered = (state: AppealState): boolean => state !== 'decided' && state !== 'refused';

type Numbered = { readonly number: number; readonly content: Appeal };

/**
 * Whether a further appeal of this side about a decision is one too many, unless there is new and compelling evidence: one
 * was decided, and not sent back to those who had decided. Each side has an appeal of its own.
 */
export const isSecondAppeal = (
  appeals: readonly Numbered[],
  about: { readonly decision: number; readonly side: AppealSide },
): boolean =>
  appeals.some(
    ({ content: { decision, side, outcome } }) =>
      decision === about.decision &&
      side === about.side &&
      outcome?.standsOn !== undefined &&
      outcome.is !== 'sent-back',
  );

/** When the hearing is that is still to come, as it stands beside the head. */
export const appealDates = ({ hearing, decider, outcome }: Appeal): readonly RecordDate[] =>
  hearing && !hearing.noted && !outcome ? [{ by: endOfDay(hearing.on), assignee: decider?.who.id }] : [];

/** What the enforcement log says of the appeals about one decision. */
export const loggedAppeal = (
  appeals: readonly Pick<Appeal, 'late' | 'again' | 'outcome'>[],
  secondApprovals: number,
): 'none' | 'open' | 'upheld' | 'changed' | 'overturned' | 'sent-back' => {
  const isOpen = appeals.some((one) => isUnanswered(appealStateOf(one, secondApprovals)));
  return isOpen
    ? 'open'
    : (appeals.findLast(({ outcome }) => outcome?.standsOn !== undefined)?.outcome?.is ?? 'none');
};

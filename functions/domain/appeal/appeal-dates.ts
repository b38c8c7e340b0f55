import type { DecisionSettings } from '../../settings/decision-schema.ts';
import { appealDatesOf, reportersDeadlines, type Deadlines } from '../deadline/deadlines.ts';
import { addDays, day } from '../kernel/clock.ts';
import type { Appeal, AppealSide } from './appeal.ts';
import { appealStateOf, isUnanswered } from './appeal-state.ts';

type AppealSettings = Pick<DecisionSettings, 'appeal'>;

const latest = (...days: readonly (string | undefined)[]): string =>
  days.reduce<string>((last, one) => (one !== undefined && one > last ? one : last), '');

/** When those concerned learned of a decision. Days are ISO, in UTC. */
export type Told = {
  /** When it was put in force, which the reporter was told. */
  readonly on: string;
  /** What the letter says, where there is one. */
  readonly appealBy?: string | undefined;
  readonly letterSentOn?: string | undefined;
};

/**
 * The last day on which an appeal is not late: for the respondent so many days after the letter was sent, and never
 * before the day that the letter says; for the reporter after they were told.
 */
export const lastAppealDay = (
  { appeal }: AppealSettings,
  side: AppealSide,
  { on, appealBy, letterSentOn }: Told,
): string => {
  const after = (from: string, days: number): string => day(addDays(new Date(from), days));
  if (side === 'reporter') return after(on, appeal.afterSendingDays);
  return latest(appealBy, after(letterSentOn ?? on, appeal.afterSendingDays));
};

/** By when an appeal is acknowledged and decided, as its record keeps it. */
export const appealPromises = (
  decisions: AppealSettings,
  sentAt: Date,
): Pick<Appeal, 'acknowledgeBy' | 'decideBy'> => {
  const { acknowledge, answer } = appealDatesOf({ decisions }, sentAt);
  return { acknowledgeBy: acknowledge.toISOString(), decideBy: answer.toISOString() };
};

/** ISO times in UTC compare as text. */
const earliest = (dates: readonly string[]): string | undefined => dates.toSorted()[0];

/**
 * A case's dates once its appeals stand so: the earliest counts that nobody has answered.
 * @param waiting when each appeal was sent that nobody has taken up yet
 */
export const deadlinesWithAppeals = (
  settings: AppealSettings,
  given: Deadlines,
  { appeals, waiting }: { readonly appeals: readonly Appeal[]; readonly waiting: readonly Date[] },
): Deadlines => {
  const untaken = waiting.map((sentAt) => appealPromises(settings, sentAt));
  const unanswered = appeals.filter((one) =>
    isUnanswered(appealStateOf(one, settings.appeal.secondApprovals)),
  );
  const acknowledgeBy = earliest([
    ...untaken.map((one) => one.acknowledgeBy),
    ...unanswered.filter((one) => !one.acknowledged).map((one) => one.acknowledgeBy),
  ]);
  const answerBy = earliest([...untaken, ...unanswered].map((one) => one.decideBy));
  return {
    ...reportersDeadlines(given),
    ...(acknowledgeBy !== undefined && { appealAcknowledgeBy: acknowledgeBy }),
    ...(answerBy !== undefined && { appealAnswerBy: answerBy }),
  };
};

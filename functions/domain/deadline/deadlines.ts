import * as z from 'zod';
import type { ChannelSettings, Settings } from '../../settings/schema.ts';
import { addDays, addHours, fullHour } from '../kernel/clock.ts';

const fullHourTime = z.iso.datetime();

/** The dates a reporter was given, full hours in UTC. */
export const deadlines = z.object({
  acknowledgeBy: fullHourTime,
  nextUpdateBy: fullHourTime,
  feedbackBy: fullHourTime,
  /** The answer to a reporter who has asked for everything to be erased; absent while nobody asks. */
  erasureAnswerBy: fullHourTime.optional(),
  /** The end of the day by which somebody named is in touch; absent while nobody has promised that. */
  inTouchBy: fullHourTime.optional(),
  /** By when the earliest appeal is acknowledged that nobody has answered yet; absent while there is none. */
  appealAcknowledgeBy: fullHourTime.optional(),
  /** By when the earliest appeal is decided that is open. */
  appealAnswerBy: fullHourTime.optional(),
});
export type Deadlines = z.infer<typeof deadlines>;

/** The dates that the reporter was given: those of appeals were given to whoever appealed. */
export const reportersDeadlines = ({
  appealAcknowledgeBy: _acknowledge,
  appealAnswerBy: _answer,
  ...given
}: Deadlines): Deadlines => given;

export const firstDeadlines = (promised: ChannelSettings['deadlines'], sentAt: Date): Deadlines => {
  const sent = fullHour(sentAt);
  return {
    acknowledgeBy: addHours(sent, promised.acknowledgeHours).toISOString(),
    nextUpdateBy: addDays(sent, promised.updateDays).toISOString(),
    feedbackBy: addDays(sent, promised.feedbackDays).toISOString(),
  };
};

/** A word of the team to the reporter moves the next update on. */
export const afterUpdate = (
  given: Deadlines,
  promised: ChannelSettings['deadlines'],
  updatedAt: Date,
): Deadlines => ({ ...given, nextUpdateBy: addDays(fullHour(updatedAt), promised.updateDays).toISOString() });

/** When the team answers somebody who asks for everything to be erased: as soon as its next word would be due. */
export const erasureAnswerBy = (promised: ChannelSettings['deadlines'], askedAt: Date): Date =>
  addDays(fullHour(askedAt), promised.updateDays);

/** By when an appeal is acknowledged and decided: full hours, from when it was sent. */
export type AppealDates = { readonly acknowledge: Date; readonly answer: Date };

export const appealDatesOf = (
  { decisions: { appeal } }: { readonly decisions: Pick<Settings['decisions'], 'appeal'> },
  sentAt: Date,
): AppealDates => ({
  acknowledge: addHours(fullHour(sentAt), appeal.acknowledgeHours),
  answer: addDays(fullHour(sentAt), appeal.decideDays),
});

import * as z from 'zod';

const days = (most: number) => z.int().min(1).max(most);
const months = z.int().min(1).max(240);
const perHour = z.int().min(1).max(1_000);

/** How people are heard who have no account: respondents, witnesses, experts, platform admins. */
export const doorSettings = z.strictObject({
  /** Days in which what was handed over can be changed for words of one's own; afterwards it opens nothing. */
  handoverDays: days(60),
  /** Days in which a respondent or a witness is asked to answer. */
  answerDays: days(60),
  /** Days for which an expert or a translator is shown what was chosen for them. */
  expertDays: days(90),
  /** Messages that one conversation takes from outside in a full hour, by the kind of its door. */
  entriesPerHour: z.strictObject({ response: perHour, witness: perHour, expert: perHour, platform: perHour }),
  /**
   * Months for which what was written behind a door is kept once it was closed or has ended, or the case was closed; as
   * long as the case where none are said.
   */
  keepMonths: z.strictObject({
    response: months.optional(),
    witness: months.optional(),
    expert: months.optional(),
    platform: months.optional(),
  }),
});
export type DoorSettings = z.infer<typeof doorSettings>;

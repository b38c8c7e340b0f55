import * as z from 'zod';

export const riskLevels = ['low', 'medium', 'high'] as const;
export const riskLevel = z.enum(riskLevels);
export const ongoingAnswers = ['yes', 'no', 'maybe'] as const;
export const ongoingAnswer = z.enum(ongoingAnswers);

/** How dangerous a case is, as the team judges it. What nobody has judged yet is absent. */
export const risk = z.object({
  /** Whether somebody may come to harm. */
  safety: riskLevel.optional(),
  /** Whether it goes on. */
  ongoing: ongoingAnswer.optional(),
  /** Whether somebody may be made to pay for having reported or spoken. */
  retaliation: riskLevel.optional(),
});
export type Risk = z.infer<typeof risk>;

export const riskParts = ['safety', 'ongoing', 'retaliation'] as const;
export type RiskPart = (typeof riskParts)[number];

import * as z from 'zod';

const surveySum = z.object({
  count: z.int().optional().describe('Absent while fewer than five have answered.'),
  means: z.array(z.number()),
});

export const yearReview = z.object({
  rules: z.array(z.object({ rule: z.string(), decisions: z.int() })),
  months: z.array(z.object({ month: z.string(), cases: z.int(), decisions: z.int() })),
  cases: z.int(),
  outOfScope: z.int(),
  surveys: z.object({ reporter: surveySum, respondent: surveySum }),
});

import * as z from 'zod';

const surveySum = z.object({
  channel: z.string(),
  from: z.enum(['reporter', 'respondent']),
  first: z.string().describe('The first month, such as `2026-01`.'),
  last: z.string().describe('The last month. A sum never changes, and no answer is in two of them.'),
  atLeast: z.int().describe('So many have answered at least: 5, 10, 20 or 50.'),
  means: z.array(z.number()).describe('Of the three questions, from 1 to 5, to the half.'),
});

export const yearReview = z.object({
  rules: z.array(
    z.object({
      rule: z.string(),
      decisions: z.int(),
      changedOnAppeal: z.int().describe('Of these decisions.'),
    }),
  ),
  months: z.array(z.object({ month: z.string(), cases: z.int(), decisions: z.int() })),
  cases: z.int(),
  outOfScope: z.int(),
  outOfScopeReasons: z
    .array(z.object({ reason: z.string(), cases: z.int() }))
    .describe('By name of the settings; `none` where nobody has chosen one. A case can have several.'),
  years: z.array(
    z.object({
      year: z.string(),
      cases: z.int(),
      outOfScope: z.int(),
      decisions: z.int(),
      violations: z.int(),
      changedOnAppeal: z.int(),
    }),
  ),
  checklist: z
    .array(
      z.object({
        point: z.string(),
        last: z.object({ on: z.iso.date(), by: z.string() }).optional(),
        dueOn: z.iso.date(),
        due: z.boolean(),
      }),
    )
    .describe('What the team looks at again and again, by name of the settings, and who last saw to it.'),
  trainings: z
    .array(
      z.object({ topic: z.string(), lastOn: z.iso.date(), members: z.int().optional(), due: z.boolean() }),
    )
    .describe('The topic that was trained longest ago first.'),
  expertise: z.array(z.object({ memberId: z.string(), expertise: z.string() })),
  surveys: z.array(surveySum).describe('Sums of whole months that are over and of five answers at least.'),
});

export const newTick = z.strictObject({
  point: z.string().min(1).max(31).describe('A name of the checklist in the settings.'),
});
export const checklistTicked = z.object({ on: z.iso.date() });

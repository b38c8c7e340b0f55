import * as z from 'zod';
import { statisticMonth } from '../../domain/statistics/statistic.ts';
import { language } from '../../settings/localised.ts';
import { publishedReport } from '../../domain/transparency/published-report.ts';

export const newDraft = z.strictObject({
  from: statisticMonth.describe('The first month, such as `2026-01`.'),
  until: statisticMonth.describe('The last month.'),
  readers: z
    .array(z.string().min(1).max(64))
    .max(50)
    .describe(
      'Ids of members who can read and approve it besides you. What is hidden from one of them is not counted.',
    ),
});

export const chosenNarratives = z.strictObject({
  taken: z
    .array(z.string().min(1).max(64))
    .max(50)
    .describe('The hashes of the texts that are published; the others are left out.'),
});

const tick = z.object({ by: z.string().describe('The id of a member.'), on: z.iso.date() });

export const draftMade = z.object({ id: z.string() });
export const transparencyList = z.object({
  drafts: z.array(
    z.object({
      id: z.string(),
      from: z.string(),
      until: z.string(),
      made: tick,
      approvals: z.array(tick),
      yours: z.boolean().describe('Whether you can read it.'),
    }),
  ),
  published: z.array(z.object({ id: z.string(), publishedOn: z.iso.date() })),
});
export const draftView = z.object({
  id: z.string(),
  approvals: z.array(tick),
  report: publishedReport.describe('Exactly what would be published.'),
  narratives: z
    .array(
      z.object({
        hash: z.string(),
        language,
        text: z.string(),
        taken: z.boolean().describe('It stands in the report.'),
      }),
    )
    .describe('Texts about cases that were closed in the period, which the report could tell.'),
  mostNarratives: z.int().describe('How many of them it takes at most.'),
  outdated: z
    .boolean()
    .describe('A text in it was withdrawn, or its case was reopened, hidden or erased: count anew.'),
});
export const approvalDone = z.object({
  published: z.boolean(),
  report: z.string().optional().describe('Its id, once it is published.'),
});

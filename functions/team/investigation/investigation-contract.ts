import * as z from 'zod';
import { respondent } from '../../domain/decision/respondent.ts';
import { evidence } from '../../domain/decision/evidence.ts';
import { interview } from '../../domain/casework/record/note.ts';
import { caseTask } from '../case/case-lists-contract.ts';

/** JSON of what an investigation keeps. */
const damaged = z.int().describe('How many cannot be shown: what was stored is damaged.');

export const respondentList = z.object({
  respondents: z.array(
    z.object({
      number: z.int(),
      revision: z.int().describe('What a change of it is asked for with.'),
      ...respondent.shape,
      mergedInto: z.int().optional().describe('The number of the respondent that this one turned out to be.'),
    }),
  ),
  damaged,
});

export const evidenceList = z.object({
  evidence: z.array(z.object({ number: z.int(), ...evidence.shape })),
  damaged,
});

export const interviewsPage = z.object({
  interviews: z
    .array(
      z.object({
        note: z.string().describe('The id of the note that it is.'),
        ...interview.omit({ kind: true }).shape,
      }),
    )
    .describe('The latest first.'),
  cursor: z
    .string()
    .optional()
    .describe('Older ones may follow: GET …/interviews with this cursor. Absent when there are none.'),
});

export const investigationPlan = z.object({
  steps: z.array(
    z.object({
      step: z.string(),
      text: z.string(),
      task: caseTask.optional().describe('Absent until it is among the tasks.'),
    }),
  ),
});

import * as z from 'zod';
import { decisionStatuses } from '../decision/decision.ts';
import { letter } from '../decision/letter.ts';
import { language } from '../../settings/localised.ts';

/** One consequence, as the person it concerns reads it. */
const shownMeasure = z.object({
  /** Of the measure's record: what they say of it names it. */
  number: z.int(),
  what: z.string(),
  from: z.iso.date(),
  until: z.iso.date().optional(),
  dueOn: z.iso.date().optional(),
  /** `waiting`: not in place until an appeal is decided. */
  status: z.enum(['to-do', 'done', 'not-done', 'waived', 'ended', 'waiting']),
  /** Whether it is for them to do. */
  theirs: z.boolean(),
});

/** A decision, as the person it concerns reads it. */
const shownDecision = z.object({
  number: z.int(),
  on: z.iso.date(),
  /** Whether it holds: `replaced` by another decision, or `ended`, as by an appeal. */
  status: z.enum(decisionStatuses).default('in-force'),
  letter,
  measures: z.array(shownMeasure),
  /** The last day on which an appeal is not late; absent where there is nothing to appeal against. */
  appealBy: z.iso.date().optional(),
  /** Whether they may ask to come back. */
  mayAskToReturn: z.boolean().default(false),
});

/** What a respondent is shown: nothing of the report, of who reported, or of other conversations. */
export const responsePage = z.object({
  kind: z.literal('response'),
  language,
  /** What it is about, as the team wrote it for them. */
  about: z.string(),
  questions: z.array(z.string()),
  /** By when they are asked to answer; absent when they are asked nothing. */
  answerBy: z.iso.date().optional(),
  decisions: z.array(shownDecision),
});
export type ResponsePage = z.infer<typeof responsePage>;

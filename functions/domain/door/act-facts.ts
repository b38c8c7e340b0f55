import * as z from 'zod';
import { chosenFiles } from '../attachment/chosen-files.ts';
import { freeText, messageLimitBytes } from '../kernel/text.ts';

/** The number of a record, as a text: facts of an act are texts wherever they stand. */
export const aboutNumber = z
  .string()
  .regex(/^[1-9]\d{0,5}$/, 'Must be the number of something on the page.')
  .transform(Number);

/** Of an act that is about nothing but the conversation itself. */
export const noFacts = z.strictObject({}).default({});

/** What may be said with any act. */
export const said = {
  text: freeText(messageLimitBytes).default('').describe('What is said with it.'),
  attachments: chosenFiles.default([]).describe('Files that were uploaded with this token.'),
};

/** Why an act does not fit what the page of its door offers. */
export const actProblems = ['not-offered', 'late-without-reason'] as const;
export type ActProblem = (typeof actProblems)[number];

import * as z from 'zod';
import { caseName } from '../../domain/case/case-name.ts';
import { forwardedCase, forwardLimitBytes } from '../../domain/forward/forward-format.ts';

/** Bytes in base64 take four characters for three. */
const fileText = z.base64().max(Math.ceil(forwardLimitBytes[2] / 3) * 4 + 4);
/** Bytes of a request that brings one: the file in base64, and ids of members. */
export const forwardedBodyBytes = Math.ceil(forwardLimitBytes[2] / 3) * 4 + 16 * 1024;

export const forwardedBody = z.strictObject({
  file: fileText.describe('The file as it came, in base64.'),
  excludedMembers: z
    .array(z.string().regex(/^[\w-]{1,64}$/))
    .max(100)
    .default([])
    .describe('Ids of members who must not see the case.'),
});

export const forwardedReceived = z.object({
  id: z.string().optional().describe('Absent when the case is not yours to see.'),
  caseName,
  channel: z.string(),
  from: forwardedCase.shape.from.describe('As the file says; nothing proves it.'),
  files: z
    .object({ attached: z.int(), refused: z.int() })
    .describe(
      'How many of its files are attached to the case, and how many were refused: the case says which, and why.',
    ),
});

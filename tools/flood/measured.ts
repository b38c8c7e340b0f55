import { readFileSync } from 'node:fs';
import * as z from 'zod';

const request = z.strictObject({
  /** Processor time of all threads of the function, in milliseconds: the dearest input that was tried. */
  cpuMilliseconds: z.number(),
  /** Calls to DynamoDB and to S3. */
  calls: z.int(),
  /** Bytes of the largest answer. */
  answerBytes: z.int(),
});

/** What is measured of a route, by a name that says which request it was. */
export const measuredRequests = [
  'report',
  'reportApi',
  'reply',
  'messageApi',
  'announce',
  'part',
  'finishOver',
  'filesApi',
  'fileApi',
  'file',
  'conversation',
  'review',
  'edit',
  'thread',
  'shownAgain',
  'threadApi',
  'missing',
  'page',
  'teamPage',
  'tooLarge',
] as const;
export type MeasuredRequest = (typeof measuredRequests)[number];

/** What was measured, as it is kept beside this file, so that the page can be made again without measuring. */
export const measured = z.strictObject({
  measuredOn: z.iso.date(),
  processor: z.string(),
  requests: z.strictObject(
    // Every name is in the list above.
    Object.fromEntries(measuredRequests.map((name) => [name, request])) as Record<
      MeasuredRequest,
      typeof request
    >,
  ),
});
export type Measured = z.infer<typeof measured>;

export const measuredFile = new URL('measured.json', import.meta.url);

export const readMeasured = (): Measured => measured.parse(JSON.parse(readFileSync(measuredFile, 'utf8')));

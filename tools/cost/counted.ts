import { readFileSync } from 'node:fs';
import * as z from 'zod';

const operation = z.strictObject({
  /** To DynamoDB. */
  calls: z.number(),
  kmsCalls: z.number(),
  /** To S3, of the dearer kind: PUT, COPY, LIST. */
  s3Puts: z.number(),
  /** To S3, of the cheaper kind: GET, HEAD. */
  s3Gets: z.number(),
  readUnits: z.number(),
  writeUnits: z.number(),
  answerBytes: z.int(),
});

/** What was counted, as it is kept beside this file, so that the page can be made again without counting. */
export const counted = z.strictObject({
  countedOn: z.iso.date(),
  operations: z.strictObject({
    /** A scheduled run with nothing to do. */
    idle: operation,
    /** The form, as somebody sees it who has not written yet. */
    page: operation,
    submit: operation,
    followUp: operation,
    reply: operation,
    queue: operation,
    open: operation,
    message: operation,
    /** A file uploaded in parts and attached with its original: four requests. */
    attach: operation,
    readFile: operation,
    readFileByTeam: operation,
  }),
});
export type Counted = z.infer<typeof counted>;
export type CountedOperation = z.infer<typeof operation>;

export const countedFile = new URL('counted.json', import.meta.url);
export const readCounted = (): Counted => counted.parse(JSON.parse(readFileSync(countedFile, 'utf8')));

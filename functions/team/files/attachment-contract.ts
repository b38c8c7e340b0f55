import * as z from 'zod';
import { describedFile, newUploadFields } from '../../web/files/upload-contract.ts';
import { reporterThread, threadName } from '../../domain/thread/thread-name.ts';
import { chosenFiles } from '../../domain/attachment/chosen-files.ts';
import { requiredText } from '../../domain/kernel/text.ts';

const reasonLimitBytes = 4 * 1024;

/** A file of an entry. */
export const shownAttachment = z.object({
  ...describedFile,
  original: z
    .object({
      id: z.string(),
      size: z.int(),
      openedOn: z.iso.date().optional().describe('The day on which a member opened it last.'),
    })
    .optional()
    .describe('The reporter has kept the file as it came, too.'),
});

/** Files that go with a message to the reporter. What identifies a member is never kept beside them. */
export const filesToSend = z
  .array(chosenFiles.element.omit({ keepOriginal: true }))
  .max(20)
  .default([]);

export const originalRequest = z.strictObject({
  /** Written down, for the team; that the original was opened is shown to the reporter. */
  reason: requiredText(reasonLimitBytes),
});

export const originalPassHeader = 'Original-Pass';

export const originalOpened = z.object({
  pass: z
    .string()
    .describe(`Goes in the header ${originalPassHeader}: for who opened it, good for 30 minutes.`),
  name: z.string(),
  size: z.int(),
});

export const newUpload = z.strictObject({
  ...newUploadFields,
  thread: threadName.default(reporterThread).describe('The conversation that the file goes to.'),
});

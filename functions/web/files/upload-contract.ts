import * as z from 'zod';
import { fileTypes } from '../../cleaning/file-types.ts';
import { findings, remarks } from '../../cleaning/finding.ts';
import { notCleanable } from '../../cleaning/stop-cleaning.ts';
import { cleaningOutcomes, type ReceivedFile, type UploadPlace } from '../../domain/attachment/attachment.ts';
import { requestFilesBytes } from '../../domain/attachment/limits.ts';
import { referenceTo } from '../../domain/attachment/reference.ts';
import { chunksPerRequest, passOf, type Upload } from '../../domain/attachment/upload.ts';

/** JSON of uploads in parts, for reporters and for the team alike. */
export const uploadPassHeader = 'Upload-Pass';

/** More than any name that is shown has; it is cut and made safe afterwards. */
const longestGivenName = 400;

/** What both begin an upload with; reporters say besides where it belongs. */
export const newUploadFields = {
  name: z.string().min(1).max(longestGivenName).describe('As the sender calls it.'),
  size: z.int().min(1).describe('Bytes of the whole file.'),
};

export const uploadBegun = z.object({
  pass: z
    .string()
    .describe(`Goes with every further call in the header ${uploadPassHeader}; good for 20 hours.`),
  partBytes: z.int().describe('Bytes of every part but the last.'),
  parts: z.array(z.int()).describe('The number of each part, by which it is put: PUT …/{number}.'),
  draft: z
    .string()
    .optional()
    .describe('Only when nothing said where the file belongs: the report it goes with carries this draft.'),
});

export const uploadMissing = z.object({
  missing: z.array(z.int()).describe('Numbers of the parts that are not there yet.'),
});

/** What is told of a file that has come, or is attached. */
export const describedFile = {
  id: z.string(),
  name: z.string(),
  type: z.string().describe('Content type, told by the content.'),
  size: z.int(),
  outcome: z.enum(cleaningOutcomes).describe('What became of its metadata.'),
  why: z.enum(notCleanable).optional().describe('could-not-be-cleaned: why.'),
  removed: z.array(z.enum(findings)).describe('What was found in it and taken out.'),
  left: z.array(z.enum(remarks)).describe('What stands in it on purpose and may name people.'),
};

export const uploadFinished = z.object({
  reference: z
    .string()
    .describe('Attaches the file to the report or message it was uploaded for, within a day.'),
  ...describedFile,
  hasOriginal: z.boolean().describe('Something was removed: the file as it came can be kept beside it.'),
});

export const uploadBegunAnswer = (ticketSecret: Uint8Array, upload: Upload, draft?: string) => {
  const partBytes = requestFilesBytes;
  const parts = Array.from(
    { length: Math.ceil(upload.size / partBytes) },
    (_, part) => part * chunksPerRequest,
  );
  return uploadBegun.parse({ pass: passOf(ticketSecret, upload), partBytes, parts, draft });
};

export const describedAs = (file: Omit<ReceivedFile, 'original'>) => ({
  ...file,
  type: fileTypes[file.type].contentType,
});

export const uploadFinishedAnswer = (place: UploadPlace, file: ReceivedFile) =>
  uploadFinished.parse({
    ...describedAs(file),
    reference: referenceTo(place, file),
    hasOriginal: file.original !== undefined,
  });

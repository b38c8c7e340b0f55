import type { Settings } from '../../settings/schema.ts';

export const mebibyte = 1024 * 1024;

/**
 * All files of one request together. API Gateway hands a function a request of at most 6 MB, in base64; the text fields
 * of a form need the rest.
 */
export const requestFilesBytes = 4 * mebibyte;

/** One answer with a part of a file, by the same limit on the way back. */
export const answerBytes = 4 * mebibyte;

export const fileLimitBytes = ({ attachments }: Settings): number => attachments.fileMegabytes * mebibyte;
export const caseLimitBytes = ({ attachments }: Settings): number => attachments.caseMegabytes * mebibyte;
export const dayLimitBytes = ({ attachments }: Settings): number => attachments.dayMegabytes * mebibyte;
export const takesFiles = ({ attachments }: Settings): boolean => attachments.filesPerEntry > 0;

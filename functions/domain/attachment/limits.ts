import type { Settings } from '../../settings/schema.ts';
import { megabyte } from '../kernel/size.ts';

/**
 * All files of one request together. API Gateway hands a function a request of at most 6 MB, in base64; the text fields
 * of a form need the rest.
 */
export const requestFilesBytes = 4 * megabyte;

/** One answer with a part of a file, by the same limit on the way back. */
export const answerBytes = 4 * megabyte;

export const fileLimitBytes = ({ attachments }: Settings): number => attachments.fileMegabytes * megabyte;
export const caseLimitBytes = ({ attachments }: Settings): number => attachments.caseMegabytes * megabyte;
export const dayLimitBytes = ({ attachments }: Settings): number => attachments.dayMegabytes * megabyte;
export const takesFiles = ({ attachments }: Settings): boolean => attachments.filesPerEntry > 0;

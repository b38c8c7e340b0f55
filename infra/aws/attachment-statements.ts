import { keptPrefix, unfinishedPrefix } from '../../functions/adapters/s3/object-names.ts';
import type { FunctionName } from '../build.ts';
import { allow, type Statement } from './statement.ts';

/** Every grant on the bucket of attachments. @param bucket its ARN */

const chunks = (bucket: string): string[] =>
  [unfinishedPrefix, keptPrefix].map((prefix) => `${bucket}/${prefix}*`);

/**
 * Only requests with `If-None-Match`: whoever takes these credentials can add objects, and replace or empty none. Parts
 * of a multipart upload cannot say it, so there are none.
 */
const putsNewChunks = (bucket: string): Statement =>
  allow({
    sid: 'PutNewChunks',
    actions: ['s3:PutObject'],
    resources: chunks(bucket),
    conditions: { Null: { 's3:if-none-match': 'false' } },
  });

/** To keep an upload is to copy its chunks, which reads them. */
const getsChunks = (bucket: string): Statement =>
  allow({ sid: 'GetChunks', actions: ['s3:GetObject'], resources: chunks(bucket) });

export const reporterPutsAttachments = putsNewChunks;
export const reporterGetsAttachments = getsChunks;
export const teamPutsAttachments = putsNewChunks;
export const teamGetsAttachments = getsChunks;
export const mailPutsAttachments = putsNewChunks;
export const mailGetsAttachments = getsChunks;

export const scheduledListsAttachments = (bucket: string) =>
  allow({
    sid: 'ListChunks',
    actions: ['s3:ListBucket'],
    resources: [bucket],
    conditions: { StringLike: { 's3:prefix': [`${unfinishedPrefix}*`, `${keptPrefix}*`] } },
  });

/** It cannot read what it deletes. */
export const scheduledErasesAttachments = (bucket: string) =>
  allow({ sid: 'EraseChunks', actions: ['s3:DeleteObject'], resources: chunks(bucket) });

export const attachmentStatements = (
  bucket: string,
): Readonly<Record<FunctionName, readonly Statement[]>> => ({
  reporter: [reporterPutsAttachments(bucket), reporterGetsAttachments(bucket)],
  team: [teamPutsAttachments(bucket), teamGetsAttachments(bucket)],
  mail: [mailPutsAttachments(bucket), mailGetsAttachments(bucket)],
  scheduled: [scheduledListsAttachments(bucket), scheduledErasesAttachments(bucket)],
});

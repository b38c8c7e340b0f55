import { keptPrefix, unfinishedPrefix } from '../../../functions/adapters/s3/object-names.ts';
import { accessKeys } from '../access-keys.ts';
import type { S3Action, S3Permissions, S3Statement } from './permissions.ts';

const onChunks = (action: S3Action, more: Pick<S3Statement, 'onlyNew'> = {}): S3Statement[] =>
  [unfinishedPrefix, keptPrefix].map((prefix) => ({ action, prefix, ...more }));

const putAndGet = [...onChunks('PutObject', { onlyNew: true }), ...onChunks('GetObject')];

/** What the roles of the stack may do with attachments, as `infra/aws/attachment-statements.ts` grants it. Ops: nothing. */
export const s3Permissions: S3Permissions = {
  [accessKeys.reporter]: putAndGet,
  [accessKeys.team]: putAndGet,
  [accessKeys.scheduled]: [...onChunks('ListBucket'), ...onChunks('DeleteObject')],
};

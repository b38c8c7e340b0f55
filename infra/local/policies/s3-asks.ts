import { localArns } from './local-arns.ts';
import { contextOf, type Asked } from './request.ts';

const object = (
  action: string,
  bucket: string,
  key: string,
  context: Readonly<Record<string, readonly string[] | undefined>> = {},
): Asked => ({
  action: `s3:${action}`,
  resource: `${localArns.bucket(bucket)}/${key}`,
  context: contextOf(context),
});

/**
 * What S3 asks IAM for. A copy is a get of its source and a put of its target; a head is a get; who may not list a
 * bucket is not told that an object is missing.
 */
export const s3Asks = {
  /** @param ifNoneMatch the header of that name */
  put: (bucket: string, key: string, ifNoneMatch: string | undefined): Asked =>
    object('PutObject', bucket, key, {
      's3:if-none-match': ifNoneMatch === undefined ? undefined : [ifNoneMatch],
    }),
  get: (bucket: string, key: string): Asked => object('GetObject', bucket, key),
  delete: (bucket: string, key: string): Asked => object('DeleteObject', bucket, key),
  /** @param prefix of the request, if it has one */
  list: (bucket: string, prefix?: string): Asked => ({
    action: 's3:ListBucket',
    resource: localArns.bucket(bucket),
    context: contextOf({ 's3:prefix': prefix === undefined ? undefined : [prefix] }),
  }),
};

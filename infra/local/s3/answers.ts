import { randomUUID } from 'node:crypto';
import type { ServiceResponse } from '../http-service.ts';
import { Refusal } from '../refusal.ts';
import { escapeMarkup } from '../ses/escape-markup.ts';
import type { ListedObject, StoredObject } from './object-files.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

export const element = (name: string, content: string | number | boolean): string =>
  `<${name}>${escapeMarkup(String(content))}</${name}>`;

export const xmlAnswer = (root: string, content: string, statusCode = 200): ServiceResponse => ({
  statusCode,
  headers: { 'content-type': 'application/xml' },
  body: `${declaration}<${root} xmlns="${namespace}">${content}</${root}>`,
});

export const refused = ({ type, message, statusCode }: Refusal): ServiceResponse => ({
  statusCode,
  headers: { 'content-type': 'application/xml' },
  body: `${declaration}<Error>${element('Code', type)}${element('Message', message)}${element('RequestId', randomUUID())}</Error>`,
});

export const quoted = (etag: string): string => `"${etag}"`;

/** @param withChecksums as asked for by `x-amz-checksum-mode`; those of the whole object fit no part of it */
export const objectAnswer = (
  object: StoredObject,
  range: string | undefined,
  withChecksums: boolean,
): ServiceResponse => {
  const headers = {
    'content-type': object.contentType ?? 'binary/octet-stream',
    'last-modified': new Date(object.lastModified).toUTCString(),
    'accept-ranges': 'bytes',
    etag: quoted(object.etag),
  };
  const size = object.bytes.length;
  const part = range === undefined ? undefined : partOf(range, size);
  if (part === undefined) {
    const checksums = withChecksums ? object.checksums : {};
    return { statusCode: 200, headers: { ...headers, ...checksums }, body: object.bytes };
  }
  return {
    statusCode: 206,
    headers: { ...headers, 'content-range': `bytes ${part.first}-${part.last}/${size}` },
    body: object.bytes.subarray(part.first, part.last + 1),
  };
};

/** RFC 9110 §14.1.2, one range; `undefined` for what is none, which is then as if it was not asked for. */
const partOf = (
  range: string,
  size: number,
): { readonly first: number; readonly last: number } | undefined => {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  if (first === '' && last === '') return undefined;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  if (from >= size || (first === '' && Number(last) === 0))
    throw new Refusal('InvalidRange', 'The requested range is not satisfiable', { statusCode: 416 });
  return { first: from, last: to };
};

/** One page of keys, as `ListObjectsV2` answers. */
export const listAnswer = (page: {
  readonly bucket: string;
  readonly prefix: string;
  readonly mostKeys: number;
  readonly objects: readonly ListedObject[];
  readonly next: string | undefined;
}): ServiceResponse => {
  const contents = page.objects.map(
    ({ key, lastModified, etag, size }) =>
      `<Contents>${element('Key', key)}${element('LastModified', lastModified)}${element('ETag', quoted(etag))}` +
      `${element('Size', size)}${element('StorageClass', 'STANDARD')}</Contents>`,
  );
  return xmlAnswer(
    'ListBucketResult',
    [
      element('Name', page.bucket),
      element('Prefix', page.prefix),
      element('KeyCount', page.objects.length),
      element('MaxKeys', page.mostKeys),
      element('IsTruncated', page.next !== undefined),
      page.next === undefined ? '' : element('NextContinuationToken', page.next),
      ...contents,
    ].join(''),
  );
};

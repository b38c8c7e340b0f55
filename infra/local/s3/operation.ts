import type { ServiceRequest } from '../http-service.ts';

type OperationName =
  | 'PutObject'
  | 'CopyObject'
  | 'GetObject'
  | 'HeadObject'
  | 'DeleteObject'
  | 'DeleteObjects'
  | 'ListObjectsV2';

export type S3Operation = {
  /** `undefined` for what is not emulated. */
  readonly name: OperationName | undefined;
  readonly bucket: string;
  /** Empty for a call about the bucket. */
  readonly key: string;
  readonly query: URLSearchParams;
};

/** Says by method, path and query which operation it is. Path style: `/<bucket>/<key>`. */
export const operationOf = ({
  method,
  path,
  headers,
}: Pick<ServiceRequest, 'method' | 'path' | 'headers'>): S3Operation => {
  const url = new URL(path, 'http://127.0.0.1');
  const [, bucket = '', rawKey = ''] = /^\/([^/]*)\/?(.*)$/s.exec(url.pathname) ?? [];
  const where = { bucket, key: decodedOrRaw(rawKey), query: url.searchParams };
  return { ...where, name: nameOf(method, where, headers['x-amz-copy-source'] !== undefined) };
};

const nameOf = (
  method: string,
  { key, query }: Pick<S3Operation, 'key' | 'query'>,
  copies: boolean,
): OperationName | undefined => {
  // A subresource (`?uploads`, `?tagging`, `?acl`) is another operation; `x-id` only names this one.
  const asked = [...query.keys()].filter((name) => name !== 'x-id');
  if (key === '') {
    if (method === 'GET' && query.get('list-type') === '2') return 'ListObjectsV2';
    return method === 'POST' && query.has('delete') ? 'DeleteObjects' : undefined;
  }
  if (asked.length > 0) return undefined;
  switch (method) {
    case 'PUT':
      return copies ? 'CopyObject' : 'PutObject';
    case 'GET':
      return 'GetObject';
    case 'HEAD':
      return 'HeadObject';
    case 'DELETE':
      return 'DeleteObject';
    default:
      return undefined;
  }
};

const decodedOrRaw = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

export type S3Action = 'PutObject' | 'GetObject' | 'DeleteObject' | 'ListBucket';

/** Lets an access key call an action on keys that begin so. */
export type S3Statement = {
  readonly action: S3Action;
  readonly prefix?: string;
  /** Only requests that replace nothing (`If-None-Match: *`). */
  readonly onlyNew?: boolean;
};

/** By access key id. Who is not in it may do nothing. */
export type S3Permissions = Readonly<Record<string, readonly S3Statement[]>>;

export type S3Asked = {
  readonly action: S3Action;
  /** A key, or the prefix that is listed. */
  readonly key: string;
  readonly onlyNew?: boolean;
};

export const allows = (permissions: S3Permissions, accessKey: string, asked: S3Asked): boolean => {
  const statements = Object.hasOwn(permissions, accessKey) ? permissions[accessKey] : undefined;
  return (statements ?? []).some(
    ({ action, prefix = '', onlyNew = false }) =>
      action === asked.action && asked.key.startsWith(prefix) && (!onlyNew || asked.onlyNew === true),
  );
};

import { contextOf, type Asked } from './request.ts';

/** @param encryptionContext of an operation that takes one, be it empty */
export const kmsAsks = (
  operation: string,
  keyArn: string,
  encryptionContext: Readonly<Record<string, string>> = {},
): Asked[] => {
  const pairs = Object.entries(encryptionContext);
  const context = contextOf({
    'kms:EncryptionContextKeys': pairs.length === 0 ? undefined : pairs.map(([name]) => name),
    ...Object.fromEntries(pairs.map(([name, value]) => [`kms:EncryptionContext:${name}`, [value]])),
  });
  return [{ action: `kms:${operation}`, resource: keyArn, context }];
};

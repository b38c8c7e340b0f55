import type { EncryptionContext } from './master-key.ts';

export type KmsAction = 'Encrypt' | 'Decrypt' | 'GenerateDataKey' | 'DescribeKey';

/**
 * Lets an access key call an action. With `purposes`, only under an encryption context of exactly `purpose`
 * and `channel`, the purpose one of these.
 */
export type KmsStatement = { readonly action: KmsAction; readonly purposes?: readonly string[] };

/** By access key id. Who is not in it may do nothing. */
export type KmsPermissions = Readonly<Record<string, readonly KmsStatement[]>>;

export const allows = (
  permissions: KmsPermissions,
  accessKey: string,
  action: KmsAction,
  context: EncryptionContext,
): boolean => {
  const statements = Object.hasOwn(permissions, accessKey) ? permissions[accessKey] : undefined;
  return (statements ?? []).some(
    (statement) =>
      statement.action === action &&
      (statement.purposes === undefined || isBound(context, statement.purposes)),
  );
};

const isBound = (context: EncryptionContext, purposes: readonly string[]): boolean =>
  Object.keys(context).sort().join() === 'channel,purpose' && purposes.includes(context.purpose ?? '');

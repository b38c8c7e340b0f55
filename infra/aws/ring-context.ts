import type { RingPurpose } from '../../functions/domain/key-ring/purpose.ts';
import type { Conditions } from './statement.ts';

/**
 * Binds a use of the KMS key to the encryption context `{ purpose, channel }`: both present, nothing beside them,
 * and the purpose one of these. The same conditions stand in the roles' statements and in the key's policy, so
 * neither is wider than the other.
 */
export const boundToContext = (purposes: readonly RingPurpose[]): Conditions => ({
  StringEquals: { 'kms:EncryptionContext:purpose': [...purposes] },
  Null: { 'kms:EncryptionContext:purpose': 'false', 'kms:EncryptionContext:channel': 'false' },
  'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['purpose', 'channel'] },
});

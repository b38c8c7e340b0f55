import { EncryptCommand, type KMSClient } from '@aws-sdk/client-kms';
import { Fault } from '../../domain/kernel/fault.ts';
import type { WrapPrivateKey } from '../../domain/key-ring/make-missing-rings.ts';
import { awsErrorKind, retryAfterSeconds } from '../aws/error-kind.ts';

/**
 * Encrypts a ring's private half; this can seal, never open.
 * @throws {Fault} from the function it returns, `kms-…` when KMS fails, refuses or answers without a ciphertext
 */
export const privateKeyWrapper =
  (kms: KMSClient, keyId: string): WrapPrivateKey =>
  async (privateKey, { purpose, channel }) => {
    try {
      const { CiphertextBlob } = await kms.send(
        new EncryptCommand({
          KeyId: keyId,
          Plaintext: privateKey,
          EncryptionContext: { purpose, channel },
        }),
      );
      if (CiphertextBlob) return CiphertextBlob;
    } catch (error) {
      const kind = awsErrorKind(error);
      if (kind !== 'refused') throw new Fault(`kms-${kind}`, retryAfterSeconds);
    }
    throw new Fault('kms-refused');
  };

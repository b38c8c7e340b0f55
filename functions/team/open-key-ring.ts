import { DecryptCommand, type KMSClient } from '@aws-sdk/client-kms';
import { awsErrorKind, retryAfterSeconds } from '../adapters/aws/error-kind.ts';
import { Fault } from '../domain/kernel/fault.ts';
import type { OpenKeyRing, RingPrivateKey } from '../domain/key-ring/open-ring-sealed.ts';
import type { RingPurpose } from '../domain/key-ring/purpose.ts';

const keepMinutes = 5;

/** What is kept at most this long in memory; `identity` never is. */
export type RingKeySource = {
  readonly kms: KMSClient;
  readonly keyId: string;
  /** The stored private half, still encrypted. */
  loadWrapped(channel: string, purpose: RingPurpose, epoch: number): Promise<Uint8Array>;
  clock(): Date;
};

/**
 * The one file that asks KMS to decrypt. A private key is kept five minutes, so that any number of cases costs a
 * constant number of calls; calls for the same key under way are shared.
 */
export const keyRingOpener = (source: RingKeySource): OpenKeyRing => {
  const kept = new Map<string, { readonly key: Promise<RingPrivateKey>; readonly until: number }>();

  const unwrap = async (channel: string, purpose: RingPurpose, epoch: number): Promise<RingPrivateKey> => {
    const wrapped = await source.loadWrapped(channel, purpose, epoch);
    return { channel, purpose, epoch, privateKey: await decrypt(source, wrapped, { purpose, channel }) };
  };

  return (channel, purpose, epoch) => {
    if (purpose === 'identity') return unwrap(channel, purpose, epoch);
    const name = `${channel}/${purpose}/${epoch}`;
    const now = source.clock().getTime();
    for (const [other, { until }] of kept) if (until <= now) kept.delete(other);
    const found = kept.get(name);
    if (found) return found.key;
    const key = unwrap(channel, purpose, epoch);
    kept.set(name, { key, until: now + keepMinutes * 60_000 });
    key.catch(() => kept.delete(name));
    return key;
  };
};

const decrypt = async (
  { kms, keyId }: RingKeySource,
  wrapped: Uint8Array,
  encryptionContext: Record<'purpose' | 'channel', string>,
): Promise<Uint8Array> => {
  try {
    const { Plaintext } = await kms.send(
      new DecryptCommand({ KeyId: keyId, CiphertextBlob: wrapped, EncryptionContext: encryptionContext }),
    );
    if (Plaintext?.length === 32) return Plaintext;
  } catch (error) {
    const kind = awsErrorKind(error);
    if (kind !== 'refused') throw new Fault(`kms-${kind}`, retryAfterSeconds);
  }
  throw new Fault('kms-refused');
};

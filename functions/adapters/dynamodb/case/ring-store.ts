import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { RingPurpose } from '../../../domain/key-ring/purpose.ts';
import type { RingPublicKey } from '../../../domain/key-ring/seal-to-ring.ts';
import { parseRow } from '../client/attributes.ts';
import { batchGet } from '../client/batch-get.ts';
import { teamKeys } from '../item-keys.ts';
import { ringPrivateRow, ringPublicRow, ticketSecretRow } from '../rows/rows.ts';

/**
 * The private half of one epoch of a key ring, as stored: encrypted by KMS.
 * @throws {Fault} `not-ready` when the ring has no such epoch
 */
export const loadWrappedRingKey = async (
  client: DynamoDBClient,
  teamTable: string,
  ring: { readonly channel: string; readonly purpose: RingPurpose; readonly epoch: number },
): Promise<Uint8Array> => {
  const key = teamKeys.ringPrivate(ring.channel, ring.purpose, ring.epoch);
  const [row] = (await batchGet(client, { [teamTable]: [key] }))[teamTable] ?? [];
  if (!row) throw new Fault('not-ready');
  return parseRow(ringPrivateRow, row).locks[0].bytes;
};

/** @throws {Fault} `not-ready` while the scheduled function has not made it yet */
export const loadRingPublicKey = async (
  client: DynamoDBClient,
  teamTable: string,
  channel: string,
  purpose: RingPurpose,
): Promise<RingPublicKey> => {
  const key = teamKeys.ringPublic(channel, purpose);
  const [row] = (await batchGet(client, { [teamTable]: [key] }))[teamTable] ?? [];
  if (!row) throw new Fault('not-ready', 60);
  return parseRow(ringPublicRow, row);
};

/** @throws {Fault} `not-ready` while the scheduled function has not made it yet */
export const loadTicketSecret = async (client: DynamoDBClient, teamTable: string): Promise<Uint8Array> => {
  const [row] = (await batchGet(client, { [teamTable]: [teamKeys.ticketSecret()] }))[teamTable] ?? [];
  if (!row) throw new Fault('not-ready', 60);
  return parseRow(ticketSecretRow, row).secret;
};

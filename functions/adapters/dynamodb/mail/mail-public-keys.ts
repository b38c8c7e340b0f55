import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Fault } from '../../../domain/kernel/fault.ts';
import { allChannels, casePurposes } from '../../../domain/key-ring/purpose.ts';
import type { RingPublicKey } from '../../../domain/key-ring/seal-to-ring.ts';
import type { MailPublicKeys } from '../../../domain/mail/mail-context.ts';
import { parseRow } from '../client/attributes.ts';
import { batchGet } from '../client/batch-get.ts';
import { isAt, teamKeys } from '../item-keys.ts';
import { rosterOfRow } from '../reporter/reporter-keys.ts';
import { ringPublicRow } from '../rows/rows.ts';

/**
 * The public halves of the key rings that a mail is sealed to, and the roster as it is now, in one call.
 * @throws {Fault} `storage-…` when storage fails; its `ring` throws `not-ready` for one that is not made yet
 */
export const loadMailKeys = async (
  client: DynamoDBClient,
  teamTable: string,
  channels: readonly string[],
): Promise<MailPublicKeys> => {
  const rings = channels.flatMap((channel) =>
    casePurposes.map((purpose) => teamKeys.ringPublic(channel, purpose)),
  );
  const hold = teamKeys.ringPublic(allChannels, 'hold');
  const wanted = [...rings, teamKeys.ringPublic(allChannels, 'mail'), hold, teamKeys.roster()];
  const rows = (await batchGet(client, { [teamTable]: wanted }))[teamTable] ?? [];
  const roster = rows.find((row) => isAt(row, teamKeys.roster()));
  const found: readonly RingPublicKey[] = rows
    .filter((row) => row !== roster)
    .map((row) => parseRow(ringPublicRow, row));
  return {
    roster: rosterOfRow(roster),
    holdRing: found.find(({ purpose }) => purpose === 'hold'),
    ring(channel, purpose) {
      const ring = found.find((one) => one.channel === channel && one.purpose === purpose);
      if (!ring) throw new Fault('not-ready', 60);
      return ring;
    },
  };
};

import { GetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Fault } from '../../../domain/kernel/fault.ts';
import { allChannels, casePurposes } from '../../../domain/key-ring/purpose.ts';
import type { RingPublicKey } from '../../../domain/key-ring/seal-to-ring.ts';
import type { Roster } from '../../../domain/member/roster.ts';
import type { ReporterKeys } from '../../../domain/intake/submit-report.ts';
import { parseRow, toAttributes, tryRow, type Attributes } from '../client/attributes.ts';
import { batchGet } from '../client/batch-get.ts';
import { isAt, teamKeys, type ItemKey } from '../item-keys.ts';
import { ringPublicRow, rosterRow, ticketSecretRow } from '../rows/rows.ts';
import { faultsOf } from '../client/send.ts';

/**
 * The public halves of the channels' key rings, the ticket secret and the roster, in one call.
 * @param surveyed channels that ask at the end of a case: what is answered is sealed to the ring of their register
 * @throws {Fault} `not-ready` while the scheduled function has not made them all yet (a new stack's first minute)
 */
export const loadReporterKeys = async (
  client: DynamoDBClient,
  teamTable: string,
  channels: readonly string[],
  surveyed: readonly string[] = [],
): Promise<ReporterKeys> => {
  const keys: ItemKey[] = channels.flatMap((channel) =>
    casePurposes.map((purpose) => teamKeys.ringPublic(channel, purpose)),
  );
  const hold = teamKeys.ringPublic(allChannels, 'hold');
  const ofRegister = surveyed.map((channel) => teamKeys.ringPublic(channel, 'register'));
  const wanted = [...keys, ...ofRegister, hold, teamKeys.ticketSecret(), teamKeys.roster()];
  const found = await batchGet(client, { [teamTable]: wanted });
  const rows = found[teamTable] ?? [];
  const rings: RingPublicKey[] = [];
  let ticketSecret: Uint8Array | undefined;
  let holdRing: RingPublicKey | undefined;
  let roster = rosterOfRow(undefined);
  for (const row of rows) {
    if (isAt(row, teamKeys.ticketSecret())) ticketSecret = parseRow(ticketSecretRow, row).secret;
    else if (isAt(row, teamKeys.roster())) roster = rosterOfRow(row);
    else if (isAt(row, hold)) holdRing = parseRow(ringPublicRow, row);
    else rings.push(parseRow(ringPublicRow, row));
  }
  // Reports come in before there is a ring of the register.
  const ofCases = rings.filter(({ purpose }) => purpose !== 'register');
  if (!ticketSecret || ofCases.length < keys.length) throw new Fault('not-ready', 60);
  return {
    roster,
    ticketSecret,
    holdRing,
    ring(channel, purpose) {
      const found = rings.find((ring) => ring.channel === channel && ring.purpose === purpose);
      if (!found) throw new Fault('not-ready', 60);
      return found;
    },
  };
};

/** The roster alone, as it is now; one call. */
export const loadRoster = async (client: DynamoDBClient, teamTable: string): Promise<Roster> => {
  const { Item } = await faultsOf(
    client.send(
      new GetItemCommand({
        TableName: teamTable,
        Key: toAttributes(teamKeys.roster()),
        ConsistentRead: true,
      }),
    ),
  );
  return rosterOfRow(Item);
};

// Before the first member there is no row. One that cannot be read says nobody's revision: a report that is sent
// meanwhile is open to all of its channel but those it excludes, rather than to nobody.
export const rosterOfRow = (row: Attributes | undefined): Roster => {
  if (!row) return { members: [], revision: 0 };
  const roster = tryRow(rosterRow, row);
  if (!roster) return { members: [] };
  const { members, lastActive, firstAddedOn, revision } = roster;
  return { members, lastActive, firstAddedOn, revision };
};

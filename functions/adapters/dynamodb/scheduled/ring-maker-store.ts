import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { RingStore } from '../../../domain/key-ring/make-missing-rings.ts';
import { parseRow, toAttributes } from '../client/attributes.ts';
import { batchGet } from '../client/batch-get.ts';
import { isAt, itemIsNew, teamKeys, type ItemKey } from '../item-keys.ts';
import { ringPublicRow } from '../rows/rows.ts';
import { transact } from '../client/transact.ts';

/** Where the scheduled function keeps new key rings. Nothing here overwrites a key. */
export const ringMakerStore = (client: DynamoDBClient, teamTable: string): RingStore => {
  const put = (key: ItemKey, row: Readonly<Record<string, unknown>>): TransactWriteItem => ({
    Put: {
      TableName: teamTable,
      Item: toAttributes({ ...key, ...row }),
      ConditionExpression: itemIsNew,
    },
  });
  const secretKey = teamKeys.ticketSecret();

  return {
    async existing(wanted) {
      const keys = wanted.map(({ channel, purpose }) => teamKeys.ringPublic(channel, purpose));
      const rows = (await batchGet(client, { [teamTable]: [...keys, secretKey] }))[teamTable] ?? [];
      const isSecret = (row: (typeof rows)[number]): boolean => isAt(row, secretKey);
      return {
        rings: rows.filter((row) => !isSecret(row)).map((row) => parseRow(ringPublicRow, row)),
        ticketSecret: rows.some(isSecret),
      };
    },

    async addRing({ channel, purpose, epoch, publicKey, wrappedPrivateKey }) {
      await transact(client, [
        put(teamKeys.ringPublic(channel, purpose), { channel, purpose, epoch, publicKey }),
        put(teamKeys.ringPrivate(channel, purpose, epoch), {
          policy: 'all',
          locks: [{ kind: 'kms', bytes: wrappedPrivateKey }],
        }),
      ]);
    },

    async addTicketSecret(secret) {
      await transact(client, [put(secretKey, { secret })]);
    },
  };
};

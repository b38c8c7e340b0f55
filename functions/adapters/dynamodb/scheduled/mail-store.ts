import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { CaseStore } from '../../../domain/casework/change/case-store.ts';
import type { DueMail, MailStore } from '../../../domain/delivery/mail-store.ts';
import { toAttributes, tryRow } from '../client/attributes.ts';
import { deleteItems } from '../client/delete-items.ts';
import { queryPage } from '../client/query.ts';
import type { TableNames } from '../client/tables.ts';
import { transact } from '../client/transact.ts';
import { updateItem } from '../client/update.ts';
import {
  inPartitionBetween,
  itemExists,
  lastDue,
  notBeforeOf,
  outgoingMailKey,
  outgoingMailPartition,
  sortKeyOf,
  vaultKeys,
} from '../item-keys.ts';
import { outgoingMailItem } from '../rows/outgoing-mail-item.ts';
import { outgoingMailRow } from '../rows/rows.ts';

/** Mails to reporters, which wait in the vault. */
export const mailStore = (
  client: DynamoDBClient,
  tables: Pick<TableNames, 'vault'>,
  vaults: CaseStore['vaults'],
  randomId: () => string,
): MailStore => ({
  async dueMails(now, limit, after) {
    const rows = await queryPage(client, {
      TableName: tables.vault,
      KeyConditionExpression: inPartitionBetween,
      ExpressionAttributeValues: toAttributes({
        ':partition': outgoingMailPartition,
        ':first': '0',
        ':last': lastDue(now),
      }),
      ConsistentRead: true,
      Limit: limit,
      ExclusiveStartKey: after === undefined ? undefined : toAttributes(outgoingMailKey(after)),
    });
    const mails = rows.flatMap((row): DueMail[] => {
      const [parsed, id] = [tryRow(outgoingMailRow, row), sortKeyOf(row)];
      return parsed ? [{ ...parsed, id, notBefore: notBeforeOf(id) }] : [];
    });
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return { mails, unreadable: rows.length - mails.length, next: last && sortKeyOf(last) };
  },

  vaults,

  async putDown(mail, notBefore) {
    const attempts = mail.attempts + 1;
    const later = { ...mail, notBefore: notBefore.toISOString() };
    const item = outgoingMailItem(tables.vault, randomId(), later, attempts);
    const { kind } = await transact(client, [
      { Put: item },
      {
        Delete: {
          TableName: tables.vault,
          Key: toAttributes(outgoingMailKey(mail.id)),
          ConditionExpression: itemExists,
        },
      },
    ]);
    return kind === 'written' ? { ...later, attempts, id: sortKeyOf(item.Item) } : undefined;
  },

  removeMails: (ids) => deleteItems(client, tables.vault, ids.map(outgoingMailKey)),

  async markFailed(caseId, on) {
    // A case whose reporter has left meanwhile has no such attribute any more.
    const update = updateItem({
      table: tables.vault,
      key: vaultKeys.case(caseId),
      setIn: [['mail', 'failedOn', on]],
      condition: 'attribute_exists(#mail)',
    });
    await transact(client, [{ Update: update }]);
  },
});

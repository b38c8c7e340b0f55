import { ScanCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tryRow, type Attributes } from '../../../functions/adapters/dynamodb/client/attributes.ts';
import { batchGet } from '../../../functions/adapters/dynamodb/client/batch-get.ts';
import { caseKeys } from '../../../functions/adapters/dynamodb/item-keys.ts';
import { headRow } from '../../../functions/adapters/dynamodb/rows/rows.ts';
import type { CaseHead } from '../../../functions/domain/casework/change/case-store.ts';
import { CommandError } from '../member/team-of-command.ts';

type NamedCase = Pick<CaseHead, 'caseId' | 'caseName' | 'audit'>;

const headsNamed = async (
  client: DynamoDBClient,
  table: string,
  caseName: string,
): Promise<readonly Attributes[]> => {
  const found: Attributes[] = [];
  let start: Attributes | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: table,
        FilterExpression: 'caseName = :name',
        ExpressionAttributeValues: { ':name': { S: caseName } },
        ExclusiveStartKey: start,
      }),
    );
    found.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  return found;
};

/**
 * The case that ops name, by the name that everybody calls it or by its id. By its name the table is read to its end.
 * @throws {CommandError} when there is none, or when two have the name
 */
export const namedCase = async (client: DynamoDBClient, table: string, typed: string): Promise<NamedCase> => {
  const rows = /^[a-z]+-[a-z]+-\d\d$/.test(typed)
    ? await headsNamed(client, table, typed)
    : ((await batchGet(client, { [table]: [caseKeys.head(typed)] }))[table] ?? []);
  const heads = rows.flatMap((row) => tryRow(headRow, row) ?? []);
  const [head] = heads;
  if (!head) throw new CommandError(`There is no case ${typed}: it was erased, or is called otherwise.`);
  if (heads.length > 1)
    throw new CommandError(
      `${heads.length} cases are called ${typed}. Name yours by its id, which stands in the address of its page.`,
    );
  return head;
};

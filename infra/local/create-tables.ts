import {
  CreateTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
  type CreateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { tables, type TableName, type TableShape } from '../tables.ts';

export type TableNames = Readonly<Record<TableName, string>>;

export const tableNames = (prefix: string): TableNames => ({
  vault: `${prefix}vault`,
  cases: `${prefix}cases`,
  team: `${prefix}team`,
});

/** Creates the tables that are missing, as infra/tables.ts describes them, and waits until they are usable. */
export const createTables = async (client: DynamoDBClient, names: TableNames): Promise<void> => {
  const shapes: readonly [TableName, TableShape][] = [
    ['vault', tables.vault],
    ['cases', tables.cases],
    ['team', tables.team],
  ];
  await Promise.all(shapes.map(([table, shape]) => createTable(client, names[table], shape)));
};

const createTable = async (client: DynamoDBClient, name: string, shape: TableShape): Promise<void> => {
  try {
    await client.send(new CreateTableCommand(describe(name, shape)));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1 }, { TableName: name });
  const { TimeToLiveDescription: before } = await client.send(
    new DescribeTimeToLiveCommand({ TableName: name }),
  );
  if (before?.AttributeName === shape.ttl) return;
  const TimeToLiveSpecification = { Enabled: true, AttributeName: shape.ttl };
  await client.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification }));
};

const describe = (name: string, shape: TableShape): CreateTableCommandInput => {
  const attributes = ['pk', 'sk', ...shape.indexes.flatMap(({ pk, sk }) => [pk, sk])];
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema('pk', 'sk'),
    AttributeDefinitions: attributes.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    ...(shape.indexes.length > 0 && {
      GlobalSecondaryIndexes: shape.indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: keySchema(index.pk, index.sk),
        Projection: { ProjectionType: index.projection },
      })),
    }),
  };
};

const keySchema = (pk: string, sk: string): CreateTableCommandInput['KeySchema'] => [
  { AttributeName: pk, KeyType: 'HASH' },
  { AttributeName: sk, KeyType: 'RANGE' },
];

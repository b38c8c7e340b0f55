import { indexes, ttlAttribute } from '../functions/adapters/dynamodb/item-keys.ts';

type TableIndex = {
  readonly name: string;
  readonly pk: string;
  readonly sk: string;
  readonly projection: 'ALL' | 'KEYS_ONLY';
};
export type TableShape = {
  /** The CloudFormation logical id; never changes, for a change would replace the table. */
  readonly logicalId: string;
  /** The environment variable that carries the table's name to the functions. */
  readonly environment: string;
  readonly ttl: string;
  readonly indexes: readonly TableIndex[];
};

/** The three tables, in one place for the stack, the laptop and the tests. All have string keys `pk` and `sk`. */
export const tables = {
  vault: { logicalId: 'VaultTable', environment: 'VAULT_TABLE', ttl: ttlAttribute, indexes: [] },
  cases: {
    logicalId: 'CasesTable',
    environment: 'CASES_TABLE',
    ttl: ttlAttribute,
    indexes: [
      { ...indexes.queue, projection: 'ALL' },
      { ...indexes.due, projection: 'KEYS_ONLY' },
    ],
  },
  team: { logicalId: 'TeamTable', environment: 'TEAM_TABLE', ttl: ttlAttribute, indexes: [] },
} as const satisfies Record<string, TableShape>;

export type TableName = keyof typeof tables;

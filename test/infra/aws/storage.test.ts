import { describe, expect, it } from 'vitest';
import { tables } from '../../../infra/tables.ts';
import { read, synthesize } from '../synthesized.ts';

const found = read.ofType('AWS::DynamoDB::Table');
const recovery = (from: typeof read, id: string) =>
  from.resources[id]?.Properties.PointInTimeRecoverySpecification;
const enabled = (days: number) => ({ PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: days });

describe('the tables', () => {
  it('are three, under their pinned logical ids, and none is a global table', () => {
    expect(found.map(({ id }) => id).sort()).toEqual(['CasesTable', 'TeamTable', 'VaultTable']);
    expect(read.ofType('AWS::DynamoDB::GlobalTable')).toEqual([]);
  });

  it('outlive the stack and cannot be deleted', () => {
    for (const table of found) {
      expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
      expect(table.Properties.DeletionProtectionEnabled).toBe(true);
    }
  });

  it('keep the vault recoverable for 4 days, and cases and team for 35', () => {
    expect(recovery(read, 'VaultTable')).toEqual(enabled(4));
    expect(recovery(read, 'CasesTable')).toEqual(enabled(35));
    expect(recovery(read, 'TeamTable')).toEqual(enabled(35));
  });

  it("take the vault's recovery window from the settings, and no other", () => {
    const own = synthesize({ sender: 'conduct@example.org', recovery: { vaultDays: 1 } }).read;
    expect(recovery(own, 'VaultTable')).toEqual(enabled(1));
    expect(recovery(own, 'CasesTable')).toEqual(enabled(35));
  });

  it.each(Object.values(tables))(
    '$logicalId has the keys, indexes and time to live of its shape',
    (shape) => {
      const properties = read.resources[shape.logicalId]?.Properties;
      const keys = (pk: string, sk: string) => [
        { AttributeName: pk, KeyType: 'HASH' },
        { AttributeName: sk, KeyType: 'RANGE' },
      ];
      expect(properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: keys('pk', 'sk'),
        TimeToLiveSpecification: { AttributeName: shape.ttl, Enabled: true },
      });
      expect(properties?.GlobalSecondaryIndexes ?? []).toEqual(
        shape.indexes.map(({ name, pk, sk, projection }) => ({
          IndexName: name,
          KeySchema: keys(pk, sk),
          Projection: { ProjectionType: projection },
        })),
      );
    },
  );

  it('need no key of ours, and have no stream, no insights and no policy of their own', () => {
    for (const { Properties } of found) {
      for (const name of [
        'SSESpecification',
        'StreamSpecification',
        'KinesisStreamSpecification',
        'ResourcePolicy',
      ]) {
        expect(Properties).not.toHaveProperty(name);
      }
      expect(JSON.stringify(Properties)).not.toContain('ContributorInsights');
    }
  });
});

import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { tables, type TableName, type TableShape } from '../tables.ts';
import { pinLogicalId } from './pin-logical-id.ts';
import type { TableArns } from './statements.ts';

/** The longest window DynamoDB offers. */
const longestRecoveryDays = 35;

/**
 * The three tables. They are encrypted under keys AWS owns (the default): the contents are sealed before they
 * come here, and a key of ours would have to be open to the reporter function.
 */
export class Storage extends Construct {
  readonly tables: Readonly<Record<TableName, Table>>;

  constructor(scope: Construct, id: string, options: { readonly vaultRecoveryDays: number }) {
    super(scope, id);
    this.tables = {
      vault: this.table('Vault', tables.vault, options.vaultRecoveryDays),
      cases: this.table('Cases', tables.cases, longestRecoveryDays),
      team: this.table('Team', tables.team, longestRecoveryDays),
    };
  }

  get arns(): TableArns {
    const { vault, cases, team } = this.tables;
    return { vault: vault.tableArn, cases: cases.tableArn, team: team.tableArn };
  }

  /** The environment variables that carry the tables' names. */
  get environment(): Record<string, string> {
    const { vault, cases, team } = this.tables;
    return {
      [tables.vault.environment]: vault.tableName,
      [tables.cases.environment]: cases.tableName,
      [tables.team.environment]: team.tableName,
    };
  }

  private table(id: string, shape: TableShape, recoveryPeriodInDays: number): Table {
    const table = new Table(this, id, {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: shape.ttl,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const { name, pk, sk, projection } of shape.indexes) {
      table.addGlobalSecondaryIndex({
        indexName: name,
        partitionKey: { name: pk, type: AttributeType.STRING },
        sortKey: { name: sk, type: AttributeType.STRING },
        projectionType: ProjectionType[projection],
      });
    }
    pinLogicalId(table, shape.logicalId);
    return table;
  }
}

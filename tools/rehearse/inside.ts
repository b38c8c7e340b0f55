import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { GetSendQuotaCommand, SESClient, VerifyEmailIdentityCommand } from '@aws-sdk/client-ses';
import {
  caseKeys,
  isAt,
  keyOf,
  outboxPartition,
  partitionOf,
} from '../../functions/adapters/dynamodb/item-keys.ts';
import type { TableNames } from '../../functions/adapters/dynamodb/client/tables.ts';
import { keptPrefix } from '../../functions/adapters/s3/object-names.ts';
import { expireCase } from '../../infra/ops/expire-case.ts';
import type { Inside } from './journey.ts';
import type { Rehearsed } from './moto.ts';

/** The tables and the mail of a rehearsal, looked at with an administrator's hands. */
export const insideOf = (
  aws: Rehearsed,
  options: {
    readonly tables: TableNames;
    readonly bucket: string;
    readonly scheduledRun: () => Promise<void>;
  },
): Inside & { readonly verifySender: (sender: string) => Promise<void>; readonly close: () => void } => {
  const { tables, bucket, scheduledRun } = options;
  const client = {
    endpoint: aws.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'rehearsal', secretAccessKey: 'rehearsal' },
  };
  const dynamo = new DynamoDBClient(client);
  const ses = new SESClient(client);
  const s3 = new S3Client({ ...client, endpoint: aws.s3Endpoint });
  return {
    scheduledRun,
    async verifySender(sender) {
      await ses.send(new VerifyEmailIdentityCommand({ EmailAddress: sender }));
    },
    async mailsSent() {
      return (await ses.send(new GetSendQuotaCommand({}))).SentLast24Hours ?? 0;
    },
    expire: (caseId) => expireCase(dynamo, tables, caseId, new Date()),
    async rowsOf(caseId) {
      const names: string[] = [];
      for (const TableName of [tables.vault, tables.cases]) {
        const { Items = [] } = await dynamo.send(new ScanCommand({ TableName, ConsistentRead: true }));
        for (const row of Items) {
          // What waits there to be told names the case for an hour at most, and finds nothing when its time comes.
          if (partitionOf(row) === outboxPartition) continue;
          const isTombstone = isAt(row, caseKeys.head(caseId)) && row.tombstone !== undefined;
          if (!isTombstone && JSON.stringify(row).includes(caseId))
            names.push(Object.values(keyOf(row)).join(' '));
        }
      }
      return names;
    },
    async fileObjects() {
      const { Contents = [] } = await s3.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: keptPrefix }),
      );
      return Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
    },
    close() {
      dynamo.destroy();
      ses.destroy();
      s3.destroy();
    },
  };
};

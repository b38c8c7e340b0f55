import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { ScanCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { tryRow, type Attributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import {
  indexes,
  objectIdOfPartition,
  partitionKind,
  partitionOf,
} from '../../functions/adapters/dynamodb/item-keys.ts';
import { entryObjectsRow } from '../../functions/adapters/dynamodb/rows/rows.ts';
import { keptPrefix } from '../../functions/adapters/s3/object-names.ts';
import { routes } from '../../functions/reporter/routes.ts';
import { accessKeys } from '../../infra/local/access-keys.ts';
import { region } from '../../infra/local/start-emulators.ts';
import type { FiledReport } from './ledger.ts';
import { reporterCall, type Soak } from './calls.ts';
import type { Where } from './service.ts';

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const mostBytes = 40_000;

/** A small file in one step, some of them sent once more though they were acknowledged. */
export const sendFile = async (soak: Soak, report: FiledReport): Promise<void> => {
  const body = new Uint8Array(randomBytes(1 + Math.floor(Math.random() * mostBytes)));
  const headers = {
    authorization: `Bearer ${report.token}`,
    'idempotency-key': randomUUID(),
    'content-type': 'application/octet-stream',
    'content-disposition': 'attachment; filename="soak.bin"',
  };
  const send = () => reporterCall(soak, routes.api.attachments, { method: 'POST', headers, body });
  const answer = await send();
  if (answer?.status === 201) report.files.push(digestOf(body));
  else if (answer !== undefined && report.state === 'there')
    soak.complaints.push(`a file of ${report.mark} was answered with ${answer.status}`);
  if (Math.random() < 0.2) await send();
};

const thread = z.object({
  entries: z.array(z.object({ attachments: z.array(z.object({ id: z.string() })) })),
});

/** Digests of all files of a report, as its owner reads them; one that cannot be read has none that fits. */
export const filesOf = async (soak: Soak, { token }: FiledReport): Promise<string[]> => {
  const headers = { authorization: `Bearer ${token}` };
  const read = await reporterCall(soak, routes.api.followUp, { headers });
  if (read?.status !== 200) return [];
  const digests: string[] = [];
  for (const { id } of thread
    .parse(JSON.parse(read.body))
    .entries.flatMap(({ attachments }) => attachments)) {
    const file = await reporterCall(soak, routes.api.attachment.replace(':id', id), { headers });
    digests.push(file?.status === 200 ? digestOf(file.bytes) : 'unreadable');
  }
  return digests;
};

/**
 * What is kept in the bucket, stands in no entry, and is on nobody's list to be swept: it would stay for years. What was
 * kept for an entry that was never written waits for its sweep and is none.
 */
export const orphansOf = async (where: Where, dynamo: DynamoDBClient): Promise<string[]> => {
  const s3 = new S3Client({
    endpoint: where.s3Url,
    region,
    // Nobody else lists the bucket.
    credentials: { accessKeyId: accessKeys.scheduled, secretAccessKey: 'local' },
    forcePathStyle: true,
  });
  const [known, kept] = [new Set<string>(), new Set<string>()];
  let after: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({ Bucket: where.bucket, Prefix: keptPrefix, ContinuationToken: after }),
    );
    for (const { Key = '' } of page.Contents ?? [])
      kept.add(Key.slice(keptPrefix.length).split('/')[0] ?? '');
    after = page.NextContinuationToken;
  } while (after !== undefined);
  s3.destroy();
  let start: Attributes | undefined;
  do {
    const page = await dynamo.send(
      new ScanCommand({ TableName: where.tables.cases, ExclusiveStartKey: start }),
    );
    for (const row of page.Items ?? []) {
      const partition = partitionOf(row);
      if (partitionKind(partition) === 'THREAD')
        for (const id of tryRow(entryObjectsRow, row)?.objects ?? []) known.add(id);
      const isDue = partitionKind(partition) === 'UPLOAD' && row[indexes.due.pk] !== undefined;
      if (isDue) known.add(objectIdOfPartition(partition));
    }
    start = page.LastEvaluatedKey;
  } while (start);
  return [...kept].filter((id) => !known.has(id));
};

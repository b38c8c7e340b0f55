import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { clientOptions } from '../../../functions/adapters/aws/client-options.ts';
import { attachmentStore } from '../../../functions/adapters/s3/attachment-store.ts';
import { attachmentSweep } from '../../../functions/adapters/s3/attachment-sweep.ts';
import { attachmentStatements } from '../../../infra/aws/attachment-statements.ts';
import { allow, type Statement } from '../../../infra/aws/statement.ts';
import { accessKeys } from '../../../infra/local/access-keys.ts';
import { FaultPlan } from '../../../infra/local/faults.ts';
import { PolicyGate, type Caller } from '../../../infra/local/policies/gate.ts';
import { localArns } from '../../../infra/local/policies/local-arns.ts';
import { startS3 } from '../../../infra/local/s3/start-s3.ts';

/**
 * A bucket with the store and the sweep over it: on the embedded emulator, or, when `CONDUCTLINE_TEST_S3` names the
 * endpoint of another S3, there, in a bucket of its own that is deleted afterwards.
 */
export type Objects = Awaited<ReturnType<typeof startObjects>>;

/** The functions by their roles, and `test`, who may do everything. */
const gateOf = (bucket: string): PolicyGate => {
  const { reporter, team, scheduled } = attachmentStatements(localArns.bucket(bucket));
  const caller = (statements: readonly Statement[]): Caller => ({ arn: localArns.role('any'), statements });
  return new PolicyGate({
    callers: {
      [accessKeys.reporter]: caller(reporter),
      [accessKeys.team]: caller(team),
      [accessKeys.scheduled]: caller(scheduled),
      test: caller([allow({ sid: 'All', actions: ['s3:*'], resources: ['*'] })]),
    },
  });
};

export const startObjects = async (options: { readonly capacity?: number } = {}) => {
  const elsewhere = process.env.CONDUCTLINE_TEST_S3;
  const bucket = `conductline-test-${randomBytes(6).toString('hex')}`;
  const faults = new FaultPlan();
  const folder = await mkdtemp(join(tmpdir(), 'conductline-s3-'));
  const emulator =
    elsewhere === undefined
      ? await startS3({ folder, buckets: [bucket], gate: gateOf(bucket), faults, pageSize: 7, ...options })
      : undefined;
  const endpoint = emulator?.url ?? elsewhere ?? '';
  const client = clientOf(endpoint, 'test');
  if (!emulator) await client.send(new CreateBucketCommand({ Bucket: bucket }));
  const list = async (prefix = ''): Promise<string[]> => {
    const names: string[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2(
      { client },
      { Bucket: bucket, Prefix: prefix },
    ))
      names.push(...Contents.map(({ Key }) => Key ?? ''));
    return names.sort();
  };
  return {
    bucket,
    client,
    folder: join(folder, bucket),
    /** Of the emulator only. */
    faults,
    store: attachmentStore(client, bucket),
    sweep: attachmentSweep(client, bucket),
    isEmulated: emulator !== undefined,
    list,
    as: (accessKeyId: string): S3Client => clientOf(endpoint, accessKeyId),
    put: (Key: string, Body: Uint8Array) => client.send(new PutObjectCommand({ Bucket: bucket, Key, Body })),
    async close(): Promise<void> {
      if (!emulator) {
        const Objects = (await list()).map((Key) => ({ Key }));
        if (Objects.length > 0)
          await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }));
        await client.send(new DeleteBucketCommand({ Bucket: bucket }));
      }
      client.destroy();
      await emulator?.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** Nothing is left unanswered here: a busy machine may take its time. */
const patient = {
  ...clientOptions,
  requestHandler: { ...clientOptions.requestHandler, connectionTimeout: 120_000, requestTimeout: 120_000 },
};

/** An emulator on this machine takes any credentials; a real S3 wants those of the environment. */
const clientOf = (endpoint: string, accessKeyId: string): S3Client =>
  ['localhost', '127.0.0.1'].includes(new URL(endpoint).hostname)
    ? new S3Client({
        ...patient,
        endpoint,
        region: 'us-east-1',
        forcePathStyle: true,
        credentials: { accessKeyId, secretAccessKey: 'test' },
      })
    : new S3Client({ ...patient, endpoint });

export const newAttachmentId = (): string => randomBytes(16).toString('base64url');

import { randomBytes, randomInt } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { clientOptions } from '../adapters/aws/client-options.ts';
import { loadWrappedRingKey } from '../adapters/dynamodb/case/ring-store.ts';
import { uploadStore } from '../adapters/dynamodb/case/upload-store.ts';
import { tableNames } from '../adapters/dynamodb/client/tables.ts';
import { mailCaseStore } from '../adapters/dynamodb/mail/mail-case-store.ts';
import { loadMailKeys } from '../adapters/dynamodb/mail/mail-public-keys.ts';
import { keyId } from '../adapters/kms/key-id.ts';
import { logCrashes } from '../adapters/lambda/lambda-handler.ts';
import { logTo } from '../adapters/log/log.ts';
import { attachmentsBucket, mailBucket } from '../adapters/s3/bucket.ts';
import { lazyAttachmentStore } from '../adapters/s3/lazy-attachment-store.ts';
import { lazyRawMails } from '../adapters/s3/lazy-raw-mails.ts';
import { cleanInWorker } from '../adapters/worker/clean-in-worker.ts';
import { readMailInWorker } from '../adapters/worker/read-mail-in-worker.ts';
import { newId, type Random } from '../domain/kernel/random.ts';
import { compiledSettings } from '../settings/compiled.ts';
import { keyRingOpener } from '../team/open-key-ring.ts';
import { mailHandler } from './mail-handler.ts';

const settings = compiledSettings();
const dynamo = new DynamoDBClient(clientOptions);
const tables = tableNames(process.env);
const random: Random = { bytes: (length) => randomBytes(length), integer: (limit) => randomInt(limit) };
const clock = () => new Date();
const log = logTo((line) => process.stdout.write(line));
logCrashes(log);

export const handler = mailHandler(
  {
    settings,
    mails: lazyRawMails(mailBucket(process.env), clientOptions),
    store: mailCaseStore(dynamo, tables, () => newId(random)),
    readMail: readMailInWorker(new URL('read-mail-worker.mjs', import.meta.url)),
    openKeyRing: keyRingOpener({
      kms: new KMSClient(clientOptions),
      keyId: keyId(process.env),
      loadWrapped: (channel, purpose, epoch) =>
        loadWrappedRingKey(dynamo, tables.team, { channel, purpose, epoch }),
      clock,
    }),
    loadKeys: () => loadMailKeys(dynamo, tables.team, Object.keys(settings.channels)),
    files: lazyAttachmentStore(attachmentsBucket(process.env), clientOptions),
    uploads: uploadStore(dynamo, tables),
    cleanFile: cleanInWorker(new URL('clean-worker.mjs', import.meta.url)),
    random,
    clock,
  },
  log,
);

import { randomBytes, randomInt } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientOptions } from '../adapters/aws/client-options.ts';
import { loadReporterKeys, loadRoster } from '../adapters/dynamodb/reporter/reporter-keys.ts';
import { reporterStore } from '../adapters/dynamodb/reporter/reporter-store.ts';
import { tableNames } from '../adapters/dynamodb/client/tables.ts';
import { uploadStore } from '../adapters/dynamodb/case/upload-store.ts';
import { lambdaHandler, logCrashes } from '../adapters/lambda/lambda-handler.ts';
import { logTo } from '../adapters/log/log.ts';
import { attachmentsBucket } from '../adapters/s3/bucket.ts';
import { lazyAttachmentStore } from '../adapters/s3/lazy-attachment-store.ts';
import { cleanInWorker } from '../adapters/worker/clean-in-worker.ts';
import { newId } from '../domain/kernel/random.ts';
import { keepKeys } from '../domain/intake/keep-keys.ts';
import { surveyedChannels } from '../domain/survey/survey.ts';
import { compiledSettings } from '../settings/compiled.ts';
import { reporterApp } from './app.ts';

const settings = compiledSettings();
const client = new DynamoDBClient(clientOptions);
const tables = tableNames(process.env);
const random = {
  bytes: (length: number) => randomBytes(length),
  integer: (limit: number) => randomInt(limit),
};
const log = logTo((line) => process.stdout.write(line));
logCrashes(log);

const app = reporterApp({
  settings,
  store: reporterStore(client, tables, () => newId(random)),
  keys: keepKeys({
    loadKeys: () =>
      loadReporterKeys(client, tables.team, Object.keys(settings.channels), surveyedChannels(settings)),
    loadRoster: () => loadRoster(client, tables.team),
  }),
  files: lazyAttachmentStore(attachmentsBucket(process.env), clientOptions),
  uploads: uploadStore(client, tables),
  cleanFile: cleanInWorker(new URL('clean-worker.mjs', import.meta.url)),
  random,
  clock: () => new Date(),
  log,
  openApi: async () => (await import('./api/compiled-open-api.ts')).compiledOpenApi(),
});

// CloudFront asks the gateway by the gateway's own name; a link of that name would lead past CloudFront.
const publicHost = settings.edge.cloudFront ? settings.reporterHost : undefined;

export const handler = lambdaHandler((request) => app.fetch(request), log, 'anonymous', publicHost);

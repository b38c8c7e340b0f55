import { randomBytes, randomInt } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import * as z from 'zod';
import { clientOptions } from '../adapters/aws/client-options.ts';
import { caseStore } from '../adapters/dynamodb/case/case-store.ts';
import { credentialStore } from '../adapters/dynamodb/team/credential-store.ts';
import { memberStore } from '../adapters/dynamodb/team/member-store.ts';
import {
  loadRingPublicKey,
  loadTicketSecret,
  loadWrappedRingKey,
} from '../adapters/dynamodb/case/ring-store.ts';
import { tableNames } from '../adapters/dynamodb/client/tables.ts';
import { lookUpStore } from '../adapters/dynamodb/team/look-up-store.ts';
import { checklistStore } from '../adapters/dynamodb/team/checklist-store.ts';
import { transparencyStore } from '../adapters/dynamodb/team/transparency-store.ts';
import { teamStore } from '../adapters/dynamodb/team/team-store.ts';
import { keyId } from '../adapters/kms/key-id.ts';
import { uploadStore } from '../adapters/dynamodb/case/upload-store.ts';
import { lambdaHandler, logCrashes } from '../adapters/lambda/lambda-handler.ts';
import { logTo } from '../adapters/log/log.ts';
import { attachmentsBucket } from '../adapters/s3/bucket.ts';
import { lazyAttachmentStore } from '../adapters/s3/lazy-attachment-store.ts';
import { cleanInWorker } from '../adapters/worker/clean-in-worker.ts';
import { cacheFor } from '../domain/kernel/cache-for.ts';
import { newId, type Random } from '../domain/kernel/random.ts';
import { compiledSettings } from '../settings/compiled.ts';
import { teamApp } from './app.ts';
import { keyRingOpener } from './open-key-ring.ts';

const keepSecretMinutes = 5;

const { REPORTER_URL: reporterUrl } = z.object({ REPORTER_URL: z.string() }).parse(process.env);
const dynamo = new DynamoDBClient(clientOptions);
const tables = tableNames(process.env);
const random: Random = { bytes: (length) => randomBytes(length), integer: (limit) => randomInt(limit) };
const clock = () => new Date();
const log = logTo((line) => process.stdout.write(line));
logCrashes(log);

const app = teamApp({
  settings: compiledSettings(),
  cases: caseStore(dynamo, tables, () => newId(random)),
  members: memberStore(dynamo, tables.team),
  transparency: transparencyStore(dynamo, tables.cases),
  checklist: checklistStore(dynamo, tables.cases),
  team: teamStore(dynamo, tables.team),
  credentials: credentialStore(dynamo, tables.team),
  lookUps: lookUpStore(dynamo, tables, teamStore(dynamo, tables.team)),
  openKeyRing: keyRingOpener({
    kms: new KMSClient(clientOptions),
    keyId: keyId(process.env),
    loadWrapped: (channel, purpose, epoch) =>
      loadWrappedRingKey(dynamo, tables.team, { channel, purpose, epoch }),
    clock,
  }),
  ringPublicKey: (channel, purpose) => loadRingPublicKey(dynamo, tables.team, channel, purpose),
  ticketSecret: cacheFor(keepSecretMinutes, () => loadTicketSecret(dynamo, tables.team)),
  reporterUrl,
  openApi: async () => (await import('./api/compiled-open-api.ts')).compiledOpenApi(),
  files: lazyAttachmentStore(attachmentsBucket(process.env), clientOptions),
  uploads: uploadStore(dynamo, tables),
  cleanFile: cleanInWorker(new URL('clean-worker.mjs', import.meta.url)),
  random,
  clock,
  log,
});

export const handler = lambdaHandler((request) => app.fetch(request), log, 'members');

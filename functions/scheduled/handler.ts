import { randomBytes, randomInt } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { SESClient } from '@aws-sdk/client-ses';
import * as z from 'zod';
import { clientOptions } from '../adapters/aws/client-options.ts';
import { anchorStore } from '../adapters/dynamodb/scheduled/anchor-store.ts';
import { caseStore } from '../adapters/dynamodb/case/case-store.ts';
import { heldSweepStore } from '../adapters/dynamodb/scheduled/held-sweep-store.ts';
import { logSweepStore } from '../adapters/dynamodb/scheduled/log-sweep-store.ts';
import { registerSweepStore } from '../adapters/dynamodb/scheduled/register-sweep-store.ts';
import { scheduledLease } from '../adapters/dynamodb/scheduled/lease.ts';
import { checklistStore } from '../adapters/dynamodb/team/checklist-store.ts';
import { mailStore } from '../adapters/dynamodb/scheduled/mail-store.ts';
import { memberStore } from '../adapters/dynamodb/team/member-store.ts';
import { noticeStore } from '../adapters/dynamodb/scheduled/notice-store.ts';
import { retentionStore } from '../adapters/dynamodb/scheduled/retention-store.ts';
import { ringMakerStore } from '../adapters/dynamodb/scheduled/ring-maker-store.ts';
import { loadRingPublicKey, loadWrappedRingKey } from '../adapters/dynamodb/case/ring-store.ts';
import { tableNames } from '../adapters/dynamodb/client/tables.ts';
import { uploadSweepStore } from '../adapters/dynamodb/case/upload-store.ts';
import { logCrashes } from '../adapters/lambda/lambda-handler.ts';
import { keyId } from '../adapters/kms/key-id.ts';
import { privateKeyWrapper } from '../adapters/kms/wrap-private-key.ts';
import { logTo } from '../adapters/log/log.ts';
import { attachmentsBucket } from '../adapters/s3/bucket.ts';
import { lazyAttachmentSweep } from '../adapters/s3/lazy-attachment-sweep.ts';
import { lazyWaitingMails } from '../adapters/s3/lazy-waiting-mails.ts';
import { noticeSender } from '../adapters/ses/notice-sender.ts';
import { reporterMailSender } from '../adapters/ses/reporter-mail-sender.ts';
import { mailSender } from '../adapters/ses/send-mail.ts';
import { webhookCaller } from '../adapters/webhook/webhook-caller.ts';
import { faultCode } from '../domain/kernel/fault.ts';
import { noticeTime } from '../domain/notice/outbox.ts';
import { newId, type Random } from '../domain/kernel/random.ts';
import { compiledSettings } from '../settings/compiled.ts';
import { keyRingOpener } from '../team/open-key-ring.ts';
import { dailyAnchor } from '../domain/audit/anchor-audit-logs.ts';
import type { RingPurpose } from '../domain/key-ring/purpose.ts';
import { handleEvent } from './handle-event.ts';
import { firstLanguage, inLanguage } from '../settings/localised.ts';

const mailNames = z.object({
  TEAM_URL: z.string(),
  REPORTER_URL: z.string(),
  CONFIGURATION_SET: z.string(),
  REPORTER_CONFIGURATION_SET: z.string(),
});

const settings = compiledSettings();
const dynamo = new DynamoDBClient(clientOptions);
const kms = new KMSClient(clientOptions);
const tables = tableNames(process.env);
const key = keyId(process.env);
const names = mailNames.parse(process.env);
const teamUrl = names.TEAM_URL;
const random: Random = { bytes: (length) => randomBytes(length), integer: (limit) => randomInt(limit) };
const randomId = () => newId(random);
const clock = () => new Date();
const log = logTo((line) => process.stdout.write(line));
logCrashes(log);
const sendMail = mailSender(new SESClient(clientOptions), { random, clock });
const vaults = (caseIds: readonly string[]) => caseStore(dynamo, tables, randomId).vaults(caseIds);

const context = {
  settings,
  rings: ringMakerStore(dynamo, tables.team),
  wrapPrivateKey: privateKeyWrapper(kms, key),
  notices: noticeStore(dynamo, tables, vaults, randomId),
  mails: mailStore(dynamo, tables, vaults, randomId),
  sendReporterMail: reporterMailSender(sendMail, {
    settings,
    configurationSet: names.REPORTER_CONFIGURATION_SET,
    reporterUrl: names.REPORTER_URL,
  }),
  members: memberStore(dynamo, tables.team),
  checklist: checklistStore(dynamo, tables.cases),
  sendNotice: noticeSender(sendMail, {
    sender: settings.sender,
    configurationSet: names.CONFIGURATION_SET,
    teamUrl,
    organisation: inLanguage(settings.organisation, firstLanguage(settings)),
    language: firstLanguage(settings),
  }),
  tellWebhook: webhookCaller({ fetch: globalThis.fetch, teamUrl }),
  openKeyRing: keyRingOpener({
    kms,
    keyId: key,
    loadWrapped: (channel, purpose, epoch) =>
      loadWrappedRingKey(dynamo, tables.team, { channel, purpose, epoch }),
    clock,
  }),
  ringPublicKey: (channel: string, purpose: RingPurpose) =>
    loadRingPublicKey(dynamo, tables.team, channel, purpose),
  retention: retentionStore(dynamo, tables, randomId, (caseId, channel, now) => ({
    caseId,
    channel,
    urgent: false,
    notBefore: noticeTime(settings, false, now),
  })),
  files: lazyAttachmentSweep(attachmentsBucket(process.env), clientOptions),
  uploads: uploadSweepStore(dynamo, tables),
  waitingMails: lazyWaitingMails(process.env, clientOptions),
  logLines: logSweepStore(dynamo, tables.cases),
  registerEntries: registerSweepStore(dynamo, tables),
  held: heldSweepStore(dynamo, tables, randomId),
  anchor: dailyAnchor(anchorStore(dynamo, tables, settings.logs.retentionDays), random),
  lease: scheduledLease(dynamo, tables.team, randomId()),
  random,
  clock,
  log,
};

export const handler = async (event: unknown): Promise<void> => {
  try {
    await handleEvent(context, event);
  } catch (error) {
    log({ event: 'fault', code: faultCode(error) });
  }
};

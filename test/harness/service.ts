import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes, randomInt } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SESClient } from '@aws-sdk/client-ses';
import { clientOptions } from '../../functions/adapters/aws/client-options.ts';
import { anchorStore } from '../../functions/adapters/dynamodb/scheduled/anchor-store.ts';
import { caseStore } from '../../functions/adapters/dynamodb/case/case-store.ts';
import { heldSweepStore } from '../../functions/adapters/dynamodb/scheduled/held-sweep-store.ts';
import { logSweepStore } from '../../functions/adapters/dynamodb/scheduled/log-sweep-store.ts';
import { registerSweepStore } from '../../functions/adapters/dynamodb/scheduled/register-sweep-store.ts';
import { scheduledLease } from '../../functions/adapters/dynamodb/scheduled/lease.ts';
import { credentialStore } from '../../functions/adapters/dynamodb/team/credential-store.ts';
import { lookUpStore } from '../../functions/adapters/dynamodb/team/look-up-store.ts';
import { memberStore } from '../../functions/adapters/dynamodb/team/member-store.ts';
import { noticeStore } from '../../functions/adapters/dynamodb/scheduled/notice-store.ts';
import { loadReporterKeys, loadRoster } from '../../functions/adapters/dynamodb/reporter/reporter-keys.ts';
import { reporterStore } from '../../functions/adapters/dynamodb/reporter/reporter-store.ts';
import { retentionStore } from '../../functions/adapters/dynamodb/scheduled/retention-store.ts';
import { ringMakerStore } from '../../functions/adapters/dynamodb/scheduled/ring-maker-store.ts';
import {
  loadRingPublicKey,
  loadTicketSecret,
  loadWrappedRingKey,
} from '../../functions/adapters/dynamodb/case/ring-store.ts';
import { uploadStore, uploadSweepStore } from '../../functions/adapters/dynamodb/case/upload-store.ts';
import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import { privateKeyWrapper } from '../../functions/adapters/kms/wrap-private-key.ts';
import type { LogEvent } from '../../functions/adapters/log/log.ts';
import { attachmentStore } from '../../functions/adapters/s3/attachment-store.ts';
import { attachmentSweep } from '../../functions/adapters/s3/attachment-sweep.ts';
import { checklistStore } from '../../functions/adapters/dynamodb/team/checklist-store.ts';
import { transparencyStore } from '../../functions/adapters/dynamodb/team/transparency-store.ts';
import { mailCaseStore } from '../../functions/adapters/dynamodb/mail/mail-case-store.ts';
import { loadMailKeys } from '../../functions/adapters/dynamodb/mail/mail-public-keys.ts';
import { rawMails } from '../../functions/adapters/s3/raw-mails.ts';
import { teamStore } from '../../functions/adapters/dynamodb/team/team-store.ts';
import { mailStore } from '../../functions/adapters/dynamodb/scheduled/mail-store.ts';
import { noticeSender } from '../../functions/adapters/ses/notice-sender.ts';
import { reporterMailSender } from '../../functions/adapters/ses/reporter-mail-sender.ts';
import { mailSender } from '../../functions/adapters/ses/send-mail.ts';
import { webhookCaller } from '../../functions/adapters/webhook/webhook-caller.ts';
import type { AttachmentStore, AttachmentSweep } from '../../functions/domain/attachment/attachment-store.ts';
import type { Member } from '../../functions/domain/member/member.ts';
import { addMember } from '../../functions/domain/member/change-team.ts';
import type { NewMember } from '../../functions/domain/member/team.ts';
import type { MailContext } from '../../functions/domain/mail/mail-context.ts';
import { cacheFor } from '../../functions/domain/kernel/cache-for.ts';
import { noticeTime } from '../../functions/domain/notice/outbox.ts';
import { newId, type Random } from '../../functions/domain/kernel/random.ts';
import { keepKeys } from '../../functions/domain/intake/keep-keys.ts';
import { reporterApp } from '../../functions/reporter/app.ts';
import { dailyAnchor } from '../../functions/domain/audit/anchor-audit-logs.ts';
import { handleEvent } from '../../functions/scheduled/handle-event.ts';
import { scheduledRun, type ScheduledContext } from '../../functions/scheduled/scheduled-run.ts';
import { surveyedChannels } from '../../functions/domain/survey/survey.ts';
import { mailHandler } from '../../functions/mail/mail-handler.ts';
import { mergeSettings } from '../../functions/settings/merge.ts';
import { teamApp } from '../../functions/team/app.ts';
import type { TeamContext } from '../../functions/team/team-context.ts';
import { keyRingOpener } from '../../functions/team/open-key-ring.ts';
import { accessKeys } from '../../infra/local/access-keys.ts';
import {
  startEmulators,
  configurationSet,
  reporterConfigurationSet,
  region,
  type Emulators,
} from '../../infra/local/start-emulators.ts';
import { writtenReader } from './written-mail.ts';
import { inProcess, withoutPauses, type Emulated } from './in-process.ts';
import type { StoredRows } from '../../infra/local/dynamodb/store.ts';
import { openStateFolder } from '../../infra/local/state-folder.ts';
import { changeContext, createAccessToken, type Team } from '../../infra/ops/member/members.ts';
import { firstLanguage, inLanguage } from '../../functions/settings/localised.ts';

export const sender = 'conduct@example.org';

/** The least that scrypt takes: nobody guesses names here. What it costs in a deployment, `test/domain/former.test.ts` says. */
const digestCost = 2;

type Caller = Exclude<keyof typeof accessKeys, 'ops' | 'inbound'>;
export type CountedCall = {
  readonly caller: Caller;
  readonly service: string;
  readonly command: string;
  readonly input: unknown;
};

/** Runs before each call to AWS: to let something else happen just then, or to throw in its place. */
export type Interrupt = { before?: ((call: CountedCall) => void | Promise<void>) | undefined };

type CountingMiddleware = (
  next: (args: { readonly input: unknown }) => unknown,
  context: { readonly commandName?: string },
) => (args: { readonly input: unknown }) => unknown;

/** The three applications with their real adapters, on the emulators; time stands still until a test moves it. */
export type Service = {
  readonly reporter: (path: string, init?: RequestInit) => Promise<Response>;
  readonly team: (path: string, init?: RequestInit) => Promise<Response>;
  /** Puts a raw mail into its bucket, as SES does. @param key `<channel>/<name>` */
  readonly putMail: (key: string, raw: string | Uint8Array) => Promise<void>;
  /** Hands the mail function the event of a mail in the bucket. @throws what it throws */
  readonly mail: (key: string) => Promise<void>;
  /** Hands it any event. */
  readonly mailEvent: (event: unknown) => Promise<void>;
  /** What the mail function works with. */
  readonly mailContext: MailContext;
  /** One run of the scheduled function. */
  readonly scheduledRun: () => Promise<void>;
  /** What the scheduled function works with. */
  readonly scheduledContext: ScheduledContext;
  /** The scheduled function is told of something else than that a minute has begun. */
  readonly scheduledEvent: (event: unknown) => Promise<void>;
  /** Adds a member; `authorization` is the header that signs them in. */
  readonly addMember: (member?: Partial<NewMember>) => Promise<Member & { readonly authorization: string }>;
  readonly clock: { now: Date; advance: (milliseconds: number) => void };
  readonly logs: LogEvent[];
  /** Every call to AWS since the list was last emptied, in order. */
  readonly calls: CountedCall[];
  readonly interrupt: Interrupt;
  /** Every call that the caller's policy does not allow. */
  readonly denied: string[];
  readonly emulators: Emulators;
  /** The stores of attachments and the sweep over them, each with the permissions of its function. */
  readonly attachments: {
    readonly reporter: AttachmentStore;
    readonly team: AttachmentStore;
    readonly scheduled: AttachmentSweep;
  };
  /** What the team's application works with; its calls are counted as the team function's. */
  readonly teamContext: TeamContext;
  /** An ops client of the tables, for looking at what is stored; its calls are not counted. */
  readonly dynamo: DynamoDBClient;
  readonly ops: Team;
  /** @throws when a policy refused a call, in whatever way the function took it: on AWS it would be refused too */
  readonly close: () => Promise<void>;
};

/**
 * What a service's first scheduled run leaves (tables, key rings, the ticket secret), by the settings that it ran with:
 * the services of a process begin with copies of it, because making it takes longer than many a test. Nothing is changed
 * in it, and of services that are there at once only one has it: they are stacks with keys of their own.
 */
const beginnings = new Map<string, { readonly rows: StoredRows; readonly kmsKey: Buffer }>();
const inUse = new Set<string>();

/** What S3 tells the mail function of a mail that has come. */
const mailArrived = (key: string) => ({
  Records: [
    { eventSource: 'aws:s3', s3: { object: { key: encodeURIComponent(key).replaceAll('%20', '+') } } },
  ],
});

/**
 * @param own settings laid over the defaults
 * @param webhookFetch what webhooks are called with
 */
export const startService = async (
  own: object = {},
  webhookFetch: typeof fetch = () => Promise.reject(new Error('no webhook is called')),
): Promise<Service> => {
  // Time stands still between two requests of a test; the tests of a form's least age set one.
  const merged = mergeSettings({ sender, abuse: { minimumFormSeconds: 0 }, ...own });
  if (!merged.ok) throw new Error(JSON.stringify(merged.problems));
  const { settings } = merged;
  const folder = await mkdtemp(join(tmpdir(), 'conductline-test-'));
  const clock = {
    now: new Date('2026-03-10T09:20:30.000Z'),
    advance(milliseconds: number) {
      clock.now = new Date(clock.now.getTime() + milliseconds);
    },
  };
  const time = (): Date => clock.now;
  const denied: string[] = [];
  const files = await openStateFolder(folder);
  const ran = JSON.stringify(own);
  const isAlone = !inUse.has(ran);
  inUse.add(ran);
  const begins = isAlone ? beginnings.get(ran) : undefined;
  if (begins) await writeFile(files.kmsKey, begins.kmsKey);
  const emulators = await startEmulators(files, {
    sender,
    now: time,
    inMemory: begins?.rows ?? [],
    denied: (refusal) => void denied.push(refusal),
  });
  const { tables } = emulators;
  const calls: CountedCall[] = [];
  const logs: LogEvent[] = [];
  const interrupt: Interrupt = {};
  const log = (event: LogEvent): void => void logs.push(event);
  const random: Random = { bytes: (length) => randomBytes(length), integer: (limit) => randomInt(limit) };
  const randomId = (): string => newId(random);

  const counted = <Client extends DynamoDBClient | KMSClient | SESClient | S3Client>(
    caller: Caller,
    client: Client,
  ): Client => {
    const count: CountingMiddleware = (next, context) => async (args) => {
      const call = {
        caller,
        service: client.constructor.name,
        command: context.commandName ?? '',
        input: args.input,
      };
      calls.push(call);
      await interrupt.before?.(call);
      return next(args);
    };
    // The clients' stacks differ only in the types of their inputs, which counting does not look at.
    const stack = client.middlewareStack as unknown as {
      add: (middleware: CountingMiddleware, options: { step: 'initialize' }) => void;
    };
    stack.add(count, { step: 'initialize' });
    return client;
  };
  const options = (caller: keyof typeof accessKeys, emulated: Emulated) => ({
    ...clientOptions,
    region,
    ...inProcess(emulated, accessKeys[caller]),
  });
  const dynamoFor = (caller: Caller) =>
    counted(caller, new DynamoDBClient(options(caller, emulators.dynamoDb)));
  const dynamo = new DynamoDBClient(options('ops', emulators.dynamoDb));
  const kmsFor = (caller: Caller) => counted(caller, new KMSClient(options(caller, emulators.kms)));
  const keyId = emulators.kms.keyArn;
  const s3For = (caller: Caller) => counted(caller, new S3Client(options(caller, emulators.s3)));
  const s3 = {
    reporter: s3For('reporter'),
    team: s3For('team'),
    scheduled: s3For('scheduled'),
    mail: s3For('mail'),
  };
  const inbound = new S3Client(options('inbound', emulators.s3));
  const ses = counted('scheduled', new SESClient(options('scheduled', emulators.ses)));
  const kms = { team: kmsFor('team'), scheduled: kmsFor('scheduled'), mail: kmsFor('mail') };
  const [reporterDynamo, teamDynamo, scheduledDynamo, mailDynamo] = [
    dynamoFor('reporter'),
    dynamoFor('team'),
    dynamoFor('scheduled'),
    dynamoFor('mail'),
  ];
  const clients = [
    reporterDynamo,
    teamDynamo,
    scheduledDynamo,
    mailDynamo,
    inbound,
    dynamo,
    ses,
    ...Object.values(kms),
    ...Object.values(s3),
  ];
  for (const client of clients) await withoutPauses(client);
  /** What the handlers make with clients that they load late. */
  const attachments = {
    reporter: attachmentStore(s3.reporter, emulators.bucket),
    team: attachmentStore(s3.team, emulators.bucket),
    scheduled: attachmentSweep(s3.scheduled, emulators.bucket),
  };

  const reporter = reporterApp({
    settings,
    store: reporterStore(reporterDynamo, tables, randomId),
    keys: keepKeys({
      loadKeys: () =>
        loadReporterKeys(
          reporterDynamo,
          tables.team,
          Object.keys(settings.channels),
          surveyedChannels(settings),
        ),
      loadRoster: () => loadRoster(reporterDynamo, tables.team),
    }),
    files: attachments.reporter,
    uploads: uploadStore(reporterDynamo, tables),
    cleanFile,
    random,
    clock: time,
    log,
    openApi: () => Promise.resolve({}),
  });

  const teamContext: TeamContext = {
    settings,
    cases: caseStore(teamDynamo, tables, randomId),
    files: attachments.team,
    uploads: uploadStore(teamDynamo, tables),
    cleanFile,
    members: memberStore(teamDynamo, tables.team),
    transparency: transparencyStore(teamDynamo, tables.cases),
    checklist: checklistStore(teamDynamo, tables.cases),
    team: teamStore(teamDynamo, tables.team, digestCost),
    credentials: credentialStore(teamDynamo, tables.team),
    lookUps: lookUpStore(teamDynamo, tables, teamStore(teamDynamo, tables.team, digestCost)),
    openKeyRing: keyRingOpener({
      kms: kms.team,
      keyId,
      loadWrapped: (channel, purpose, epoch) =>
        loadWrappedRingKey(teamDynamo, tables.team, { channel, purpose, epoch }),
      clock: time,
    }),
    ringPublicKey: (channel, purpose) => loadRingPublicKey(teamDynamo, tables.team, channel, purpose),
    ticketSecret: cacheFor(5, () => loadTicketSecret(teamDynamo, tables.team)),
    reporterUrl: 'https://report.example.org/',
    openApi: () => Promise.resolve({ openapi: '3.1.0' }),
    random,
    clock: time,
    log,
  };
  const team = teamApp(teamContext);

  const sendMail = mailSender(ses, { random, clock: time });
  const scheduled: ScheduledContext = {
    settings,
    rings: ringMakerStore(scheduledDynamo, tables.team),
    wrapPrivateKey: privateKeyWrapper(kms.scheduled, keyId),
    notices: noticeStore(
      scheduledDynamo,
      tables,
      (caseIds) => caseStore(scheduledDynamo, tables, randomId).vaults(caseIds),
      randomId,
    ),
    members: memberStore(scheduledDynamo, tables.team),
    checklist: checklistStore(scheduledDynamo, tables.cases),
    mails: mailStore(
      scheduledDynamo,
      tables,
      (caseIds) => caseStore(scheduledDynamo, tables, randomId).vaults(caseIds),
      randomId,
    ),
    sendReporterMail: reporterMailSender(sendMail, {
      settings,
      configurationSet: reporterConfigurationSet,
      reporterUrl: 'https://report.example.org/',
    }),
    sendNotice: noticeSender(sendMail, {
      sender,
      configurationSet,
      teamUrl: 'https://team.example.org/',
      organisation: inLanguage(settings.organisation, firstLanguage(settings)),
      language: firstLanguage(settings),
    }),
    tellWebhook: webhookCaller({ fetch: webhookFetch, teamUrl: 'https://team.example.org/' }),
    openKeyRing: keyRingOpener({
      kms: kms.scheduled,
      keyId,
      loadWrapped: (channel, purpose, epoch) =>
        loadWrappedRingKey(scheduledDynamo, tables.team, { channel, purpose, epoch }),
      clock: time,
    }),
    ringPublicKey: (channel, purpose) => loadRingPublicKey(scheduledDynamo, tables.team, channel, purpose),
    retention: retentionStore(scheduledDynamo, tables, randomId, (caseId, channel, now) => ({
      caseId,
      channel,
      urgent: false,
      notBefore: noticeTime(settings, false, now),
    })),
    files: attachments.scheduled,
    uploads: uploadSweepStore(scheduledDynamo, tables),
    logLines: logSweepStore(scheduledDynamo, tables.cases),
    registerEntries: registerSweepStore(scheduledDynamo, tables),
    held: heldSweepStore(scheduledDynamo, tables, randomId),
    anchor: dailyAnchor(anchorStore(scheduledDynamo, tables, settings.logs.retentionDays), random),
    lease: scheduledLease(scheduledDynamo, tables.team, randomId()),
    random,
    clock: time,
    log,
  };

  const mailContext: MailContext = {
    settings,
    mails: rawMails(s3.mail, emulators.mailBucket),
    store: mailCaseStore(mailDynamo, tables, randomId),
    readMail: writtenReader,
    openKeyRing: keyRingOpener({
      kms: kms.mail,
      keyId,
      loadWrapped: (channel, purpose, epoch) =>
        loadWrappedRingKey(mailDynamo, tables.team, { channel, purpose, epoch }),
      clock: time,
    }),
    loadKeys: () => loadMailKeys(mailDynamo, tables.team, Object.keys(settings.channels)),
    files: attachmentStore(s3.mail, emulators.bucket),
    uploads: uploadStore(mailDynamo, tables),
    cleanFile,
    random,
    clock: time,
  };
  const mail = mailHandler(mailContext, log);

  const ops = (): Team => ({ client: dynamo, table: tables.team, random, now: clock.now, digestCost });
  let members = 0;
  const service: Service = {
    reporter: async (path, init) => reporter.request(`https://report.example.org${path}`, init),
    team: async (path, init) => team.request(`https://team.example.org${path}`, init),
    scheduledRun: () => scheduledRun(scheduled),
    scheduledContext: scheduled,
    async putMail(key, raw) {
      await inbound.send(new PutObjectCommand({ Bucket: emulators.mailBucket, Key: key, Body: raw }));
    },
    mail: (key) => mail(mailArrived(key)),
    mailEvent: mail,
    mailContext,
    scheduledEvent: (event) => handleEvent(scheduled, event),
    async addMember(member = {}) {
      members += 1;
      const added = await addMember(changeContext(ops()), {
        name: `Member ${members}`,
        email: `member${members}@example.org`,
        channels: Object.keys(settings.channels),
        ...member,
      });
      if (added.kind !== 'added') throw new Error(`a test adds somebody who cannot be added: ${added.kind}`);
      const token = await createAccessToken(ops(), added.member.memberId);
      // It takes a second: what is sent from then on goes by the team as it is.
      clock.advance(1_000);
      return { ...added.member, authorization: `Bearer ${token ?? ''}` };
    },
    clock,
    logs,
    calls,
    interrupt,
    denied,
    emulators,
    attachments,
    teamContext,
    dynamo,
    get ops() {
      return ops();
    },
    async close() {
      if (isAlone) inUse.delete(ran);
      for (const client of clients) client.destroy();
      await emulators.stop();
      await rm(folder, { recursive: true, force: true });
      if (denied.length > 0) throw new Error(denied.join('\n'));
    },
  };
  if (begins) return service;
  await service.scheduledRun();
  if (logs.some(({ event }) => event === 'fault')) throw new Error(JSON.stringify(logs));
  logs.length = 0;
  calls.length = 0;
  if (isAlone)
    beginnings.set(ran, { rows: await emulators.dynamoDb.rows(), kmsKey: await readFile(files.kmsKey) });
  return service;
};

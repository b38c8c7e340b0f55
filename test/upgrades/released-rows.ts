import { readFileSync } from 'node:fs';
import { EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { PutItemCommand, ScanCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { teamKeys, type ItemKey } from '../../functions/adapters/dynamodb/item-keys.ts';
import { ringPurposes } from '../../functions/domain/key-ring/purpose.ts';
import { accessKeys } from '../../infra/local/access-keys.ts';
import { region } from '../../infra/local/start-emulators.ts';
import { startService, type Service } from '../harness/service.ts';
import { conductAddress } from '../harness/written-mail.ts';
import { bridges } from '../reporter/bridge/signed.ts';
import { passkeySettings } from '../team/as-browser.ts';

/** Attributes as DynamoDB writes them, bytes in base64. */
type Written = {
  readonly S?: string;
  readonly N?: string;
  B?: string;
  readonly BOOL?: boolean;
  readonly L?: Written[];
  readonly M?: Record<string, Written>;
};
const written: z.ZodType<Written> = z.lazy(() =>
  z.union([
    z.strictObject({ S: z.string() }),
    z.strictObject({ N: z.string() }),
    z.strictObject({ B: z.base64() }),
    z.strictObject({ BOOL: z.boolean() }),
    z.strictObject({ L: z.array(written) }),
    z.strictObject({ M: z.record(z.string(), written) }),
  ]),
);
const row = z.record(z.string(), written);

const reporter = z.object({ token: z.string(), passphrase: z.string(), caseName: z.string() });

const member = z.object({ memberId: z.string(), authorization: z.string() });

const rowsWith = <Held extends z.ZodType>(held: Held) =>
  z.strictObject({
    release: z.string(),
    now: z.iso.datetime().transform((text) => new Date(text)),
    held,
    tables: z.strictObject({ vault: z.array(row), cases: z.array(row), team: z.array(row) }),
  });

/**
 * Every row of a service as a release left it, and what people hold who come back to it. The private halves of its key
 * rings stand in the clear where KMS's ciphertext would be: what KMS makes is not ours to freeze.
 */
export const releasedRows = rowsWith(
  z.strictObject({
    lead: member,
    member: member.extend({ cookie: z.string() }),
    enrolment: z.string(),
    worked: reporter,
    changed: reporter.extend({ oldToken: z.string() }),
    withdrawn: reporter,
    closed: reporter,
    transferred: reporter,
    handedOver: z.object({ token: z.string() }),
    ids: z.record(z.string(), z.string()),
  }),
);
export type ReleasedRows = z.infer<typeof releasedRows>;

/** The same of a service that remembers and accounts: the register, statistics, reports that wait, published reports. */
export const accountRows = rowsWith(
  z.strictObject({
    lead: member,
    otherLead: member,
    member,
    /** The reporter of a case that is decided, closed, and has answered the questions at the end. */
    decided: reporter,
    /** Who waits until somebody else names the same person; the scheduled function has read of the first one. */
    waiting: z.object({ token: z.string() }),
    sentLast: z.object({ token: z.string() }),
    ids: z.strictObject({ decided: z.string(), hidden: z.string(), again: z.string(), draft: z.string() }),
  }),
);
export type AccountRows = z.infer<typeof accountRows>;

const byMail = z.object({ token: z.string(), replyTo: z.string() });

/** The same of a service that takes mails and messages from a chat, and tells of cases in reports. */
export const mailRows = rowsWith(
  z.strictObject({
    lead: member,
    /** Has a language for mails, and one that came back. */
    member,
    /** Who has words of their own, and has been answered. */
    mailed: byMail,
    /** Whose first answer waits for an hour that has room. */
    handed: byMail,
    chat: z.object({ token: z.string() }),
    ids: z.strictObject({ mailed: z.string(), handed: z.string(), told: z.string(), untold: z.string() }),
  }),
);
export type MailRows = z.infer<typeof mailRows>;

/** What a service is set to in which the rows of a version were left. */
export const settingsOf = {
  1: { ...passkeySettings, channels: { conduct: { automaticReceipt: 'It has come in.' } } },
  2: {
    ...passkeySettings,
    channels: { conduct: { survey: 'on', hold: {} } },
    transparency: { enabled: true },
    tags: { later: 'Later' },
  },
  3: {
    ...passkeySettings,
    bridges,
    channels: { conduct: { hold: {}, mail: { address: conductAddress } } },
    mail: { answersPerHour: 1 },
    transparency: { enabled: true },
  },
} as const;

export const releasedRowsFile = (version: number): URL =>
  new URL(`../vectors/rows-v${version}.json`, import.meta.url);

const tableNames = ['vault', 'cases', 'team'] as const;

/** Held by a run of the scheduled function, and of no use to another one. */
const isLease = ({ pk }: Record<string, Written>): boolean => pk?.S === teamKeys.lease().pk;

/** Every row that is stored, in the order of their keys. */
export const rowsOf = async (service: Service): Promise<ReleasedRows['tables']> => {
  const read = async (table: (typeof tableNames)[number]) => {
    const { Items = [] } = await service.dynamo.send(
      new ScanCommand({ TableName: service.emulators.tables[table] }),
    );
    const keyOf = (one: Record<string, Written>): string => `${one.pk?.S ?? ''} ${one.sk?.S ?? ''}`;
    return Items.map((item) => row.parse(asWritten(item)))
      .filter((one) => !isLease(one))
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  };
  return { vault: await read('vault'), cases: await read('cases'), team: await read('team') };
};

const asWritten = (item: Record<string, AttributeValue>): unknown =>
  JSON.parse(JSON.stringify(item, (_, value: unknown) => (isBytes(value) ? base64(value) : value)));
// `toJSON` of a Buffer comes before the replacer.
const isBytes = (
  value: unknown,
): value is Uint8Array | { readonly type: 'Buffer'; readonly data: number[] } =>
  value instanceof Uint8Array ||
  (typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer');
const base64 = (value: Uint8Array | { readonly data: number[] }): string =>
  Buffer.from(value instanceof Uint8Array ? value : value.data).toString('base64');

const asAttribute = (value: Written): AttributeValue => {
  if (value.B !== undefined) return { B: Buffer.from(value.B, 'base64') };
  if (value.L) return { L: value.L.map(asAttribute) };
  if (value.M) return { M: asAttributes(value.M) };
  if (value.BOOL !== undefined) return { BOOL: value.BOOL };
  return value.N === undefined ? { S: value.S ?? '' } : { N: value.N };
};
export const asAttributes = (values: Record<string, Written>): Record<string, AttributeValue> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, asAttribute(value)]));

/** The lock of a ring's private half; `undefined` for any other row. */
export const lockOf = (
  values: Record<string, Written>,
): { readonly lock: Written; readonly context: Record<string, string> } | undefined => {
  const [kind, channel = '', purpose = ''] = (values.pk?.S ?? '').split('#');
  const lock = values.locks?.L?.[0]?.M?.bytes;
  if (kind !== 'PRIVATE' || !lock) return undefined;
  if (!ringPurposes.some((known) => known === purpose)) throw new Error(`no purpose ${purpose}`);
  return { lock, context: { purpose, channel } };
};

/** Puts the rows into a service that has just begun; its clock goes to the time at which they were left. */
export const putRows = async (
  service: Service,
  { tables, now }: Pick<ReleasedRows, 'tables' | 'now'>,
): Promise<void> => {
  const credentials = { accessKeyId: accessKeys.scheduled, secretAccessKey: 'local' };
  const kms = new KMSClient({ endpoint: service.emulators.kms.url, region, credentials });
  for (const table of tableNames) {
    for (const values of tables[table]) {
      const item = structuredClone(values);
      const found = lockOf(item);
      if (found) {
        const { CiphertextBlob } = await kms.send(
          new EncryptCommand({
            KeyId: service.emulators.kms.keyArn,
            Plaintext: Buffer.from(found.lock.B ?? '', 'base64'),
            EncryptionContext: found.context,
          }),
        );
        found.lock.B = Buffer.from(CiphertextBlob ?? []).toString('base64');
      }
      await service.dynamo.send(
        new PutItemCommand({ TableName: service.emulators.tables[table], Item: asAttributes(item) }),
      );
    }
  }
  kms.destroy();
  service.clock.now = now;
};

const frozen = (version: number): unknown => JSON.parse(readFileSync(releasedRowsFile(version), 'utf8'));
export const released = (): ReleasedRows => releasedRows.parse(frozen(1));
export const releasedAccount = (): AccountRows => accountRows.parse(frozen(2));
export const releasedMail = (): MailRows => mailRows.parse(frozen(3));

/** What a row is, by its key: `DOOR DOOR`, `THREAD SUMMARY`, `MEMBERS …`. */
export const kindOfKey = ({ pk, sk }: ItemKey): string =>
  `${pk.split('#')[0] ?? ''} ${sk.split('#')[0] ?? ''}`.replace(/ [\w-]{16,}$| 20.*$/, ' …');
export const kindOf = ({ pk, sk }: ReleasedRows['tables']['team'][number]): string =>
  kindOfKey({ pk: pk?.S ?? '', sk: sk?.S ?? '' });

/** A service that finds what a release left. */
export const upgraded = async (
  rows: Pick<ReleasedRows, 'tables' | 'now'>,
  version: keyof typeof settingsOf = 1,
): Promise<Service> => {
  const service = await startService(settingsOf[version]);
  await putRows(service, rows);
  return service;
};

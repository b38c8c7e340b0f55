import { rm } from 'node:fs/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { accessKeys } from './access-keys.ts';
import { createTables, tableNames, type TableNames } from './create-tables.ts';
import { startDynamoDb, type DynamoDb } from './dynamodb/start-dynamodb.ts';
import { DatabaseFolderError, type StoredRows } from './dynamodb/store.ts';
import { FaultPlan } from './faults.ts';
import { startKms, type Kms } from './kms/start-kms.ts';
import { PolicyGate } from './policies/gate.ts';
import { localPolicies } from './policies/local-policies.ts';
import { startS3, type S3 } from './s3/start-s3.ts';
import { startSes, type Ses } from './ses/start-ses.ts';
import { StartError, type StateFolder } from './state-folder.ts';
import { writeFileWhole } from './write-file-whole.ts';

export const region = 'us-east-1';
export const configurationSet = 'conductline-local';
/** Mails to reporters: no event of it tells anybody what became of them. */
export const reporterConfigurationSet = 'conductline-local-reporters';
const bucket = 'conductline-attachments';
const mailBucket = 'conductline-mail';

export type Emulators = {
  readonly dynamoDb: DynamoDb;
  readonly kms: Kms;
  readonly ses: Ses;
  readonly s3: S3;
  readonly tables: TableNames;
  /** The bucket of attachments. */
  readonly bucket: string;
  /** The bucket of raw mails. */
  readonly mailBucket: string;
  /** What goes wrong with the next calls, for tests. */
  readonly faults: Readonly<Record<'dynamoDb' | 'kms' | 'ses' | 's3', FaultPlan>>;
  readonly stop: () => Promise<void>;
};

/** What `emulators.json` tells command-line tools while this runs: where the local tables are. */
export type EmulatorsFile = { readonly dynamoDbUrl: string; readonly tables: TableNames };

/**
 * DynamoDB with the three tables, KMS, SES and S3 with its bucket, with their data in the state folder, behind the
 * policies of the stack: who calls may do what their role may do.
 * @throws {StartError}
 */
export const startEmulators = async (
  files: StateFolder,
  options: {
    readonly sender: string;
    readonly now: () => Date;
    /** Hears of every call that the caller's policy does not allow. */
    readonly denied?: ((refusal: string) => void) | undefined;
    /** The tables are in memory and begin with these rows, of which there are none or those of all tables. */
    readonly inMemory?: StoredRows | undefined;
  },
): Promise<Emulators> => {
  const { now, sender, inMemory } = options;
  const tables = tableNames('conductline-');
  const gate = new PolicyGate(undefined, options.denied);
  const faults = {
    dynamoDb: new FaultPlan(),
    kms: new FaultPlan(),
    ses: new FaultPlan(),
    s3: new FaultPlan(),
  };
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of stops.splice(0).reverse()) await close();
  };
  try {
    // First, because its lock says whether the folder is in use.
    const dynamoDb = await openDynamoDb(files, { gate, faults: faults.dynamoDb, now, inMemory });
    stops.push(dynamoDb.close);
    const kms = await openKms(files, { gate, faults: faults.kms });
    stops.push(kms.close);
    const configurationSets = [configurationSet, reporterConfigurationSet];
    gate.enforce(
      localPolicies({ tables, keyArn: kms.keyArn, bucket, mailBucket, sender, configurationSets }),
    );
    const ses = await startSes({
      mailFolder: files.mail,
      gate,
      verified: [sender],
      configurationSets,
      faults: faults.ses,
      now,
    });
    stops.push(ses.close);
    const s3 = await openS3(files, { gate, faults: faults.s3, now });
    stops.push(s3.close);
    if (inMemory === undefined || inMemory.length === 0) await createLocalTables(dynamoDb.url, tables);
    stops.push(() => rm(files.emulators, { force: true }));
    const file: EmulatorsFile = { dynamoDbUrl: dynamoDb.url, tables };
    await writeFileWhole(files.emulators, JSON.stringify(file, undefined, 2));
    return { dynamoDb, kms, ses, s3, tables, bucket, mailBucket, faults, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

type Opening = { readonly gate: PolicyGate; readonly faults: FaultPlan };
type TimedOpening = Opening & { readonly now: () => Date };

const openDynamoDb = (
  files: StateFolder,
  { inMemory, ...opening }: TimedOpening & { readonly inMemory: StoredRows | undefined },
): Promise<DynamoDb> => {
  const place = inMemory === undefined ? { path: files.database } : { rows: inMemory };
  return startDynamoDb({ ...opening, ...place }).catch((error: unknown) => {
    throw sentenceFor(error, files.folder);
  });
};

const openKms = (files: StateFolder, opening: Opening): Promise<Kms> =>
  startKms({ ...opening, keyFile: files.kmsKey }).catch((error: unknown) => {
    throw new StartError(`The local key file ${files.kmsKey} cannot be read.`, { cause: error });
  });

const openS3 = (files: StateFolder, opening: TimedOpening): Promise<S3> =>
  startS3({ ...opening, folder: files.attachments, buckets: [bucket, mailBucket] }).catch(
    (error: unknown) => {
      throw new StartError(`The folder ${files.attachments} cannot be read.`, { cause: error });
    },
  );

const createLocalTables = async (endpoint: string, tables: TableNames): Promise<void> => {
  const credentials = { accessKeyId: accessKeys.ops, secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region, credentials });
  try {
    await createTables(client, tables);
  } finally {
    client.destroy();
  }
};

const sentenceFor = (error: unknown, folder: string): unknown => {
  if (!(error instanceof DatabaseFolderError)) return error;
  const sentence =
    error.code === 'in-use'
      ? `The state folder ${folder} is in use by another running instance; stop that one, or set CONDUCTLINE_STATE_FOLDER.`
      : `The database in ${folder} cannot be read; move that folder away to begin with an empty one.`;
  return new StartError(sentence, { cause: error });
};

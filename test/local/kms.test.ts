import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessKeys } from '../../infra/local/access-keys.ts';
import { tableNames } from '../../infra/local/create-tables.ts';
import { FaultPlan } from '../../infra/local/faults.ts';
import { startKms, type Kms } from '../../infra/local/kms/start-kms.ts';
import { openToEverybody, PolicyGate } from '../../infra/local/policies/gate.ts';
import { localPolicies } from '../../infra/local/policies/local-policies.ts';

const everything = 'may-do-everything';
const faults = new FaultPlan();
let folder: string;
let keyFile: string;
let kms: Kms;
let guarded: Kms;

const start = () => startKms({ keyFile, faults, gate: openToEverybody });
/** The same key behind the policies. */
const startGuarded = async (): Promise<Kms> => {
  const gate = new PolicyGate();
  const started = await startKms({ keyFile, gate });
  const names = { bucket: 'none', mailBucket: 'none', sender: 'conduct@example.org', configurationSets: [] };
  gate.enforce(localPolicies({ tables: tableNames(''), keyArn: started.keyArn, ...names }));
  return started;
};
const as = (accessKeyId: string): KMSClient =>
  new KMSClient({
    endpoint: (accessKeyId === everything ? kms : guarded).url,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey: 'local' },
    maxAttempts: 1,
  });
const encrypt = async (caller: string, EncryptionContext: Record<string, string>): Promise<Uint8Array> => {
  const Plaintext = Buffer.from('a private key');
  const { CiphertextBlob } = await as(caller).send(
    new EncryptCommand({ KeyId: kms.keyArn, Plaintext, EncryptionContext }),
  );
  if (CiphertextBlob === undefined) throw new Error('no ciphertext');
  return CiphertextBlob;
};
const decrypt = async (
  caller: string,
  CiphertextBlob: Uint8Array,
  EncryptionContext: Record<string, string>,
): Promise<string> => {
  const { Plaintext } = await as(caller).send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
  return Buffer.from(Plaintext ?? []).toString();
};
const context = (purpose: string) => ({ purpose, channel: 'conduct' });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conductline-kms-'));
  keyFile = join(folder, 'kms-key.json');
  kms = await start();
  guarded = await startGuarded();
});
afterAll(async () => {
  await guarded.close();
  await kms.close();
  await rm(folder, { recursive: true });
});

describe('the key', () => {
  test('opens what it sealed, whatever the order of the context', async () => {
    const sealed = await encrypt(everything, { channel: 'conduct', purpose: 'reports' });
    expect(await decrypt(everything, sealed, { purpose: 'reports', channel: 'conduct' })).toBe(
      'a private key',
    );
  });

  test('does not open under another context, or when a byte has changed, with one and the same error', async () => {
    const sealed = await encrypt(everything, context('reports'));
    const changed = Uint8Array.from(sealed);
    changed.set([(changed.at(-1) ?? 0) ^ 1], changed.length - 1);
    const refused = { name: 'InvalidCiphertextException' };
    await expect(decrypt(everything, sealed, context('briefs'))).rejects.toMatchObject(refused);
    await expect(decrypt(everything, sealed, {})).rejects.toMatchObject(refused);
    await expect(decrypt(everything, changed, context('reports'))).rejects.toMatchObject(refused);
    await expect(decrypt(everything, new Uint8Array([1]), context('reports'))).rejects.toMatchObject(refused);
  });

  test('is kept in a file for its owner alone and opens its old ciphertexts after a restart', async () => {
    const sealed = await encrypt(everything, context('reports'));
    expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
    expect(await readFile(keyFile, 'utf8')).not.toContain('a private key');
    const { keyArn } = kms;
    await kms.close();
    kms = await start();
    expect(kms.keyArn).toBe(keyArn);
    expect(await decrypt(everything, sealed, context('reports'))).toBe('a private key');
  });

  test('is never replaced when its file is broken', async () => {
    const broken = join(folder, 'broken.json');
    await writeFile(broken, '{"keyId":"x"');
    await expect(startKms({ keyFile: broken, gate: openToEverybody })).rejects.toThrow();
    expect(await readFile(broken, 'utf8')).toBe('{"keyId":"x"');
  });

  test('describes itself, makes data keys, and is not found under another name', async () => {
    const client = as(everything);
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: kms.keyArn }));
    expect(KeyMetadata).toMatchObject({ Arn: kms.keyArn, KeyState: 'Enabled' });
    const made = await client.send(new GenerateDataKeyCommand({ KeyId: kms.keyArn, KeySpec: 'AES_256' }));
    expect(made.Plaintext).toHaveLength(32);
    const opened = await client.send(new DecryptCommand({ CiphertextBlob: made.CiphertextBlob }));
    expect(opened.Plaintext).toEqual(made.Plaintext);
    await expect(client.send(new DescribeKeyCommand({ KeyId: 'another' }))).rejects.toMatchObject({
      name: 'NotFoundException',
    });
  });
});

describe('the permissions of the local callers', () => {
  const refused = { name: 'AccessDeniedException' };

  test('the scheduled function seals for every purpose and opens briefs and what is held', async () => {
    const { scheduled } = accessKeys;
    for (const purpose of ['reports', 'identity', 'register', 'match']) {
      const sealed = await encrypt(scheduled, context(purpose));
      await expect(decrypt(scheduled, sealed, context(purpose))).rejects.toMatchObject(refused);
    }
    for (const purpose of ['briefs', 'hold']) {
      const sealed = await encrypt(scheduled, context(purpose));
      expect(await decrypt(scheduled, sealed, context(purpose))).toBe('a private key');
    }
  });

  test.each(['reports', 'briefs', 'identity', 'register', 'match'])(
    'the team function opens %s and seals nothing',
    async (purpose) => {
      const sealed = await encrypt(accessKeys.scheduled, context(purpose));
      expect(await decrypt(accessKeys.team, sealed, context(purpose))).toBe('a private key');
      await expect(encrypt(accessKeys.team, context(purpose))).rejects.toMatchObject(refused);
    },
  );

  test('the team function does not open what is held', async () => {
    const sealed = await encrypt(everything, context('hold'));
    await expect(decrypt(accessKeys.team, sealed, context('hold'))).rejects.toMatchObject(refused);
  });

  test('the team function opens nothing without exactly a purpose and a channel', async () => {
    const contexts = [{}, { purpose: 'reports' }, { ...context('reports'), more: 'x' }, context('other')];
    for (const odd of contexts) {
      const sealed = await encrypt(everything, odd);
      await expect(decrypt(accessKeys.team, sealed, odd)).rejects.toMatchObject(refused);
    }
  });

  test.each([accessKeys.reporter, accessKeys.ops, 'a-stranger'])(
    '%s neither opens nor seals, nor makes data keys',
    async (caller) => {
      const sealed = await encrypt(accessKeys.scheduled, context('briefs'));
      await expect(decrypt(caller, sealed, context('briefs'))).rejects.toMatchObject(refused);
      await expect(encrypt(caller, context('briefs'))).rejects.toMatchObject(refused);
      const making = new GenerateDataKeyCommand({
        KeyId: kms.keyArn,
        KeySpec: 'AES_256',
        EncryptionContext: context('briefs'),
      });
      await expect(as(caller).send(making)).rejects.toMatchObject(refused);
    },
  );

  test('ops looks at the key, as an administrator does; reporter and strangers do not', async () => {
    const describing = (caller: string) => as(caller).send(new DescribeKeyCommand({ KeyId: guarded.keyArn }));
    expect((await describing(accessKeys.ops)).KeyMetadata).toMatchObject({ Arn: guarded.keyArn });
    for (const caller of [accessKeys.reporter, accessKeys.team, 'a-stranger'])
      await expect(describing(caller)).rejects.toMatchObject(refused);
  });
});

test('planned faults meet the next calls, in order, and then it works again', async () => {
  faults.next('Encrypt', { kind: 'fail', code: 'ThrottlingException', statusCode: 400 });
  faults.next('Encrypt', { kind: 'drop', after: true });
  await expect(encrypt(everything, {})).rejects.toMatchObject({ name: 'ThrottlingException' });
  await expect(encrypt(everything, {})).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(await decrypt(everything, await encrypt(everything, {}), {})).toBe('a private key');
});

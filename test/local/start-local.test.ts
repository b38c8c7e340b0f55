import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkPlatform } from '../../infra/local/check-platform.ts';
import { startDynamoDb } from '../../infra/local/dynamodb/start-dynamodb.ts';
import { openToEverybody } from '../../infra/local/policies/gate.ts';
import { listen } from '../../infra/local/listen.ts';
import { startLocal } from '../../infra/local/start-local.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conductline-start-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const refusal = async (stateFolder: string): Promise<unknown> =>
  startLocal({ stateFolder }).then(
    () => 'it started',
    (error: unknown) => error,
  );

describe('a start that cannot be', () => {
  test('names the port, what it is for and what to set, in one sentence, and ends with code 1', async () => {
    const taken = await listen(createServer(), 0);
    const { status, errors } = await npmStart({
      CONDUCTLINE_STATE_FOLDER: folder,
      CONDUCTLINE_REPORTER_PORT: '0',
      CONDUCTLINE_TEAM_PORT: String(taken.port),
      CONDUCTLINE_INBOX_PORT: '0',
      CONDUCTLINE_SMTP_PORT: '0',
    });
    await taken.close();
    expect(errors.trim().split('\n').at(-1)).toBe(
      `Port ${taken.port}, for the team, is taken by another program; set CONDUCTLINE_TEAM_PORT to a free one.`,
    );
    expect(status).toBe(1);
  });

  test('says that the state folder is in use', async () => {
    await mkdir(join(folder, 'dynamodb'));
    const other = await startDynamoDb({ gate: openToEverybody, path: join(folder, 'dynamodb') });
    expect(await refusal(folder)).toMatchObject({
      code: 'cannot-start',
      message: expect.stringContaining('in use by another running instance') as string,
    });
    await other.close();
  });

  test('says that the state folder cannot be written', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    expect(await refusal(join(file, 'state'))).toMatchObject({
      code: 'cannot-start',
      message: expect.stringContaining('cannot be written') as string,
    });
  });

  test('says that the database cannot be read, and leaves it as it is', async () => {
    await mkdir(join(folder, 'dynamodb'));
    await writeFile(join(folder, 'dynamodb', 'CURRENT'), 'nonsense\n');
    expect(await refusal(folder)).toMatchObject({
      code: 'cannot-start',
      message: expect.stringContaining('cannot be read') as string,
    });
  });

  test('says that the key file cannot be read, and closes what it had opened', async () => {
    await writeFile(join(folder, 'kms-key.json'), '{}');
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      expect(await refusal(folder)).toMatchObject({
        code: 'cannot-start',
        message: expect.stringContaining('key file') as string,
      });
    }
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });
});

test.each([
  ['20.19.0', 'linux', 'x64', undefined],
  ['24.1.0', 'darwin', 'arm64', undefined],
  ['20.18.9', 'linux', 'x64', 'Node 20.19 or newer is needed; this is 20.18.9.'],
  ['18.20.0', 'linux', 'x64', 'Node 20.19'],
  ['22.0.0', 'freebsd', 'x64', 'freebsd-x64'],
])('Node %s on %s-%s: %s', (node, platform, arch, problem) => {
  const check = () => checkPlatform(node, platform, arch);
  if (problem === undefined) expect(check).not.toThrow();
  else expect(check).toThrow(problem);
});

const npmStart = (environment: Record<string, string>): Promise<{ status: number | null; errors: string }> =>
  new Promise((resolve) => {
    const script = fileURLToPath(new URL('../../infra/local/start.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', script], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.once('exit', (status) => resolve({ status, errors }));
  });

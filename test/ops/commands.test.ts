import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teamKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { loadReporterKeys } from '../../functions/adapters/dynamodb/reporter-keys.ts';
import { day } from '../../functions/domain/clock.ts';
import { parseAccessToken } from '../../functions/domain/member/access-token.ts';
import { startStorage, type Storage } from '../adapters/dynamodb/storage.ts';
import { runningAt } from './running-at.ts';

type Outcome = { readonly code: number | null; readonly out: string; readonly error: string };

describe('commands, as processes of their own', () => {
  let storage: Storage;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'conductline-ops-'));
    storage = await startStorage();
    await writeFile(join(folder, 'emulators.json'), JSON.stringify(await runningAt(storage)));
  }, 120_000);
  afterAll(async () => {
    await storage.close();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (command: string, args: readonly string[], stateFolder = folder): Promise<Outcome> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, ['--import', 'tsx', `infra/ops/${command}.ts`, ...args], {
        // The SDK warns of old versions of Node on standard error.
        env: { ...process.env, CONDUCTLINE_STATE_FOLDER: stateFolder, NODE_NO_WARNINGS: '1' },
      });
      let [out, error] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, out, error }));
    });
  const member = (...args: string[]): Promise<Outcome> => run('member', args);
  const ada = ['--name', 'Ada', '--email', 'ada@example.org', '--channels', 'conduct,security'];
  const tokenIn = (text: string) => parseAccessToken(/cl_\S+/.exec(text)?.[0] ?? '');

  it('a member is added, listed, given a second token, loses one, and is revoked', async () => {
    const added = await member('add', ...ada, '--lead');
    expect(added).toMatchObject({ code: 0, error: '' });
    const first = tokenIn(added.out);
    if (!first) throw new Error('the first token is shown');
    const { memberId } = first;
    expect(await storage.members.memberOfToken(first)).toMatchObject({
      name: 'Ada',
      email: 'ada@example.org',
      channels: ['conduct', 'security'],
      lead: true,
    });

    const second = tokenIn((await member('token', memberId)).out);
    if (!second) throw new Error('the second token is shown');
    const listed = await member('list');
    expect(listed.out).toContain(`${memberId}  Ada <ada@example.org>  conduct, security  lead`);
    expect(listed.out).toContain(first.tokenId);
    expect(listed.out).toContain(second.tokenId);
    expect(listed.out).not.toContain(first.secret);

    expect(await member('revoke', memberId, '--token', first.tokenId)).toMatchObject({ code: 0 });
    expect(await storage.members.memberOfToken(first)).toBeUndefined();
    expect(await storage.members.memberOfToken(second)).toMatchObject({ memberId });

    expect(await member('revoke', memberId)).toMatchObject({ code: 0 });
    expect(await storage.members.memberOfToken(second)).toBeUndefined();
    expect((await member('list')).out).toBe('There are no members yet.\n');
  }, 60_000);

  it('what reporters may know of a member is published with them, and gone when they are revoked', async () => {
    const roster = async () =>
      (await loadReporterKeys(storage.client, storage.tables.team, [])).roster.members;
    await storage.put('team', teamKeys.ticketSecret(), { secret: new Uint8Array(32) });
    const bo = ['--name', 'Bo', '--email', 'bo@example.org', '--channels', 'conduct'];
    const words = [
      '--expertise',
      'harassment',
      '--languages',
      'English, العربية',
      '--availability',
      'evenings',
    ];
    const added = tokenIn((await member('add', ...bo, ...words)).out);
    const other = tokenIn((await member('add', ...ada, '--lead')).out);
    if (!added || !other) throw new Error('the tokens are shown');
    const published = {
      memberId: added.memberId,
      name: 'Bo',
      channels: ['conduct'],
      expertise: 'harassment',
      languages: 'English, العربية',
      availability: 'evenings',
    };
    const plain = { memberId: other.memberId, name: 'Ada', channels: ['conduct', 'security'] };
    expect(await roster()).toHaveLength(2);
    expect(await roster()).toEqual(expect.arrayContaining([published, plain]));

    expect(await member('revoke', added.memberId)).toMatchObject({ code: 0 });
    expect(await roster()).toEqual([plain]);
    expect(await member('revoke', other.memberId)).toMatchObject({ code: 0 });
    expect(await roster()).toEqual([]);
  }, 60_000);

  it('a broken row is named and can be removed, and does not hide the team', async () => {
    await storage.put('team', teamKeys.member('half'), { noticed: 'urgent' });

    const listed = await member('list');
    expect(listed.code).toBe(0);
    expect(listed.out).toContain('half  cannot be read');
    expect(await member('revoke', 'half')).toMatchObject({ code: 0 });
    expect((await member('list')).out).toBe('There are no members yet.\n');
  }, 30_000);

  it.concurrent.each([
    [['add', '--email', 'ada@example.org', '--channels', 'conduct'], 'Say --name <name>.'],
    [['add', '--name', 'Ada', '--email', 'ada', '--channels', 'conduct'], 'Say --email <address>'],
    [
      ['add', '--name', 'Ada', '--email', 'ada@example.org', '--channels', 'Conduct!'],
      'Channels are small letters',
    ],
    [['token', 'nobody'], 'There is no member with the id nobody.'],
    [['revoke', 'nobody'], 'There is no such member.'],
    [['revoke', 'nobody', '--token', 'none'], 'There is no such access token.'],
    [['dance'], 'npm run member --'],
    [['list', '--loud'], "Unknown option '--loud'"],
  ])('member %j ends with a sentence and exit code 1', async (args, sentence) => {
    const { code, out, error } = await member(...args);

    expect(error).toContain(sentence);
    expect(error).not.toContain('    at ');
    expect(out).toBe('');
    expect(code).toBe(1);
  });

  it('more erasures of today are confirmed, and what was erased is said', async () => {
    await storage.put('team', teamKeys.erasureGuard(day(new Date())), { erased: 10 });
    const { code, out } = await run('confirm-erasure', ['--up-to', '25']);

    expect(code).toBe(0);
    expect(out).toContain('up to 25');
    expect(out).toContain('10 have been');
    expect(await storage.retention.erasuresOn(day(new Date()))).toEqual({ count: 10, confirmed: 25 });
  });

  it.concurrent.each([[[]], [['--up-to', '0']]])(
    'confirm-erasure %j confirms nothing and says how to',
    async (args) => {
      const { code, error } = await run('confirm-erasure', args);

      expect(code).toBe(1);
      expect(error).toContain('--up-to <number>');
    },
  );

  it('a service that does not run, was killed, or left a broken file is said in a sentence', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'conductline-ops-'));
    const file = join(empty, 'emulators.json');
    const tables = { team: 'x' };
    try {
      const listed = async (): Promise<string> => {
        const { code, error } = await run('member', ['list'], empty);
        expect(code).toBe(1);
        return error;
      };
      expect(await listed()).toContain('The local service is not running here (npm start).');
      // Port 9 (discard) is where nobody answers.
      await writeFile(file, JSON.stringify({ dynamoDbUrl: 'http://127.0.0.1:9', tables }));
      expect(await listed()).toContain('The local service is not running here (npm start).');
      await writeFile(file, '{"dynamo');
      expect(await listed()).toContain('emulators.json cannot be read');
    } finally {
      await rm(empty, { recursive: true, force: true });
    }
  }, 30_000);
});

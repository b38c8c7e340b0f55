import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teamKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { credentialStore } from '../../functions/adapters/dynamodb/team/credential-store.ts';
import { loadReporterKeys } from '../../functions/adapters/dynamodb/reporter/reporter-keys.ts';
import { bridgeSecret } from '../../functions/envelope/bridge-signature.ts';
import { day } from '../../functions/domain/kernel/clock.ts';
import { parseAccessToken, type AccessToken } from '../../functions/domain/member/access-token.ts';
import { parseMemberSecret } from '../../functions/domain/member/session.ts';
import { startStorage, type Storage } from '../adapters/dynamodb/storage.ts';
import { buildCommands, runNode, type BuiltCommands, type Ended } from '../harness/built-commands.ts';
import { runningAt } from './running-at.ts';

/** What `npm run` starts for a command. */
const fileOf = (command: string): string =>
  command === 'member' ? 'infra/ops/member/member.ts' : `infra/ops/${command}.ts`;

describe('commands, as processes of their own', () => {
  let storage: Storage;
  let folder: string;
  let commands: BuiltCommands;
  beforeAll(async () => {
    commands = await buildCommands(['member', 'confirm-erasure', 'doctor', 'bridge'].map(fileOf));
    folder = await mkdtemp(join(tmpdir(), 'conductline-ops-'));
    storage = await startStorage();
    await writeFile(join(folder, 'emulators.json'), JSON.stringify(await runningAt(storage)));
    for (const channel of ['conduct', 'security']) {
      const ring = { channel, purpose: 'reports', epoch: 1, publicKey: new Uint8Array(32) };
      await storage.put('team', teamKeys.ringPublic(channel, 'reports'), ring);
    }
  });
  afterAll(async () => {
    await storage.close();
    await commands.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (
    command: string,
    args: readonly string[],
    stateFolder = folder,
    environment: Readonly<Record<string, string | undefined>> = {},
  ): Promise<Ended> =>
    commands.run(fileOf(command), args, { CONDUCTLINE_STATE_FOLDER: stateFolder, ...environment });
  const member = (...args: string[]): Promise<Ended> => run('member', args);
  const ada = ['--name', 'Ada', '--email', 'ada@example.org', '--channels', 'conduct,security'];
  const eve = ['--name', 'Eve', '--email', 'eve@example.org', '--channels', 'conduct,security'];
  const named = ['--name', 'Ada', '--email', 'ada@example.org'];
  const signedIn = async (token: AccessToken) =>
    (await storage.members.memberOfToken(token, new Date()))?.member;
  const tokenIn = (text: string) => parseAccessToken(/cl_\S+/.exec(text)?.[0] ?? '');

  it('the secret of a bridge is shown, another one for another name and generation, and a wrong name is said', async () => {
    const secret = new Uint8Array(32).fill(7);
    await storage.put('team', teamKeys.ticketSecret(), { secret });
    const settings = join(folder, 'bridges.json');
    const bridges = { slack: { channel: 'conduct', label: 'Slack', generation: 2 } };
    await writeFile(settings, JSON.stringify({ sender: 'conduct@example.org', bridges }));
    const bridge = (...args: string[]): Promise<Ended> => run('bridge', args);
    const shown = async (...args: string[]) => (await bridge(...args)).out.split('\n')[2]?.trim();
    expect(await shown('--name', 'slack')).toBe(bridgeSecret(secret, 'slack', 1));
    expect(await shown('--name', 'slack', '--settings', settings)).toBe(bridgeSecret(secret, 'slack', 2));
    expect(await shown('--name', 'matrix', '--generation', '3')).toBe(bridgeSecret(secret, 'matrix', 3));
    const unknown = await bridge('--name', 'slak', '--settings', settings);
    expect([unknown.code, unknown.error]).toEqual([1, expect.stringContaining('Did you mean "slack"?')]);
    for (const wrong of [['--name', 'no name'], ['--name', 'slack', '--generation', '0'], []])
      expect((await bridge(...wrong)).code).toBe(1);
  });

  it('a member is added, listed, given a second token, loses one, and is revoked', async () => {
    const added = await member('add', ...ada, '--lead');
    expect(added).toMatchObject({ code: 0, error: '' });
    const first = tokenIn(added.out);
    if (!first) throw new Error('the first token is shown');
    const { memberId } = first;
    expect(await signedIn(first)).toMatchObject({
      name: 'Ada',
      email: 'ada@example.org',
      channels: ['conduct', 'security'],
      role: 'lead',
    });

    const second = tokenIn((await member('token', memberId)).out);
    if (!second) throw new Error('the second token is shown');
    const listed = await member('list');
    expect(listed.out).toContain(`${memberId}  Ada <ada@example.org>  conduct, security  lead`);
    expect(listed.out).toContain(first.tokenId);
    expect(listed.out).toContain(second.tokenId);
    expect(listed.out).not.toContain(first.secret);

    expect(await member('revoke', memberId, '--token', first.tokenId)).toMatchObject({ code: 0 });
    expect(await signedIn(first)).toBeUndefined();
    expect(await signedIn(second)).toMatchObject({ memberId });

    expect(await member('revoke', memberId)).toMatchObject({ code: 0 });
    expect(await signedIn(second)).toBeUndefined();
    expect((await member('list')).out).toBe('There are no members yet.\n');
  });

  it('an enrolment link is shown with a new member, issued again, and ends with the next', async () => {
    const secretIn = (text: string) => parseMemberSecret(/#([\w-]+\.[\w-]{43})/.exec(text)?.[1] ?? '');
    const holderOf = async (text: string) => {
      const secret = secretIn(text);
      const credentials = credentialStore(storage.client, storage.tables.team);
      return secret && (await credentials.memberOfEnrolment(secret, new Date()))?.name;
    };
    const added = await member('add', ...ada, '--lead', '--team-url', 'https://team.example.org/');
    expect(added.out).toMatch(/ {2}https:\/\/team\.example\.org\/enrol#\S{60,}\n/);
    expect(await holderOf(added.out)).toBe('Ada');
    const memberId = secretIn(added.out)?.memberId ?? '';
    expect((await member('list')).out).toContain('    enrolment link, unused, until 20');

    const without = await member('link', memberId);
    expect(without.out).toContain('Say --team-url <address> to have it whole.');
    expect([await holderOf(added.out), await holderOf(without.out)]).toEqual([undefined, 'Ada']);
    await writeFile(join(folder, 'ready.json'), JSON.stringify({ teamUrl: 'http://127.0.0.1:8082' }));
    const local = await member('link', memberId);
    expect(local.out).toContain('  http://localhost:8082/enrol#');
    expect([await holderOf(without.out), await holderOf(local.out)]).toEqual([undefined, 'Ada']);
    await rm(join(folder, 'ready.json'));
    await member('revoke', memberId);
  });

  it('a token may be for reading alone and for so many days; the list shows both', async () => {
    const first = tokenIn((await member('add', ...ada)).out);
    if (!first) throw new Error('the token is shown');
    const { memberId } = first;
    const limited = tokenIn((await member('token', memberId, '--scope', 'read', '--expires', '30')).out);
    if (!limited) throw new Error('the token is shown');
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
    expect(await storage.members.memberOfToken(limited, inDays(29))).toMatchObject({ scope: 'read' });
    expect(await storage.members.memberOfToken(limited, inDays(31))).toBeUndefined();
    expect(await storage.members.memberOfToken(first, inDays(4_000))).toMatchObject({ scope: 'all' });
    const { out } = await member('list');
    expect(out).toMatch(new RegExp(`${limited.tokenId}  since \\S+  read only  until 20`));
    expect(out).toMatch(new RegExp(`${first.tokenId}  since \\S+\n`));
    await member('revoke', memberId);
  });

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
  });

  it('roles are said or short for lead, and the list tells who is not on the roster', async () => {
    const bo = ['--name', 'Bo', '--email', 'bo@example.org', '--channels', 'conduct'];
    const outside = tokenIn((await member('add', ...bo, '--role', 'outside-reviewer', '--off-roster')).out);
    const lead = tokenIn((await member('add', ...ada, '--role', 'lead')).out);
    if (!outside || !lead) throw new Error('the tokens are shown');
    const { out } = await member('list');
    expect(out).toContain(
      `${outside.memberId}  Bo <bo@example.org>  conduct  outside-reviewer  not on the roster`,
    );
    expect(out).toContain(`${lead.memberId}  Ada <ada@example.org>  conduct, security  lead  since`);
    expect((await member('grant', outside.memberId, '--earlier')).error).toContain('outside reviewer');
    await member('revoke', outside.memberId);
    const revoked = await member('revoke', lead.memberId);
    expect(revoked.out).toContain('the team has no lead now');
    expect(revoked.out).toContain('earlier cases of conduct, security may have no reader now');
  });

  it('earlier cases are opened to a member, in all of their channels or in those that are named', async () => {
    const first = tokenIn((await member('add', ...ada)).out);
    const later = tokenIn((await member('add', ...eve)).out);
    if (!first || !later) throw new Error('the tokens are shown');
    const since = async () => (await signedIn(later))?.since;
    const joined = await since();
    expect(Object.values(joined ?? {}).every((revision) => revision > 0)).toBe(true);
    const one = await member('grant', later.memberId, '--earlier', '--channels', 'security');
    expect(one).toMatchObject({ code: 0, error: '' });
    expect(await since()).toEqual({ ...joined, security: 0 });
    const all = await member('grant', later.memberId, '--earlier');
    expect(all.out).toContain('conduct, security');
    expect(await since()).toEqual({ conduct: 0, security: 0 });
    const foreign = await member('grant', later.memberId, '--earlier', '--channels', 'press');
    expect(foreign).toMatchObject({ code: 1, out: '' });
    expect(foreign.error).toContain('The member is not in: press. There is: conduct, security.');
    for (const { memberId } of [first, later]) await member('revoke', memberId);
  });

  it("an address that a member has is nobody else's, however it is spelled", async () => {
    const first = tokenIn((await member('add', ...ada)).out);
    if (!first) throw new Error('the token is shown');
    const second = await member(
      'add',
      '--name',
      'Eve',
      '--email',
      'ADA@Example.ORG',
      '--channels',
      'conduct',
    );
    expect(second).toMatchObject({ code: 1, out: '' });
    expect(second.error).toContain('is the address of Ada already');
    expect((await member('list')).out.match(/@/g)).toHaveLength(1);
    await member('revoke', first.memberId);
  });

  it('a new link that would end passkeys needs a yes, which a script says with --yes', async () => {
    const first = tokenIn((await member('add', ...ada)).out);
    if (!first) throw new Error('the token is shown');
    const { memberId } = first;
    const passkeys = async () =>
      (await credentialStore(storage.client, storage.tables.team).waysIn(memberId, new Date())).passkeys;
    const key = teamKeys.passkey(memberId, 'key');
    await storage.put('team', key, {
      memberId,
      credentialId: 'key',
      publicKey: new Uint8Array(8),
      counter: 0,
    });
    expect(await passkeys()).toBe(1);

    const refused = await member('link', memberId);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.error).toContain('Ada can sign in: their passkey ends now, with all sessions.');
    expect(refused.error).toContain('add --yes to go on');
    expect(await passkeys()).toBe(1);

    expect((await member('link', memberId, '--yes')).code).toBe(0);
    expect(await passkeys()).toBe(0);
    await member('revoke', memberId);
  });

  it('a name that was typed for an id is told with the id', async () => {
    const first = tokenIn((await member('add', ...ada)).out);
    if (!first) throw new Error('the token is shown');
    const { memberId } = first;
    for (const typed of ['Ada', 'ada@example.org', memberId.slice(0, -1)])
      expect((await member('token', typed)).error).toContain(`Did you mean ${memberId}?`);
    await member('revoke', memberId);
  });

  it('a command is run by npm from its source, as it is built for the other tests', async () => {
    const args = ['--import', 'tsx', fileOf('member'), 'list'];
    expect(await runNode(args, { CONDUCTLINE_STATE_FOLDER: folder })).toEqual(await member('list'));
  });

  it('a broken row is named and can be removed, and does not hide the team', async () => {
    await storage.put('team', teamKeys.member('half'), { noticed: 'urgent' });

    const listed = await member('list');
    expect(listed.code).toBe(0);
    expect(listed.out).toContain('half  cannot be read');
    expect(await member('revoke', 'half')).toMatchObject({ code: 0 });
    expect((await member('list')).out).toBe('There are no members yet.\n');
  });

  it.concurrent.each([
    [['add', '--email', 'ada@example.org', '--channels', 'conduct'], 'Say --name <name>.'],
    [['add', '--name', 'Ada', '--email', 'ada', '--channels', 'conduct'], 'Say --email <address>'],
    [
      ['add', '--name', 'Ada', '--email', 'ada@example.org', '--channels', 'Conduct!'],
      'Channels are small letters',
    ],
    [['add', ...ada, '--expertise', ' '], 'Say something with --expertise <text>, or leave it out.'],
    [['add', ...ada, '--languages', 'x'.repeat(201)], '--languages takes at most 200 characters.'],
    [['add', ...ada, '--role', 'boss'], '--role is one of: member, lead, outside-reviewer, auditor.'],
    [['add', ...ada, '--lead', '--role', 'member'], 'Say either --lead or --role.'],
    [['grant', 'nobody', '--earlier'], 'There is no member with the id nobody.'],
    [['grant', 'nobody'], 'Say --earlier.'],
    [['token', 'nobody'], 'There is no member with the id nobody.'],
    [['token', 'nobody', '--scope', 'write'], '--scope is one of: read, all.'],
    [['token', 'nobody', '--expires', '0'], '--expires takes a number of days from 1 to 3660.'],
    [['token', 'nobody', '--expires', 'soon'], '--expires takes a number of days from 1 to 3660.'],
    [['link', 'nobody', '--yes'], 'There is no member with the id nobody.'],
    [['link'], 'Say which member: npm run member -- link <member id>'],
    [['list', '--team-url', 'team.example.org'], 'Say --team-url <address>'],
    [['revoke', 'nobody'], 'There is no member with the id nobody.'],
    [['add', ...named, '--channels', 'condct'], 'There is no channel "condct". Did you mean "conduct"?'],
    [
      ['add', ...named, '--channels', 'conduct,press'],
      'There is no channel "press". There is: conduct, security.',
    ],
    [['add', ...ada, '--role', 'leed'], 'Did you mean "lead"?'],
    [['add', ...ada, '--email', 'eve@example.org'], '--email is given twice.'],
    [['list', 'all'], 'Nothing is known of "all" here.'],
    [['revok', 'nobody'], 'There is no command "revok" of npm run member. Did you mean "revoke"?'],
    [['revoke', 'nobody', '--token', 'none'], 'There is no such access token.'],
    [[], 'npm run member --'],
    [['dance'], 'There is: add, list, link, token, grant, revoke.'],
    [['list', '--loud'], 'There is no option --loud. --help shows all of them.'],
    [
      ['list', '--team-ulr', 'https://team.example.org/'],
      'There is no option --team-ulr. Did you mean --team-url?',
    ],
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

  it('without a region or credentials of AWS, what is to be set is said in a sentence', async () => {
    const nothing = {
      ...{ AWS_PROFILE: undefined, AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined },
      ...{
        AWS_ACCESS_KEY_ID: undefined,
        AWS_SECRET_ACCESS_KEY: undefined,
        AWS_EC2_METADATA_DISABLED: 'true',
      },
      ...{ AWS_CONFIG_FILE: join(folder, 'none'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none') },
    };
    const noRegion = await run('doctor', [], folder, nothing);
    expect([noRegion.code, noRegion.error]).toEqual([
      1,
      'No region is set. Set AWS_REGION to the one of the stack.\n',
    ]);
    const noCredentials = await run('doctor', [], folder, { ...nothing, AWS_REGION: 'us-east-1' });
    expect([noCredentials.code, noCredentials.error]).toEqual([
      1,
      'There are no AWS credentials here. Sign in (aws sso login), or set AWS_PROFILE.\n',
    ]);
  });

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
  });
});

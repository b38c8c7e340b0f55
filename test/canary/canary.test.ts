import { randomBytes, randomInt } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { passphrase } from '../../functions/envelope/token.ts';
import type { Local } from '../../infra/local/start-local.ts';
import { addMember, createAccessToken } from '../../infra/ops/member/members.ts';
import { clientFor } from '../local/dynamodb/with-dynamodb.ts';
import { sendFiles } from './file-journeys.ts';
import { comeBack, fileByForm, fileByJson, sendNonsense, withdraw, workOnCase } from './journeys.ts';
import { leftBehind, type LeftBehind } from './left-behind.ts';
import { MarkedPerson } from './marked-person.ts';
import { failingServices, hangingDatabase, killedFunction, reporterTimeout } from './mishaps.ts';
import { findPassphrases, findSecrets, place, secret, type Place } from './search.ts';

const reporter = new MarkedPerson('reporter');
const member = new MarkedPerson('member');
const caseNames: string[] = [];
const caseIds: string[] = [];
let left: LeftBehind;
let mails: readonly Place[];
let places: LeftBehind['places'] & Readonly<Record<'mails' | 'headers', readonly Place[]>>;

const signUp = async (local: Local): Promise<string> => {
  const client = clientFor(local.emulators.dynamoDb.url);
  const random = {
    bytes: (length: number) => randomBytes(length),
    integer: (limit: number) => randomInt(limit),
  };
  const team = { client, table: local.emulators.tables.team, random, now: new Date() };
  const person = { name: 'Ada', email: 'ada@example.org', channels: local.channels };
  const { memberId } = await addMember(team, { ...person, channels: [...local.channels] });
  const accessToken = (await createAccessToken(team, memberId)) ?? '';
  client.destroy();
  // The hash of the whole secret is stored, that of its first half is not.
  member.keepSecret('access token', accessToken.split('.')[2]?.slice(0, 24) ?? '');
  return accessToken;
};

const everythingHappens = async (local: Local): Promise<void> => {
  const scene = { local, reporter, member, accessToken: await signUp(local) };
  const byForm = await fileByForm(scene, 'by form');
  await failingServices(scene, byForm);
  const byJson = await fileByJson(scene, 'by JSON');
  const unopened = await fileByJson(scene, 'withdrawn unopened');
  caseNames.push(byForm.caseName, byJson.caseName, unopened.caseName);
  caseNames.push((await sendFiles(scene)).caseName);
  await local.runScheduled();
  await withdraw(scene, unopened, 'erased');
  await comeBack(scene, byForm, passphrase(Buffer.from(byForm.token, 'base64url')));
  caseIds.push(await workOnCase(scene, byForm), await workOnCase(scene, byJson));
  await withdraw(scene, byJson, 'asked');
  await sendNonsense(scene);
  await hangingDatabase(scene);
  await killedFunction(scene);
  await local.runScheduled();
};

beforeAll(async () => {
  left = await leftBehind(
    {
      // Programs fill these forms faster than a person could.
      settings: { abuse: { minimumFormSeconds: 0 } },
      timeouts: { reporter: reporterTimeout },
    },
    async (local) => {
      await everythingHappens(local);
      mails = (await local.emulators.ses.mails()).map((mail) => place('mail', JSON.stringify(mail)));
    },
  );
  places = { ...left.places, mails, headers: [reporter.answeredHeaders, member.answeredHeaders] };
});

const secrets = () => [...reporter.secrets, ...member.secrets];

describe.each([
  ['the files of the state folder', 'files'],
  ['the items of the tables', 'items'],
  ['the rows of the database', 'rows'],
  ['the log', 'logs'],
  ['the mails', 'mails'],
  ['the headers of all answers', 'headers'],
  ['what the process prints', 'output'],
] as const)('%s', (_name, kind) => {
  test('have no text, file, name, address, browser, referrer, cookie or token in clear', () => {
    expect(findSecrets(secrets(), places[kind])).toEqual([]);
  });

  test('have no three words of a passphrase one after the other', () => {
    expect(findPassphrases(reporter.passphrases, places[kind])).toEqual([]);
  });
});

test.each(['logs', 'mails', 'headers', 'output'] as const)('no case name or id is in the %s', (kind) => {
  const names = [...caseNames, ...caseIds].map((name) => secret(name, name));
  expect(findSecrets(names, places[kind])).toEqual([]);
});

describe('the search would have found them', () => {
  test.each(['files', 'items', 'rows'] as const)(
    'case names, kept in clear on purpose, are found in the %s',
    (kind) => {
      const found = findSecrets(
        caseNames.map((name) => secret(name, name)),
        places[kind],
      );
      // The third was withdrawn: its rows are deleted, though LevelDB's files may still have it.
      expect(new Set(found.map((finding) => finding.secret))).toContain(caseNames[0]);
      expect(new Set(found.map((finding) => finding.secret))).toContain(caseNames[1]);
    },
  );

  test('every place was looked at, and there were mails, faults and failed notices', () => {
    for (const kind of Object.values(places)) expect(kind.length).toBeGreaterThan(0);
    const { log } = left;
    expect(log).toContain('"event":"fault","code":"storage-');
    expect(log).toContain('"event":"fault","code":"kms-');
    expect(log).toContain('"event":"notice-failing"');
    expect(log).toContain('"event":"notices-sent"');
    expect(findSecrets([secret('header', 'content-security-policy')], places.headers)).not.toEqual([]);
    expect(findSecrets([secret('recipient', 'ada@example.org')], places.mails)).not.toEqual([]);
  });

  test('a passphrase written into a log line is found', () => {
    const [words = ''] = reporter.passphrases;
    const line = place('log', `{"words":${JSON.stringify(words.split(' '))}}`);
    expect(findPassphrases(reporter.passphrases, [line])).not.toEqual([]);
  });
});

test('every line of the log is one of the catalogue, without a stack', () => {
  const lines = left.log.trimEnd().split('\n');
  const unknown = lines.filter(
    // The anchor of the audit logs carries a day, and bytes in hex.
    (line) => !/^\{"event":"[a-z-]+"(,"[a-zA-Z]+":("[a-z-]+"|"[\da-f-]+"|\d+|true))*\}$/.test(line),
  );
  expect(unknown).toEqual([]);
});

test('no bundle makes a call that its policy does not allow', () => {
  expect(left.denied).toEqual([]);
});

import { randomBytes, randomInt } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocal, type Local } from '../../infra/local/start-local.ts';
import { addMember, createAccessToken } from '../../infra/ops/member/members.ts';
import { bodyOf } from '../harness/requests.ts';
import { sendMail } from '../harness/smtp-client.ts';
import type { CasePage, ShownCase } from '../team/as-member.ts';
import { clientFor } from './dynamodb/with-dynamodb.ts';

const mail = (more: Readonly<Record<string, string>>, ...lines: string[]): string =>
  [
    ...Object.entries({
      From: 'Robin Reporter <robin@mail.example>',
      To: 'conduct@localhost.localdomain',
      Subject: 'Something at the meeting',
      Date: 'Mon, 09 Mar 2026 18:00:00 +0100',
      'Message-ID': '<first@mail.example>',
      'Content-Type': 'text/plain; charset=utf-8',
      ...more,
    }).map(([name, value]) => `${name}: ${value}`),
    '',
    ...lines,
    '',
  ].join('\r\n');

describe('a report that is mailed to npm start', () => {
  let folder: string;
  let local: Local;
  let authorization: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'conductline-mailed-'));
    local = await startLocal({ stateFolder: folder, mailPauses: [1, 1] });
    const client = clientFor(local.emulators.dynamoDb.url);
    const random = {
      bytes: (length: number) => randomBytes(length),
      integer: (limit: number) => randomInt(limit),
    };
    const team = { client, table: local.emulators.tables.team, random, now: new Date() };
    const { memberId } = await addMember(team, {
      name: 'Ada',
      email: 'ada@example.org',
      channels: [...local.channels],
    });
    authorization = `Bearer ${(await createAccessToken(team, memberId)) ?? ''}`;
    client.destroy();
  });
  afterAll(async () => {
    await local.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const asked = async <T>(path: string): Promise<T> =>
    bodyOf<T>(await fetch(`${local.teamUrl}${path}`, { headers: { authorization } }));
  const sent = async (content: string, to = 'conduct@localhost.localdomain', from = 'robin@mail.example') => {
    const answer = await sendMail(local.mails.smtpPort, { from, to: [to], content });
    expect(answer.code, answer.text).toBe(250);
    await local.mails.settled();
  };

  it('is a case of the team, and nothing is left in the bucket', async () => {
    await sent(mail({}, 'He followed me home.'));
    const { cases } = await asked<CasePage>('/api/cases');
    expect(cases).toHaveLength(1);
    const id = cases[0]?.id ?? '';
    await fetch(`${local.teamUrl}/api/cases/${id}/open`, { method: 'POST', headers: { authorization } });
    const shown = await asked<ShownCase>(`/api/cases/${id}`);
    expect(shown.threads.reporter.entries[0]?.text).toContain('He followed me home.');
    expect(await readdir(join(local.files.attachments, local.emulators.mailBucket))).toEqual([]);
  });
});

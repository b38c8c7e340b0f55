import { randomBytes, randomInt } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocal, type Local } from '../../infra/local/start-local.ts';
import { addMember, createAccessToken } from '../../infra/ops/member/members.ts';
import type { Mail } from '../../infra/local/ses/mailbox.ts';
import { filesUnder } from '../canary/everything-kept.ts';
import { findSecrets, secret } from '../canary/search.ts';
import { bearer, bodyOf, jsonRequest } from '../harness/requests.ts';
import { sendMail } from '../harness/smtp-client.ts';
import type { CasePage, ShownCase } from '../team/as-member.ts';
import { clientFor } from './dynamodb/with-dynamodb.ts';

const address = 'conduct@localhost.localdomain';

const mail = (more: Readonly<Record<string, string>>, ...lines: string[]): string =>
  [
    ...Object.entries({
      From: 'Robin Reporter <robin@mail.example>',
      To: address,
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
  /** Of the case, as the story goes on. */
  let [id, replyTo, token] = ['', '', ''];
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
  const done = (path: string, body: unknown): Promise<Response> =>
    fetch(`${local.teamUrl}${path}`, jsonRequest(body, { authorization }));
  const sent = async (content: string, to = address, from = 'robin@mail.example') => {
    const answer = await sendMail(local.mails.smtpPort, { from, to: [to], content });
    expect(answer.code, answer.text).toBe(250);
    await local.mails.settled();
  };
  const cases = async (): Promise<CasePage['cases']> => (await asked<CasePage>('/api/cases')).cases;
  /** What is new in the inbox for this address, after a scheduled run. */
  const mailed = async (to: string): Promise<Mail[]> => {
    await local.runScheduled();
    return (await local.emulators.ses.mails()).filter((one) => one.to.includes(to));
  };

  it('is a case of the team, and nothing is left in the bucket', async () => {
    await sent(mail({}, 'He followed me home, quornfax.'));
    const [first, ...others] = await cases();
    expect(others).toEqual([]);
    id = first?.id ?? '';
    const shown = await asked<ShownCase>(`/api/cases/${id}`);
    expect(shown.threads.reporter.entries[0]?.text).toContain('He followed me home');
    expect(await readdir(join(local.files.attachments, local.emulators.mailBucket))).toEqual([]);
  });

  it('is answered at once, with a link that gives words of one’s own', async () => {
    const [answer, ...others] = await mailed('robin@mail.example');
    expect(others).toEqual([]);
    replyTo = answer?.replyTo[0] ?? '';
    expect(replyTo).toMatch(/^conduct\+[a-z2-7]{26}@localhost\.localdomain$/);
    const [link = '', handedOver = ''] = /http:\S+\/follow-up#([\w-]{22})/.exec(answer?.text ?? '') ?? [];
    expect(link.startsWith(local.reporterUrl)).toBe(true);
    expect(answer?.text).not.toContain('followed me home');
    const { ticket } = await bodyOf<{ ticket: string }>(
      await fetch(`${local.reporterUrl}/api/tickets`, { method: 'POST' }),
    );
    const changed = await fetch(
      `${local.reporterUrl}/api/follow-up/passphrase`,
      jsonRequest({ ticket }, bearer(handedOver).headers),
    );
    token = (await bodyOf<{ token: string }>(changed)).token;
    const thread = await fetch(`${local.reporterUrl}/api/follow-up`, bearer(token));
    expect(await thread.text()).toContain('He followed me home');
  });

  it('hears by mail that the team has written, and not what', async () => {
    const message = { thread: 'reporter', text: 'The blimwick team thanks you.' };
    expect((await done(`/api/cases/${id}/messages`, message)).status).toBe(201);
    const [news] = await mailed('robin@mail.example');
    expect(await mailed('robin@mail.example')).toHaveLength(2);
    expect(news?.raw).not.toContain('blimwick');
    expect(news?.replyTo).toEqual([replyTo]);
    const thread = await fetch(`${local.reporterUrl}/api/follow-up`, bearer(token));
    expect(await thread.text()).toContain('The blimwick team thanks you.');
  });

  it('goes on in the same conversation when its writer replies to the mail', async () => {
    const reply = { To: replyTo, Subject: 'Re: We have your message', 'Message-ID': '<second@mail.example>' };
    await sent(mail(reply, 'Zarnop was there as well.'), replyTo);
    expect(await cases()).toHaveLength(1);
    const { entries } = (await asked<ShownCase>(`/api/cases/${id}`)).threads.reporter;
    expect(entries.filter(({ from }) => from === 'reporter').at(-1)?.text).toContain('Zarnop');
    const thread = await fetch(`${local.reporterUrl}/api/follow-up`, bearer(token));
    expect(await thread.text()).toContain('Zarnop was there as well.');
  });

  it('is one case however often it is delivered', async () => {
    await sent(mail({}, 'He followed me home, quornfax.'));
    expect(await cases()).toHaveLength(1);
  });

  it('is another channel’s at another address, and nobody’s at any other', async () => {
    const to = local.mails.addresses.security ?? '';
    await sent(
      mail({ To: to, 'Message-ID': '<third@mail.example>' }, 'A hole in the fence, said Threlmo.'),
      to,
    );
    expect((await cases()).map(({ channel }) => channel).sort()).toEqual(['conduct', 'security']);
    const refused = await sendMail(local.mails.smtpPort, {
      from: 'robin@mail.example',
      to: ['conduct@example.org'],
      content: mail({}, 'x'),
    });
    expect(refused.code).toBe(550);
  });

  it('has left nothing in clear on the disk, nor in the log', async () => {
    const words = ['quornfax', 'Zarnop', 'Threlmo', 'Robin Reporter', 'Something at the meeting'];
    const secrets = [...words, 'first@mail.example', 'second@mail.example', 'robin@mail.example'];
    // The folder of mails that were sent stands for the world outside: there it is whom they went to.
    const kept = (await filesUnder(folder)).filter(({ where }) => !where.startsWith('mail'));
    expect(kept.length).toBeGreaterThan(3);
    expect(
      findSecrets(
        secrets.map((one) => secret(one, one)),
        kept,
      ),
    ).toEqual([]);
  });
});

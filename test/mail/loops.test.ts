import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mailHandler } from '../../functions/mail/mail-handler.ts';
import { readMail } from '../../functions/mail/reading/read-mail.ts';
import { startService, type Service } from '../harness/service.ts';
import { conductAddress } from '../harness/written-mail.ts';
import { contentOf } from '../reporter/stored.ts';
import { list, post, read } from '../team/as-member.ts';
import { byMail } from './mailed.ts';

type Sent = Awaited<ReturnType<Service['emulators']['ses']['mails']>>[number];

const minute = 60_000;
const person = 'robin@mail.example';
const limits = { answersPerHour: 3, casesPerHour: 10 };

/** A mail as the reader gets it, of these headers. */
const rawMail = (headers: Readonly<Record<string, string>>, text: string): string =>
  [...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', text, ''].join('\r\n');

const written = (text: string, headers: Readonly<Record<string, string>> = {}): string =>
  rawMail(
    {
      From: `Robin <${person}>`,
      To: conductAddress,
      Subject: 'At the meeting',
      Date: 'Tue, 10 Mar 2026 09:00:00 +0000',
      'Message-ID': `<${text.length}-${Buffer.from(text).toString('hex').slice(-20)}@mail.example>`,
      ...headers,
    },
    text,
  );

/** What comes back of a mail of ours to somebody's program that answers it with these headers. */
const answerTo = (
  { to, replyTo, source, subject }: Sent,
  number: number,
  { to: answered, ...headers }: Readonly<Record<string, string>> & { readonly to?: string },
): string =>
  rawMail(
    {
      From: to[0] ?? '',
      To: answered ?? replyTo[0] ?? source,
      Subject: `Re: ${subject}`,
      Date: 'Tue, 10 Mar 2026 09:00:00 +0000',
      'Message-ID': `<auto-${number}@mail.example>`,
      ...headers,
    },
    `Thank you for your mail. This is answer number ${number}.`,
  );

describe('mails of programs', () => {
  let service: Service;
  let member: Awaited<ReturnType<Service['addMember']>>;
  let delivered = 0;
  let seen = new Set<string>();
  const start = async (own: object = {}) => {
    seen = new Set();
    service = await startService({ ...byMail, mail: limits, ...own });
  };
  beforeEach(async () => {
    await start();
    member = await service.addMember();
  });
  afterEach(() => service.close());

  /** What comes in, read by the reader of the function. */
  const deliver = async (raw: string): Promise<void> => {
    delivered += 1;
    const key = `conduct/real-${delivered}`;
    await service.putMail(key, raw);
    const context = { ...service.mailContext, readMail: (bytes: Uint8Array) => readMail(bytes) };
    await mailHandler(
      context,
      (event) => void service.logs.push(event),
    )({ Records: [{ eventSource: 'aws:s3', s3: { object: { key } } }] });
  };
  /** Mails that were sent since it was last called. */
  const freshMails = async (): Promise<readonly Sent[]> => {
    await service.scheduledRun();
    const fresh = (await service.emulators.ses.mails()).filter(({ messageId }) => !seen.has(messageId));
    for (const { messageId } of fresh) seen.add(messageId);
    return fresh;
  };
  const waiting = async () =>
    [...(await contentOf(service, 'vault')).keys()].filter((key) => key.startsWith('MAILOUT')).length;

  /** A mail of every kind that is sent: the first answer, a notice or the answer itself, and the team's own notice. */
  const everyKind = async (): Promise<readonly Sent[]> => {
    await deliver(written('Somebody shouted at me.'));
    const first = await freshMails();
    const id = (await list(service, member)).cases[0]?.id ?? '';
    await read(service, member, id);
    const said = { thread: 'reporter', text: 'We have read what you wrote, and look into it.' };
    expect((await post(service, member, `/api/cases/${id}/messages`, said)).status).toBe(201);
    await deliver(written('Another one.'));
    service.clock.advance(60 * minute);
    return [...first, ...(await freshMails())];
  };

  it.each(['notice', 'full'] as const)(
    'that we sent are never answered when they come back to us, as they are or without their marks: %s',
    async (answers) => {
      await service.close();
      await start({ channels: { conduct: { mail: { address: conductAddress, answers } } } });
      member = await service.addMember();
      const mails = await everyKind();
      const subjects = new Set(mails.map(({ subject }) => subject));
      expect(subjects.size).toBeGreaterThanOrEqual(3);
      const before = new Set((await list(service, member)).cases.map(({ id }) => id));
      for (const { raw = '' } of mails) {
        await deliver(raw);
        await deliver(raw.replace(/^Auto-Submitted:.*\r\n/m, '').replace(/^Message-ID: </m, '$&other'));
        // As a mailbox passes them on.
        await deliver(raw.replace(/^To:.*/m, `To: ${conductAddress}`));
      }
      expect(await waiting()).toBe(0);
      const made = (await list(service, member)).cases.filter(({ id }) => !before.has(id));
      // One case at most for each form of each: nothing that was written is dropped by a guess.
      expect(made.length).toBeLessThanOrEqual(3 * mails.length);
      for (const { id } of made) {
        const shown = { mail: undefined, ...(await read(service, member, id)) };
        expect(shown).toMatchObject({ hasDoor: false, mail: undefined });
      }
      service.clock.advance(60 * minute);
      const toOthers = (await freshMails()).filter(({ to }) => !to.includes(member.email));
      expect(toOthers).toEqual([]);
    },
  );

  const programs = [
    ['that keeps to RFC 3834', { 'Auto-Submitted': 'auto-replied' }, 1],
    ['that says so in its subject alone', { Subject: 'Automatic reply: away' }, 1],
    ['that says nothing, to the address for replies', {}, 1],
    ['that says nothing and answers the sender', { to: conductAddress }, 3 * 3],
    [
      'that keeps to nothing and writes from another address each time',
      { to: conductAddress, From: '*' },
      51,
    ],
  ] as const;

  it.each(programs)(
    'and an answering program %s send a bounded number of mails in 50 rounds',
    async (_, headers, most) => {
      await deliver(written('Somebody shouted at me.'));
      let mails = 0;
      let notices = 0;
      for (let round = 0; round < 50; round += 1) {
        const fresh = await freshMails();
        const answers = fresh.filter(({ to }) => !to.includes(member.email));
        notices += fresh.length - answers.length;
        mails += answers.length;
        for (const [at, mail] of answers.entries()) {
          const number = 100 * round + at;
          const own = 'From' in headers ? { ...headers, From: `robin-${number}@mail.example` } : headers;
          await deliver(answerTo(mail, number, own));
        }
        service.clock.advance(2 * minute);
      }
      // 100 minutes touch three hours at most.
      expect(mails).toBeLessThanOrEqual(most);
      expect(mails).toBeGreaterThanOrEqual(1);
      expect(notices).toBeLessThanOrEqual(2);
    },
  );

  it('in the mailbox of a member, and notices to it, send a bounded number of mails in 50 rounds', async () => {
    await deliver(written('Somebody shouted at me.'));
    let mails = 0;
    for (let round = 0; round < 50; round += 1) {
      const fresh = await freshMails();
      mails += fresh.length;
      for (const [at, mail] of fresh.entries())
        if (mail.to.includes(member.email))
          await deliver(answerTo(mail, 100 * round + at, { to: conductAddress }));
      service.clock.advance(15 * minute);
    }
    // Twelve and a half hours: a notice waits until the member has looked, and each hour has its answers.
    expect(mails).toBeGreaterThanOrEqual(2);
    expect(mails).toBeLessThanOrEqual(1 + 14 + 3 * 14);
  });
});

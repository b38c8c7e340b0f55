import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reporterMailTexts } from '../../functions/adapters/ses/reporter-mail-texts.ts';
import { openBrief } from '../../functions/domain/case/open-brief.ts';
import { logFile, photo } from '../harness/files.ts';
import { startService, type Service } from '../harness/service.ts';
import { contentOf, countCases } from '../reporter/stored.ts';
import { list, post } from '../team/as-member.ts';
import { byMail, filed, madeOf, ownToken, put, readMailed, rowsUnder, send } from './mailed.ts';

/** What the queue and the statistics know of a case. */
const briefOf = async (service: Service, id: string) => {
  const { cases, openKeyRing } = service.teamContext;
  const sealed = (await cases.findCase(id))?.vault.sealedBrief;
  return sealed && openBrief(await openKeyRing('conduct', 'briefs', sealed.epoch), id, sealed);
};

const attachment = (name: string, bytes = logFile().bytes) => ({ name, kind: 'attachment' as const, bytes });

describe('a mail that comes in', () => {
  let service: Service;
  let member: Awaited<ReturnType<Service['addMember']>>;
  beforeEach(async () => {
    service = await startService({ ...byMail, attachments: { filesPerEntry: 3 } });
    member = await service.addMember({ name: 'Mia' });
  });
  afterEach(() => service.close());

  it('is a case of its channel whose sender is kept apart, and the raw mail is gone', async () => {
    const key = await put(service, {
      text: 'He followed me home.',
      subject: 'After the meeting',
      quoted: '> Hello Robin',
      signature: 'Robin\n+49 170',
    });
    await service.mail(key);
    expect(await service.mailContext.mails.get(key)).toBeUndefined();
    const { cases } = await list(service, member);
    expect(cases).toHaveLength(1);
    const { shown, entries } = await readMailed(service, member, cases[0]?.id ?? '');
    expect(Object.keys(shown.identity)).toEqual(['name', 'contact']);
    const [first] = entries;
    expect(first?.answers).toEqual({
      whatHappened: 'He followed me home.',
      mailSubject: 'After the meeting',
      mailQuoted: '> Hello Robin',
      mailSignature: 'Robin\n+49 170',
    });
    expect(first?.byMail).toMatchObject({ sentOn: '2026-03-10', remarks: [] });
    expect(JSON.stringify(shown)).not.toContain('robin@mail.example');
  });

  it('is counted as one that came by mail, and as spam where its service says so, with no answer then', async () => {
    const spam = await filed(service, { verdicts: { spam: 'fail' } });
    const { shown, entries } = await readMailed(service, member, spam.id);
    expect([shown.likelySpam, shown.hasDoor, shown.mail]).toEqual([true, false, undefined]);
    expect(entries[0]?.byMail?.remarks).toContain('not-answered');
    expect((await briefOf(service, spam.id))?.source).toBe('mail');
    expect(await rowsUnder(service, 'vault', 'MAILOUT')).toEqual([]);
  });

  it('has one answer put down, whose words lead to words of one’s own and to the conversation', async () => {
    const made = await filed(service);
    expect(await rowsUnder(service, 'vault', 'MAILOUT')).toHaveLength(1);
    const token = await ownToken(service, made.token);
    const answer = await service.reporter('/api/follow-up', {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await answer.json()).toMatchObject({ answersMailed: true, entries: [{ byMail: true }] });
  });

  it.each([
    [
      'in the language of its text',
      { text: 'Ayer me gritó delante de todo el grupo.', language: 'en' },
      'es',
    ],
    ['else in that of its header', { subject: '', text: 'Hilfe!', language: 'ar' }, 'ar'],
    ['else in the first of the settings', { subject: '', text: 'Hilfe!' }, 'en'],
  ] as const)('is answered %s', async (_, written, language) => {
    await filed(service, written);
    await service.scheduledRun();
    const sent = await service.emulators.ses.mails();
    const subjects = sent.filter(({ to }) => to.includes('robin@mail.example')).map(({ subject }) => subject);
    expect(subjects).toEqual([reporterMailTexts[language].received.subject]);
  });

  it.each([
    ['a program', { automatic: 'auto-reply' as const }],
    ['a list', { automatic: 'list' as const }],
    ['nobody who could be answered', { answerTo: null }],
    ['somebody who wants answers at an address of ours', { answerTo: `Conduct+x@example.org` }],
    ['an address of ours', { sender: { address: 'conduct@example.org' } }],
  ])('from %s is a case, and is not answered', async (_, written) => {
    const made = await filed(service, written);
    const { shown } = await readMailed(service, member, made.id);
    expect([shown.hasDoor, shown.mail]).toEqual([false, undefined]);
    expect(await rowsUnder(service, 'vault', 'MAILOUT')).toEqual([]);
  });

  it('that says only that something could not be delivered is no case', async () => {
    const sender = { address: 'MAILER-DAEMON@mail.example' };
    await send(service, { automatic: 'bounce', sender, text: 'Undeliverable.' });
    expect(await countCases(service)).toBe(0);
    await send(service, { automatic: 'bounce', text: 'I wrote this, and my server is odd.' });
    const admin = { address: 'postmaster@mail.example' };
    await send(service, {
      automatic: 'bounce',
      sender: admin,
      text: 'I look after a server, and write from there.',
    });
    expect(await countCases(service)).toBe(2);
  });

  it('delivered twice, under the same key or another, is one case with one answer', async () => {
    const key = await put(service);
    await service.mail(key);
    await service.mail(key);
    await send(service);
    expect(await countCases(service)).toBe(1);
    expect(await rowsUnder(service, 'vault', 'MAILOUT')).toHaveLength(1);
    expect(await rowsUnder(service, 'cases', 'OUTBOX')).toHaveLength(1);
  });

  it('with the Message-ID of another mail and other content is another case', async () => {
    await send(service, { text: 'One.' });
    await send(service, { text: 'Two.' });
    expect(await countCases(service)).toBe(2);
  });

  it('brings its files cleaned, as many as an entry takes; the rest is named with its reason', async () => {
    const made = await filed(service, {
      files: [
        attachment(photo().name, new Uint8Array(photo().bytes)),
        attachment('one.log'),
        attachment('empty.log', new Uint8Array()),
        attachment('four.log'),
        { name: '', kind: 'encrypted-mail', bytes: new Uint8Array(100).fill(7) },
      ],
    });
    const { entries } = await readMailed(service, member, made.id);
    const [first] = entries;
    expect(first?.attachments.map(({ name }) => name)).toEqual([
      'encrypted mail.bin',
      'IMG_0042.jpg',
      'one.log',
    ]);
    expect(first?.byMail?.leftOut).toEqual([
      { name: 'empty.log', why: 'too-many' },
      { name: 'four.log', why: 'too-many' },
    ]);
    expect(first?.byMail?.remarks).toContain('files-left-out');
  });

  it('with a file that is refused says why, and has its text', async () => {
    const made = await filed(service, { files: [attachment('empty.log', new Uint8Array())] });
    const { entries } = await readMailed(service, member, made.id);
    expect(entries[0]?.byMail?.leftOut).toEqual([{ name: 'empty.log', why: 'empty' }]);
    expect(entries[0]?.text).toContain('Somebody shouted at me.');
  });

  it('by which SES tries a new rule is no case', async () => {
    const key = 'conduct/AMAZON_SES_SETUP_NOTIFICATION';
    await service.putMail(key, 'Amazon SES Setup Notification');
    await service.mail(key);
    expect(await countCases(service)).toBe(0);
  });

  it('of a channel that is gone from the settings comes to the default one', async () => {
    await send(service, {}, 'gone');
    expect((await list(service, member)).cases[0]?.channel).toBe('conduct');
  });

  it('from nobody and of nothing is a case that says so', async () => {
    const written = {
      sender: {},
      answerTo: null,
      text: '',
      subject: '',
      remarks: ['no-sender', 'no-text'] as const,
    };
    const made = await filed(service, written);
    const { entries } = await readMailed(service, member, made.id);
    expect(entries[0]?.answers).toEqual({});
    expect(entries[0]?.byMail?.sentences).toContain('The email has no text.');
  });
});

describe('many mails of one address in an hour', () => {
  let service: Service;
  let member: Awaited<ReturnType<Service['addMember']>>;
  /** The hours from which mails to reporters leave. */
  const leavingAt = async () =>
    [...(await contentOf(service, 'vault')).keys()]
      .filter((key) => key.startsWith('MAILOUT'))
      .map((key) => /T(\d\d:\d\d)/.exec(key)?.[1])
      .toSorted();
  beforeEach(async () => {
    service = await startService({ ...byMail, mail: { answersPerHour: 2, casesPerHour: 3 } });
    member = await service.addMember();
  });
  afterEach(() => service.close());

  it('are answered so often, the next ones in the next hours; above the limit they are entries of the last case, each once', async () => {
    for (const text of ['1', '2', '3', '4', '5', '5']) await send(service, { text });
    expect(await countCases(service)).toBe(3);
    expect(await leavingAt()).toEqual(['09:00', '09:00', '10:00']);
    const { entries } = await readMailed(service, member, (await madeOf(service, { text: '3' })).id);
    const texts = entries.map(({ text, answers }) => answers?.whatHappened ?? text.split('\n')[0]);
    expect(texts).toEqual(['3', '4', '5']);
    expect(entries[0]?.byMail?.remarks).toEqual([]);
    expect(entries[2]?.byMail?.remarks).toEqual(['many-in-an-hour']);
    service.clock.advance(3_600_000);
    for (const text of ['6', '5', '7']) await send(service, { text });
    expect(await countCases(service)).toBe(5);
    expect(await leavingAt()).toEqual(['09:00', '09:00', '10:00', '10:00', '11:00']);
  });

  it('have words for each case, before anything tells them that the team has written', async () => {
    for (const text of ['1', '2']) await send(service, { text });
    const made = await filed(service, { text: '3' });
    await service.scheduledRun();
    const { shown } = await readMailed(service, member, made.id);
    expect([shown.hasDoor, shown.mail?.as]).toEqual([true, 'notice']);
    service.clock.now = new Date('2026-03-10T09:58:00.000Z');
    for (const text of ['4', '5', '6', '7', '8']) await send(service, { text, recipients: [made.replyTo] });
    expect(await leavingAt()).toEqual(['10:00']);
    await post(service, member, `/api/cases/${made.id}/messages`, {
      thread: 'reporter',
      text: 'We have read it.',
    });
    service.clock.now = new Date('2026-03-10T10:00:30.000Z');
    await service.scheduledRun();
    const mails = (await service.emulators.ses.mails()).map(({ text = '' }) => text);
    const withWords = mails.filter((text) => text.includes(`/follow-up#${made.token}`));
    expect(withWords).toHaveLength(1);
    service.clock.advance(86_400_000);
    expect(await ownToken(service, made.token)).not.toBe('');
  });

  it('are told of what the team wrote no earlier than of their words, however long those wait', async () => {
    service.clock.now = new Date('2026-03-10T09:00:00.000Z');
    for (const hour of [9, 10, 11]) {
      service.clock.now = new Date(Date.UTC(2026, 2, 10, hour));
      for (const text of ['1', '2', '3']) await send(service, { text: `${hour} ${text}` });
    }
    const { id } = await madeOf(service, { text: '11 3' });
    await readMailed(service, member, id);
    await post(service, member, `/api/cases/${id}/messages`, {
      thread: 'reporter',
      text: 'We have read it.',
    });
    const hours = await leavingAt();
    expect(hours.slice(-2)).toEqual(['13:00', '13:00']);
  });

  it('have no answer where no hour of a day has room, and are mailed nothing later', async () => {
    await service.close();
    service = await startService({ ...byMail, mail: { answersPerHour: 1, casesPerHour: 100 } });
    member = await service.addMember();
    for (let number = 1; number <= 26; number += 1) await send(service, { text: String(number) });
    expect(await leavingAt()).toHaveLength(25);
    expect(new Set(await leavingAt()).size).toBe(24);
    const { id } = await madeOf(service, { text: '26' });
    const { shown, entries } = await readMailed(service, member, id);
    expect([shown.hasDoor, shown.mail]).toEqual([false, undefined]);
    expect(entries[0]?.byMail?.remarks).toEqual(['not-answered']);
  });

  it('that are not shown to come from there use up nothing of those that are', async () => {
    const forged = { verdicts: { dmarc: 'fail' as const } };
    for (const text of ['1', '2', '3', '4']) await send(service, { ...forged, text });
    const made = await filed(service, { text: 'Mine.' });
    const { shown } = await readMailed(service, member, made.id);
    expect([await countCases(service), shown.hasDoor]).toEqual([4, true]);
  });

  it('of nobody are a case each: who names no sender is not one person', async () => {
    for (const text of ['1', '2', '3', '4', '5']) await send(service, { text, sender: {}, answerTo: null });
    expect(await countCases(service)).toBe(5);
  });

  it('of spam above the limit are together as well', async () => {
    for (const text of ['1', '2', '3', '4', '5']) await send(service, { text, verdicts: { spam: 'fail' } });
    expect(await countCases(service)).toBe(3);
  });

  it('that come at once are each counted once', async () => {
    const keys = await Promise.all(['1', '2', '3', '4'].map((text) => put(service, { text })));
    await Promise.all(keys.map((key) => service.mail(key)));
    expect(await countCases(service)).toBe(3);
    expect(await leavingAt()).toEqual(['09:00', '09:00', '10:00']);
  });
});

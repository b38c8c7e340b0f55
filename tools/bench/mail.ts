import { createHash, randomBytes } from 'node:crypto';
import PostalMime from 'postal-mime';
import { readMail } from '../../functions/mail/reading/read-mail.ts';
import { median } from './percentile.ts';
import type { Section } from './section.ts';

const rounds = 9;
const megabyte = 1024 * 1024;

const header = [
  'Return-Path: <robin@example.net>',
  'Received: from mail.example.net by inbound-smtp.eu-west-1.amazonaws.com with SMTP id a for conduct@example.org; x',
  'X-SES-Spam-Verdict: PASS',
  'X-SES-Virus-Verdict: PASS',
  'From: Robin Reporter <robin@example.net>',
  'To: conduct@example.org',
  'Subject: =?utf-8?Q?What_happened?=',
  'Date: Mon, 30 Nov 2026 10:12:00 +0100',
  'Message-ID: <m1@example.net>',
  'MIME-Version: 1.0',
];
const sentence = 'They shouted at me in front of everybody, and nobody said a word about it. ';

const mailOf = (body: string): Buffer => Buffer.from([...header, body].join('\r\n'));

/** As Gmail writes it: the text twice, plain and as a page, of so many bytes together. */
export const textMail = (bytes: number): Buffer => {
  const text = `${sentence}\r\n`.repeat(Math.round(bytes / (2 * sentence.length + 12)));
  const page = text.replaceAll('\r\n', '<br>\r\n');
  return mailOf(
    `Content-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}` +
      `\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<div>${page}</div>\r\n--b--\r\n`,
  );
};

/** A short text, and one file in base64 that makes it so many bytes. */
export const fileMail = (bytes: number): Buffer => {
  const lines = randomBytes(Math.round((bytes * 57) / 78))
    .toString('base64')
    .replace(/(.{76})/g, '$1\r\n');
  return mailOf(
    `Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n${sentence}\r\n--b\r\n` +
      'Content-Type: video/mp4; name="film.mp4"\r\nContent-Transfer-Encoding: base64\r\n' +
      `Content-Disposition: attachment; filename="film.mp4"\r\n\r\n${lines}\r\n--b--\r\n`,
  );
};

/** Milliseconds of processor time, of this process. */
const millisecondsOf = async (work: () => unknown, times: number): Promise<number> => {
  const before = process.cpuUsage();
  for (let count = 0; count < times; count += 1) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / times;
};

/** What reading a mail takes, beside hashing the same bytes and beside reading all of it with postal-mime. */
export const measureMailReading = async (): Promise<Section> => {
  const mails: readonly (readonly [name: string, raw: Buffer, times: number])[] = [
    ['10 KB of text', textMail(10 * 1024), 60],
    ['10 MB with one file', fileMail(10 * megabyte), 2],
  ];
  const rows: string[][] = [];
  for (const [name, raw, times] of mails) {
    const ways = [
      () => createHash('sha256').update(raw).digest(),
      () => readMail(raw),
      () => PostalMime.parse(raw),
    ];
    const taken = ways.map(() => [] as number[]);
    // One round to warm up, then in turns, so that whatever else the machine does meets all of them.
    for (let round = -1; round < rounds; round += 1)
      for (const [index, way] of ways.entries()) {
        const one = await millisecondsOf(way, times);
        if (round >= 0) taken[index]?.push(one);
      }
    const [hashing = NaN, reading = NaN, library = NaN] = taken.map(median);
    rows.push([
      name,
      hashing.toFixed(2),
      reading.toFixed(2),
      library.toFixed(2),
      (reading / hashing).toFixed(1),
      (reading / library).toFixed(2),
    ]);
  }
  return {
    title: 'Reading mails',
    note:
      `Processor time in ms, median of ${rounds} rounds taken in turns, in the thread that measures; a function reads in a thread of its ` +
      'own, which adds its start. Beside it: SHA-256 over the same bytes, and `postal-mime` reading the whole mail, which ' +
      'takes apart less of it (`docs/decisions/0061`).',
    columns: ['mail', 'SHA-256', 'ours', 'postal-mime', 'ours ÷ SHA-256', 'ours ÷ postal-mime'],
    rows,
  };
};

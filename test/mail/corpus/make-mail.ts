import type { MailFileKind, ReadMail } from '../../../functions/domain/mail/read-mail.ts';

/** A mail as a program writes it, and what is to be read in it. */
export type CorpusMail = { readonly name: string; readonly raw: Buffer; readonly expected: ReadMail };

type Expected = Partial<ReadMail>;

/** What SES puts on top of a mail. */
export const trace = (
  verdicts: Partial<Record<'spam' | 'virus' | 'spf' | 'dkim' | 'dmarc' | 'returnPath' | 'to', string>> = {},
): string[] => [
  `Return-Path: <${verdicts.returnPath ?? 'robin@example.net'}>`,
  'Received: from mail.example.net (mail.example.net [192.0.2.7])',
  ' by inbound-smtp.eu-west-1.amazonaws.com with SMTP id 8q2kd1c7',
  ` for ${verdicts.to ?? 'conduct@example.org'};`,
  ' Mon, 30 Nov 2026 09:12:01 +0000 (UTC)',
  `X-SES-Spam-Verdict: ${verdicts.spam ?? 'PASS'}`,
  `X-SES-Virus-Verdict: ${verdicts.virus ?? 'PASS'}`,
  `Received-SPF: ${verdicts.spf ?? 'pass'} (spfCheck: domain of example.net) client-ip=192.0.2.7;`,
  'Authentication-Results: amazonses.com;',
  ` spf=${verdicts.spf ?? 'pass'} (spfCheck: domain of example.net) client-ip=192.0.2.7; envelope-from=robin@example.net;`,
  ` dkim=${verdicts.dkim ?? 'pass'} header.i=@example.net;`,
  ` dmarc=${verdicts.dmarc ?? 'pass'} header.from=example.net;`,
  'X-SES-RECEIPT: AEFBQUFBQUFB',
  'X-SES-DKIM-SIGNATURE: a=rsa-sha256; q=dns/txt; b=abcd',
];

const usualHeader: Readonly<Record<string, string>> = {
  From: 'Robin Reporter <robin@example.net>',
  To: 'conduct@example.org',
  Subject: 'What happened at the meetup',
  Date: 'Mon, 30 Nov 2026 10:12:00 +0100',
  'Message-ID': '<m1@example.net>',
  'MIME-Version': '1.0',
};

export type HeaderChanges = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Lines of a header: the usual ones, changed; a list is a field that comes several times. */
export const header = (changes: HeaderChanges = {}): string[] =>
  Object.entries({ ...usualHeader, ...changes }).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one) => `${name}: ${one}`),
  );

export const lines = (...parts: readonly (string | readonly string[])[]): string => parts.flat().join('\r\n');

const bytesOf = (part: string | Uint8Array): Uint8Array =>
  typeof part === 'string' ? Buffer.from(part) : part;

/** A mail: SES's trace, header, an empty line, body. */
export const rawMail = (
  changes: HeaderChanges,
  body: string | Uint8Array,
  on: readonly string[] = trace(),
): Buffer => Buffer.concat([Buffer.from(lines(on, header(changes), '', '')), bytesOf(body)]);

export const allPass = { spam: 'pass', virus: 'pass', spf: 'pass', dkim: 'pass', dmarc: 'pass' } as const;

export const expecting = (expected: Expected): ReadMail => ({
  sender: { address: 'robin@example.net', name: 'Robin Reporter' },
  answerTo: 'robin@example.net',
  recipients: ['conduct@example.org'],
  subject: 'What happened at the meetup',
  sentOn: '2026-11-30',
  messageId: 'm1@example.net',
  language: undefined,
  text: '',
  quoted: '',
  signature: '',
  files: [],
  verdicts: allPass,
  automatic: undefined,
  remarks: [],
  ...expected,
});

export const file = (kind: MailFileKind, name: string, bytes: string | Uint8Array) => ({
  kind,
  name,
  bytes: bytesOf(bytes),
});

/** One part of a multipart, with its header. */
export const part = (fields: Readonly<Record<string, string>>, body: string | Uint8Array): Buffer =>
  Buffer.concat([
    Buffer.from(
      lines(
        Object.entries(fields).map(([name, value]) => `${name}: ${value}`),
        '',
        '',
      ),
    ),
    bytesOf(body),
  ]);

export const multipart = (boundary: string, ...parts: readonly Uint8Array[]): Buffer =>
  Buffer.concat([
    ...parts.flatMap((one) => [Buffer.from(`--${boundary}\r\n`), one, Buffer.from('\r\n')]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);

export const base64 = (bytes: string | Uint8Array): string =>
  Buffer.from(bytesOf(bytes))
    .toString('base64')
    .replace(/(.{76})/g, '$1\r\n');

export const quotedPrintable = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) =>
      byte === 0x0d || byte === 0x0a || (byte >= 0x20 && byte < 0x7f && byte !== 0x3d)
        ? String.fromCharCode(byte)
        : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('');

export const plain = { 'Content-Type': 'text/plain; charset=utf-8' };
export const page = { 'Content-Type': 'text/html; charset=utf-8' };

/** A mail of one text. */
export const textMail = (
  name: string,
  changes: HeaderChanges,
  body: string | Uint8Array,
  expected: Expected,
): CorpusMail => ({
  name,
  raw: rawMail({ 'Content-Type': 'text/plain; charset=utf-8', ...changes }, body),
  expected: expecting(expected),
});

/** What a mail says where it matters how it came, and not what is in it. */
export const said = 'They shouted at me.';

/** A mail that says it, under other headers. */
export const sent = (name: string, changes: HeaderChanges, expected: Expected): CorpusMail =>
  textMail(name, changes, said, { text: said, ...expected });

/** A mail that another one brings. */
export const forwardedMail = lines(
  'From: Mean Person <mean@example.com>',
  'To: robin@example.net',
  'Subject: you idiot',
  'Date: Sun, 29 Nov 2026 10:00:00 +0000',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'You idiot.',
);

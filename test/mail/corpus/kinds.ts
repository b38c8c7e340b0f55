import {
  allPass,
  base64,
  expecting,
  file,
  header,
  lines,
  multipart,
  page,
  part,
  plain,
  quotedPrintable,
  rawMail,
  textMail,
  trace,
  type CorpusMail,
  type HeaderChanges,
} from './make-mail.ts';
import type { AutomaticKind, ReadMail } from '../../../functions/domain/mail/read-mail.ts';
import { winmail } from './make-winmail.ts';

const said = 'They shouted at me.';
const forwardedMail = lines(
  'From: Mean Person <mean@example.com>',
  'To: robin@example.net',
  'Subject: you idiot',
  'Date: Sun, 29 Nov 2026 10:00:00 +0000',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'You idiot.',
);

const sent = (name: string, changes: HeaderChanges, expected: Partial<ReadMail>): CorpusMail =>
  textMail(name, changes, said, { text: said, ...expected });

const senders: readonly CorpusMail[] = [
  sent(
    'an address without a name',
    { From: 'robin@example.net' },
    { sender: { address: 'robin@example.net' } },
  ),
  sent(
    'a name with a comma in quotes',
    { From: '"Reporter, Robin" <robin@example.net>' },
    {
      sender: { address: 'robin@example.net', name: 'Reporter, Robin' },
    },
  ),
  sent(
    'a name in encoded words',
    { From: '=?iso-8859-1?Q?R=F6bin?= <robin@example.net>' },
    {
      sender: { address: 'robin@example.net', name: 'Röbin' },
    },
  ),
  {
    name: 'a name in bytes of Latin-1',
    raw: Buffer.from(rawMail({ ...plain, From: 'Röbin <robin@example.net>' }, said).toString(), 'latin1'),
    expected: expecting({ sender: { address: 'robin@example.net', name: 'Röbin' }, text: said }),
  },
  sent(
    'several senders: the first',
    { From: 'A <a@example.net>, B <b@example.net>' },
    {
      sender: { address: 'a@example.net', name: 'A' },
      answerTo: 'a@example.net',
      verdicts: { ...allPass, dmarc: 'unsure' },
      remarks: ['several-senders'],
    },
  ),
  sent(
    'several fields From: the first',
    { From: ['A <a@example.net>', 'B <b@example.net>'] },
    {
      sender: { address: 'a@example.net', name: 'A' },
      answerTo: 'a@example.net',
      verdicts: { ...allPass, dmarc: 'unsure' },
      remarks: ['several-senders'],
    },
  ),
  sent(
    'a group of senders',
    { From: 'Team: A <a@example.net>;' },
    {
      sender: { address: 'a@example.net', name: 'A' },
      answerTo: 'a@example.net',
    },
  ),
  sent(
    'an empty group: the envelope says who',
    { From: 'undisclosed-recipients:;' },
    {
      sender: { address: 'robin@example.net' },
      remarks: ['no-sender'],
    },
  ),
  sent(
    'no From: the envelope says who',
    { From: undefined },
    {
      sender: { address: 'robin@example.net' },
      remarks: ['no-sender'],
    },
  ),
  {
    name: 'no From, and no envelope',
    raw: rawMail({ ...plain, From: undefined }, said, []),
    expected: expecting({
      sender: {},
      answerTo: undefined,
      text: said,
      verdicts: { spam: 'unknown', virus: 'unknown', spf: 'unknown', dkim: 'unknown', dmarc: 'unknown' },
      remarks: ['no-sender'],
    }),
  },
  sent(
    'a domain in its own letters',
    { From: 'Jürgen <jürgen@müller.example>' },
    {
      sender: { address: 'jürgen@müller.example', name: 'Jürgen' },
      answerTo: 'jürgen@müller.example',
    },
  ),
  sent(
    'a domain in ASCII',
    { From: 'j@xn--mller-kva.example' },
    {
      sender: { address: 'j@xn--mller-kva.example' },
      answerTo: 'j@xn--mller-kva.example',
    },
  ),
  sent(
    'an answer to the same domain',
    { 'Reply-To': 'robin+private@example.net' },
    {
      answerTo: 'robin+private@example.net',
    },
  ),
  sent('an answer to another domain goes to the sender', { 'Reply-To': 'victim@example.com' }, {}),
  sent(
    'sent again by somebody',
    { 'Resent-From': 'office@example.org', 'Resent-To': 'conduct@example.org' },
    {
      remarks: ['forwarded-to-us'],
    },
  ),
  sent(
    'by a rule of Gmail',
    {
      'X-Forwarded-To': 'conduct@example.org',
      'X-Forwarded-For': 'old@example.org conduct@example.org',
      To: 'old@example.org',
    },
    {
      recipients: ['conduct@example.org', 'old@example.org'],
      remarks: ['forwarded-to-us'],
    },
  ),
  sent(
    'by a group that writes itself over the sender',
    {
      From: '"Robin Reporter via Conduct" <conduct-old@example.org>',
      'X-Original-From': 'Robin Reporter <robin@example.net>',
      'Reply-To': 'Robin Reporter <robin@example.net>',
      'List-Id': '<conduct-old.example.org>',
    },
    {
      verdicts: { ...allPass, spf: 'unknown', dkim: 'unknown', dmarc: 'unknown' },
      automatic: 'list',
      remarks: ['forwarded-to-us'],
    },
  ),
  sent(
    'several recipients, one with a handle',
    { To: 'A <a@example.org>, conduct+ABCdef234567@example.org', Cc: 'Group: b@example.org;' },
    {
      recipients: [
        'conduct@example.org',
        'a@example.org',
        'conduct+abcdef234567@example.org',
        'b@example.org',
      ],
    },
  ),
];

const automatic = (
  name: string,
  changes: HeaderChanges,
  kind: AutomaticKind,
  on?: readonly string[],
): CorpusMail => ({
  name: `automatic: ${name}`,
  raw: rawMail({ ...plain, ...changes }, said, on ?? trace()),
  expected: expecting({
    text: said,
    automatic: kind,
    subject: typeof changes.Subject === 'string' ? changes.Subject : 'What happened at the meetup',
  }),
});

const automatics: readonly CorpusMail[] = [
  automatic('Auto-Submitted', { 'Auto-Submitted': 'auto-replied' }, 'auto-reply'),
  automatic('Auto-Submitted with a comment', { 'Auto-Submitted': 'auto-generated (cron)' }, 'auto-reply'),
  automatic('X-Autoreply', { 'X-Autoreply': 'yes' }, 'auto-reply'),
  automatic('no automatic answers', { 'X-Auto-Response-Suppress': 'All' }, 'maybe-program'),
  automatic(
    'Exchange away',
    { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    'auto-reply',
  ),
  automatic('the subject of Outlook', { Subject: 'Automatic reply: Report' }, 'maybe-program'),
  automatic('the subject in German', { Subject: 'Abwesenheitsnotiz: Bericht' }, 'maybe-program'),
  automatic('the subject in Arabic', { Subject: 'رد تلقائي: بلاغ' }, 'maybe-program'),
  automatic('Precedence', { Precedence: 'bulk' }, 'list'),
  automatic('a list', { 'List-Unsubscribe': '<mailto:leave@lists.example.org>' }, 'list'),
  automatic('an empty return path', {}, 'bounce', trace({ returnPath: '' })),
  {
    name: 'automatic: a bounce',
    raw: rawMail(
      {
        From: 'MAILER-DAEMON@mx.example.net',
        Subject: 'Undelivered Mail Returned to Sender',
        'Auto-Submitted': 'auto-replied',
        'Content-Type': 'multipart/report; report-type=delivery-status; boundary="b"',
      },
      multipart(
        'b',
        part(plain, 'It could not be delivered.'),
        part(
          { 'Content-Type': 'message/delivery-status' },
          'Final-Recipient: rfc822; a@example.net\r\nAction: failed',
        ),
        part({ 'Content-Type': 'message/rfc822' }, forwardedMail),
      ),
      trace({ returnPath: '' }),
    ),
    expected: expecting({
      sender: { address: 'MAILER-DAEMON@mx.example.net' },
      answerTo: 'MAILER-DAEMON@mx.example.net',
      subject: 'Undelivered Mail Returned to Sender',
      text: 'It could not be delivered.\n\nFinal-Recipient: rfc822; a@example.net\nAction: failed',
      automatic: 'bounce',
      files: [file('forwarded-mail', '', forwardedMail)],
    }),
  },
  {
    name: 'automatic: a receipt of reading',
    raw: rawMail(
      { 'Content-Type': 'multipart/report; report-type=disposition-notification; boundary="b"' },
      multipart('b', part(plain, 'It was read.')),
    ),
    expected: expecting({ text: 'It was read.', automatic: 'auto-reply' }),
  },
  sent('Auto-Submitted: no is a person', { 'Auto-Submitted': 'no' }, {}),
];

const tnefMail = (name: string, bytes: Buffer, files: ReadMail['files']): CorpusMail => ({
  name,
  raw: rawMail(
    { 'Content-Type': 'multipart/mixed; boundary="t"' },
    multipart(
      't',
      part(plain, said),
      part(
        {
          'Content-Type': 'application/ms-tnef; name="winmail.dat"',
          'Content-Transfer-Encoding': 'base64',
          'Content-Disposition': 'attachment; filename="winmail.dat"',
        },
        base64(bytes),
      ),
    ),
  ),
  expected: expecting({ text: said, files }),
});

const packed = winmail([
  { title: 'PHOTO~1.PNG', longName: 'photo of the evening.png', bytes: Buffer.from('picture') },
]);
const attached = (fields: Readonly<Record<string, string>>, bytes: string | Buffer) =>
  multipart('f', part(plain, said), part(fields, bytes));
const mixed = { 'Content-Type': 'multipart/mixed; boundary="f"' };

const armoured = '-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA\r\n-----END PGP MESSAGE-----';
const encryptedBody = multipart(
  'e',
  part({ 'Content-Type': 'application/pgp-encrypted' }, 'Version: 1'),
  part({ 'Content-Type': 'application/octet-stream; name="encrypted.asc"' }, armoured),
);
const entity = (type: string, body: Buffer | string, more: readonly string[] = []): Buffer =>
  Buffer.concat([
    Buffer.from(lines('MIME-Version: 1.0', `content-type: ${type}`, more, '', '')),
    Buffer.from(body),
  ]);
const withoutLastBreak = (body: Buffer): Buffer => body.subarray(0, body.length - 2);

const files: readonly CorpusMail[] = [
  textMail(
    'only an attachment',
    {
      'Content-Type': 'application/pdf; name="report.pdf"',
      'Content-Disposition': 'attachment; filename="report.pdf"',
      'Content-Transfer-Encoding': 'base64',
    },
    base64('%PDF-1.7'),
    { files: [file('attachment', 'report.pdf', '%PDF-1.7')], remarks: ['no-text'] },
  ),
  textMail(
    'a name in pieces and in another charset (RFC 2231)',
    mixed,
    attached(
      {
        'Content-Type': 'image/png',
        'Content-Disposition':
          "attachment;\r\n filename*0*=utf-8''f%C3%B6;\r\n filename*1*=%C3%B6;\r\n filename*2=.png",
      },
      'x',
    ),
    { text: said, files: [file('attachment', 'föö.png', 'x')] },
  ),
  textMail(
    'a name in encoded words',
    mixed,
    attached(
      {
        'Content-Type': 'application/octet-stream; name="=?utf-8?B?ZsO2w7YucGRm?="',
        'Content-Disposition': 'attachment',
      },
      'x',
    ),
    { text: said, files: [file('attachment', 'föö.pdf', 'x')] },
  ),
  textMail(
    'a name that leads elsewhere comes as it is',
    mixed,
    attached(
      {
        'Content-Type': 'application/octet-stream',
        'Content-Disposition': 'attachment; filename="../../etc/passwd"',
      },
      'x',
    ),
    { text: said, files: [file('attachment', '../../etc/passwd', 'x')] },
  ),
  textMail(
    'a calendar file',
    mixed,
    attached(
      { 'Content-Type': 'application/ics; name="invite.ics"', 'Content-Disposition': 'attachment' },
      'BEGIN:VCALENDAR',
    ),
    {
      text: said,
      files: [file('calendar', 'invite.ics', 'BEGIN:VCALENDAR')],
    },
  ),
  textMail(
    'a mail in the mail is kept closed',
    mixed,
    attached(
      { 'Content-Type': 'message/rfc822', 'Content-Disposition': 'attachment; filename="you idiot.eml"' },
      forwardedMail,
    ),
    {
      text: said,
      files: [file('forwarded-mail', 'you idiot.eml', forwardedMail)],
    },
  ),
  textMail(
    'nothing but a mail in the mail: its text is shown, its sender is not ours',
    { 'Content-Type': 'message/rfc822', Subject: 'Fwd: you idiot' },
    forwardedMail,
    {
      subject: 'Fwd: you idiot',
      text: 'From: Mean Person, mean@example.com\nDate: 2026-11-29\nSubject: you idiot\n\nYou idiot.',
      files: [file('forwarded-mail', '', forwardedMail)],
    },
  ),
  textMail(
    'a digest',
    { 'Content-Type': 'multipart/digest; boundary="d"' },
    multipart('d', Buffer.from(`\r\n${forwardedMail}`)),
    {
      text: 'From: Mean Person, mean@example.com\nDate: 2026-11-29\nSubject: you idiot\n\nYou idiot.',
      files: [file('forwarded-mail', '', forwardedMail)],
    },
  ),
  textMail(
    'Gmail passing on: it stays in the text',
    { ...plain, Subject: 'Fwd: hello' },
    lines(
      'Look:',
      '',
      '---------- Forwarded message ---------',
      'From: Mean <mean@example.com>',
      'Date: Sun, Nov 29, 2026 at 10:00 AM',
      'Subject: hello',
      'To: <robin@example.net>',
      '',
      'You idiot.',
    ),
    {
      subject: 'Fwd: hello',
      text: 'Look:\n\n---------- Forwarded message ---------\nFrom: Mean <mean@example.com>\nDate: Sun, Nov 29, 2026 at 10:00 AM\nSubject: hello\nTo: <robin@example.net>\n\nYou idiot.',
    },
  ),
  textMail(
    'evidence that is quoted in a first mail stays',
    plain,
    lines('He wrote in the chat:', '> idiot', '> go away'),
    {
      text: 'He wrote in the chat:\n> idiot\n> go away',
    },
  ),
  tnefMail('winmail.dat: its files under their long names', packed, [
    file('from-outlook', 'photo of the evening.png', 'picture'),
  ]),
  tnefMail('winmail.dat that breaks off is kept as it is', packed.subarray(0, 60), [
    file('attachment', 'winmail.dat', packed.subarray(0, 60)),
  ]),
  {
    name: 'a virus: its files are left out',
    raw: rawMail(
      mixed,
      attached({ 'Content-Type': 'application/octet-stream; name="x.exe"' }, 'MZ'),
      trace({ virus: 'FAIL' }),
    ),
    expected: expecting({
      text: said,
      remarks: ['virus-files-left-out'],
      verdicts: { ...allPass, virus: 'fail' },
    }),
  },
  {
    name: 'verdicts in every shade',
    raw: rawMail(
      plain,
      said,
      trace({ spam: 'GRAY', virus: 'PROCESSING_FAILED', spf: 'softfail', dkim: 'none', dmarc: 'fail' }),
    ),
    expected: expecting({
      text: said,
      verdicts: { spam: 'unsure', virus: 'unknown', spf: 'unsure', dkim: 'unknown', dmarc: 'fail' },
    }),
  },
  textMail(
    'PGP/MIME encrypted',
    { 'Content-Type': 'multipart/encrypted; protocol="application/pgp-encrypted"; boundary="e"' },
    encryptedBody,
    {
      files: [
        file(
          'encrypted-mail',
          '',
          entity(
            'multipart/encrypted; protocol="application/pgp-encrypted"; boundary="e"',
            withoutLastBreak(encryptedBody),
          ),
        ),
      ],
      remarks: ['no-text', 'encrypted-pgp'],
    },
  ),
  textMail(
    'PGP/MIME as Exchange hands it on',
    { 'Content-Type': 'multipart/mixed; boundary="e"' },
    encryptedBody,
    {
      files: [file('attachment', '', 'Version: 1'), file('encrypted-mail', 'encrypted.asc', armoured)],
      remarks: ['no-text', 'encrypted-pgp'],
    },
  ),
  textMail('PGP inline', plain, armoured, {
    text: armoured.replaceAll('\r', ''),
    remarks: ['encrypted-pgp'],
  }),
  textMail(
    'PGP clear-signed',
    plain,
    lines(
      '-----BEGIN PGP SIGNED MESSAGE-----',
      'Hash: SHA256',
      '',
      said,
      '-----BEGIN PGP SIGNATURE-----',
      'iQE=',
      '-----END PGP SIGNATURE-----',
    ),
    {
      text: `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n${said}\n-----BEGIN PGP SIGNATURE-----\niQE=\n-----END PGP SIGNATURE-----`,
      remarks: ['signed-pgp'],
    },
  ),
  ...(['pgp', 'pkcs7'] as const).map((kind) => {
    const type = `multipart/signed; protocol="application/${kind}-signature"; boundary="s"`;
    const body = multipart(
      's',
      part(plain, said),
      part({ 'Content-Type': `application/${kind}-signature; name="sig"` }, 'SIG'),
    );
    return textMail(`signed by ${kind}`, { 'Content-Type': type }, body, {
      text: said,
      files: [file('signature', '', entity(type, withoutLastBreak(body)))],
      remarks: [kind === 'pgp' ? 'signed-pgp' : 'signed-smime'],
    });
  }),
  textMail(
    'S/MIME encrypted',
    {
      'Content-Type': 'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"',
      'Content-Transfer-Encoding': 'base64',
    },
    'MIAGCSqGSIb3',
    {
      files: [
        file(
          'encrypted-mail',
          '',
          entity('application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"', 'MIAGCSqGSIb3', [
            'content-transfer-encoding: base64',
          ]),
        ),
      ],
      remarks: ['no-text', 'encrypted-smime'],
    },
  ),
  textMail(
    'S/MIME signed, and packed by it',
    {
      'Content-Type': 'application/pkcs7-mime; smime-type=signed-data',
      'Content-Transfer-Encoding': 'base64',
    },
    'MIAGCSqGSIb3',
    {
      files: [
        file(
          'unreadable',
          '',
          entity('application/pkcs7-mime; smime-type=signed-data', 'MIAGCSqGSIb3', [
            'content-transfer-encoding: base64',
          ]),
        ),
      ],
      remarks: ['no-text', 'signed-smime'],
    },
  ),
];

const long = 'word '.repeat(60_000).trim();
const broken: readonly CorpusMail[] = [
  textMail('an empty mail', plain, '', { remarks: ['no-text'] }),
  textMail(
    'a multipart without a boundary',
    { 'Content-Type': 'multipart/mixed' },
    lines('--x1x', 'Content-Type: text/plain', '', said, '--x1x--'),
    { text: said, remarks: ['partly-readable'] },
  ),
  textMail(
    'a multipart with another boundary than it says',
    { 'Content-Type': 'multipart/mixed; boundary="said"' },
    lines('--meant', 'Content-Type: text/plain', '', said, '--meant--'),
    { text: said, remarks: ['partly-readable'] },
  ),
  textMail(
    'a multipart whose boundary never comes',
    { 'Content-Type': 'multipart/mixed; boundary="b"' },
    said,
    { text: said, remarks: ['partly-readable'] },
  ),
  textMail(
    'a multipart that breaks off',
    { 'Content-Type': 'multipart/mixed; boundary="b"' },
    lines('--b', 'Content-Type: text/plain', '', said),
    { text: said, remarks: ['partly-readable'] },
  ),
  textMail(
    'a usual preamble is no text',
    { 'Content-Type': 'multipart/mixed; boundary="b"' },
    Buffer.concat([
      Buffer.from('This is a multi-part message in MIME format.\r\n'),
      multipart('b', part(plain, said)),
    ]),
    { text: said },
  ),
  textMail(
    'words in front of the parts and behind them',
    { 'Content-Type': 'multipart/mixed; boundary="b"' },
    Buffer.concat([Buffer.from('Before.\r\n'), multipart('b', part(plain, said)), Buffer.from('After.\r\n')]),
    { text: `Before.\n\nAfter.\n\n${said}`, remarks: ['partly-readable'] },
  ),
  textMail(
    'base64 with the footer of a list under it',
    { ...plain, 'Content-Transfer-Encoding': 'base64' },
    `${base64(said)}\r\n_____\r\nconduct mailing list!`,
    { text: `${said}\n\n_____\nconduct mailing list!`, remarks: ['partly-readable'] },
  ),
  textMail(
    'base64 that is none',
    { ...plain, 'Content-Transfer-Encoding': 'base64' },
    'It was not encoded!',
    { text: 'It was not encoded!', remarks: ['partly-readable'] },
  ),
  textMail(
    'quoted-printable with escapes that are none',
    { ...plain, 'Content-Transfer-Encoding': 'quoted-printable' },
    'a=ZZb = c=3D=',
    { text: 'a=ZZb = c=' },
  ),
  textMail(
    'a transfer encoding that nobody knows',
    { ...plain, 'Content-Transfer-Encoding': 'x-rot13' },
    said,
    { text: said },
  ),
  textMail('a type that is none', { 'Content-Type': 'text' }, said, { text: said }),
  textMail(
    'bytes that are no text',
    plain,
    Buffer.from(Array.from({ length: 400 }, (_, index) => (index * 37) % 256)),
    {
      files: [
        file('unreadable', '', Buffer.from(Array.from({ length: 400 }, (_, index) => (index * 37) % 256))),
      ],
      remarks: ['not-readable', 'no-text'],
    },
  ),
  textMail('a line of a megabyte', plain, 'x'.repeat(100_000), { text: 'x'.repeat(100_000) }),
  textMail('a text that is longer than a report', plain, long, {
    // 200 KB, less 4 KB for the rest of a report, less its subject; at the end of a word.
    text: long.slice(0, 200_674),
    files: [file('long-text', '', long.slice(200_675))],
    remarks: ['text-cut'],
  }),
  textMail('controls and marks that turn the direction go', plain, `They\u0007 \u202eshouted at me.`, {
    text: said,
  }),
  {
    name: 'no empty line after the header',
    raw: Buffer.from(lines(trace(), header(plain), said)),
    expected: expecting({ text: said }),
  },
  {
    name: 'a line in the header that is no field',
    raw: Buffer.from(
      lines(
        trace(),
        'From: Robin Reporter <robin@example.net>',
        'what is this',
        header({ From: undefined, ...plain }),
        '',
        said,
      ),
    ),
    expected: expecting({ text: `what is this\n\n${said}`, remarks: ['partly-readable'] }),
  },
  {
    name: 'the line of an mbox in front',
    raw: Buffer.concat([
      Buffer.from('From robin@example.net Mon Nov 30 10:12:00 2026\r\n'),
      rawMail(plain, said),
    ]),
    expected: expecting({ text: said }),
  },
  {
    name: 'a header of a megabyte with its sender at the end',
    raw: rawMail({ 'X-Filler': `${'y'.repeat(70)}\r\n `.repeat(15_000), ...plain }, said),
    expected: expecting({ text: said }),
  },
  {
    name: 'a date that is none',
    raw: rawMail({ ...plain, Date: 'soon' }, said),
    expected: expecting({ text: said, sentOn: undefined }),
  },
  {
    name: 'a subject of quoted-printable from Windows',
    raw: rawMail({ ...plain, Subject: '=?windows-1252?Q?=93No=94?=' }, quotedPrintable(said)),
    expected: expecting({ text: said, subject: '“No”' }),
  },
  {
    name: 'a page without an end',
    raw: rawMail(page, `<p>${said}<!-- never closed <a href="x`),
    expected: expecting({ text: `${said}<!-- never closed <a href="x`, remarks: ['html-only'] }),
  },
];

/** Senders, automatic mails, files, and what is broken. */
export const otherMails: readonly CorpusMail[] = [...senders, ...automatics, ...files, ...broken];

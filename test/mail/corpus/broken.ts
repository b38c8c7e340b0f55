import {
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
  said,
  textMail,
  trace,
  type CorpusMail,
} from './make-mail.ts';

const long = 'word '.repeat(60_000).trim();

/** What breaks the rules, or asks for more than a report takes. */
export const brokenMails: readonly CorpusMail[] = [
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

import type { ReadMail } from '../../../functions/domain/mail/read-mail.ts';
import {
  allPass,
  base64,
  expecting,
  file,
  forwardedMail,
  lines,
  multipart,
  part,
  plain,
  rawMail,
  said,
  textMail,
  trace,
  type CorpusMail,
} from './make-mail.ts';
import { winmail } from './make-winmail.ts';

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

/** What a mail brings besides its text, other mails among it. */
export const fileMails: readonly CorpusMail[] = [
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
];

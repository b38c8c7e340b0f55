import type { AutomaticKind } from '../../../functions/domain/mail/read-mail.ts';
import {
  expecting,
  file,
  forwardedMail,
  multipart,
  part,
  plain,
  rawMail,
  said,
  sent,
  trace,
  type CorpusMail,
  type HeaderChanges,
} from './make-mail.ts';

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

/** What programs send by themselves, and what only looks like it. */
export const automaticMails: readonly CorpusMail[] = [
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

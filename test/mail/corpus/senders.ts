import { allPass, expecting, plain, rawMail, said, sent, trace, type CorpusMail } from './make-mail.ts';

/** Who sends a mail, to whom, and how sure that is. */
export const senderMails: readonly CorpusMail[] = [
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
];

import { filingRemarks, type FilingRemark, type LeftOutReason } from '../../domain/mail/filing-remarks.ts';
import {
  mailRemarks,
  verdicts,
  type MailRemark,
  type MailVerdicts,
  type Verdict,
} from '../../domain/mail/read-mail.ts';
import type { FileRefusal } from '../../domain/attachment/receive-file.ts';
import type { ByMail } from '../../domain/thread/by-mail.ts';
import { fileRefusalNames } from '../files/file-words.ts';

/** How sure it is that a mail comes from the address it names; each check alone proves little. */
const senderSentence = (said: Readonly<Record<'spf' | 'dkim' | 'dmarc', Verdict>>): string => {
  if (said.dmarc === 'pass')
    return 'The sender’s domain confirms that this email came from there (DMARC passed). Somebody with access to that mailbox, or to the domain, sent it.';
  if (said.dmarc === 'fail')
    return 'The sender’s domain does not confirm this email (DMARC failed). Somebody else may have written it in that name, or it was forwarded.';
  if (said.dkim === 'pass' || said.spf === 'pass')
    return 'Some checks passed, but none of them confirms the sender it names. Do not rely on the name.';
  return 'Nothing confirms who sent this email. Anybody can put any name and address into an email.';
};

const checkNames = { spf: 'SPF', dkim: 'DKIM', dmarc: 'DMARC' } as const;
const verdictWords: Readonly<Record<Verdict, string>> = {
  pass: 'passed',
  fail: 'failed',
  unsure: 'could not be decided',
  unknown: 'not checked',
};

const known = (given: string | undefined): Verdict => verdicts.find((one) => one === given) ?? 'unknown';

export const verdictsOf = ({ verdicts: given }: ByMail): MailVerdicts => ({
  spam: known(given.spam),
  virus: known(given.virus),
  spf: known(given.spf),
  dkim: known(given.dkim),
  dmarc: known(given.dmarc),
});

export const isSenderConfirmed = (byMail: ByMail): boolean => verdictsOf(byMail).dmarc === 'pass';

/** The verdicts of the mail servers, as sentences. */
export const verdictSentences = (byMail: ByMail): readonly string[] => {
  const said = verdictsOf(byMail);
  const checks = (['spf', 'dkim', 'dmarc'] as const).map(
    (name) => `${checkNames[name]} ${verdictWords[said[name]]}`,
  );
  return [
    senderSentence(said),
    `Checks: ${checks.join(', ')}.`,
    ...(said.spam === 'fail' ? ['The mail service marked it as spam. We kept it all the same.'] : []),
    ...(said.virus === 'fail' ? ['The mail service found a virus in it.'] : []),
  ];
};

const remarkWords: Readonly<Record<MailRemark | FilingRemark, string>> = {
  'not-readable': 'This email could not be read. It is attached as it arrived.',
  'partly-readable': 'Parts of this email could not be read. They are attached as they arrived.',
  'charset-guessed': 'The email does not say which character set it uses. Some letters may be wrong.',
  'no-text': 'The email has no text.',
  'html-only': 'The email was a formatted page. It is shown as plain text; pictures and layout are gone.',
  'text-cut': 'The text was too long for a report. The rest is attached as a file.',
  'too-many-parts': 'The email had too many parts. Not all of them are here.',
  'nested-too-deeply':
    'The email held emails within emails, too deep to be read. The innermost are attached.',
  'headers-cut': 'The email had too many header lines. Not all of them were read.',
  'several-senders': 'The email names more than one sender. The first is kept.',
  'no-sender': 'The email names no sender.',
  'virus-files-left-out': 'Its files were left out because of the virus.',
  'encrypted-pgp':
    'The email is encrypted with OpenPGP. It is kept as it arrived. Whoever has the key can decrypt it on their own machine.',
  'encrypted-smime':
    'The email is encrypted with S/MIME. It is kept as it arrived. Whoever has the key can decrypt it on their own machine.',
  'signed-pgp': 'The email is signed with OpenPGP. Nobody here has checked the signature.',
  'signed-smime': 'The email is signed with S/MIME. Nobody here has checked the signature.',
  'forwarded-to-us': 'The email was forwarded to us. The sender is the one that the forwarded email names.',
  'conversation-full': 'It answers a conversation that is full, so it became a new case. Link the two.',
  'many-in-an-hour': 'Many emails came from this address within an hour. They share one case.',
  'other-sender':
    'It came from another address than the report. Whoever knows the address for replies can write here.',
  'not-answered': 'No automatic answer was sent, so the sender has no words to read answers with.',
  'sent-by-program': 'It was sent automatically, such as an out-of-office note.',
  'maybe-sent-by-program': 'A program may have sent it by itself.',
  'sent-by-list': 'It came through a mailing list.',
  'sent-from-our-address': 'It says that it comes from an address of ours.',
  'keys-left-out':
    'It quotes our own answer. The link and the address for replies in it are the reporter’s alone and were left out.',
  'files-left-out': 'Not all of its files were taken.',
};

const isKnownRemark = (given: string): given is MailRemark | FilingRemark =>
  [...mailRemarks, ...filingRemarks].some((one) => one === given);

export const remarkSentences = ({ remarks }: ByMail): readonly string[] =>
  remarks
    .filter(isKnownRemark)
    // What is encrypted has a text that nobody here can read.
    .filter((remark) => remark !== 'no-text' || !remarks.some((other) => other.startsWith('encrypted-')))
    .map((remark) => remarkWords[remark]);

const leftOutWords: Readonly<Record<LeftOutReason, string>> = {
  'too-many': 'One entry takes no more files.',
  'case-full': 'There is no room for it in this case.',
  'day-full': 'No more files were taken on that day.',
};
const reasonWords: ReadonlyMap<string, string> = new Map<LeftOutReason | FileRefusal, string>([
  ...(Object.entries(leftOutWords) as [LeftOutReason, string][]),
  // `Object.entries` forgets the names that the types of both records list.
  ...(Object.entries(fileRefusalNames) as [FileRefusal, string][]),
]);

/** Why a file was not taken; empty for a reason that this release does not know. */
export const leftOutReason = (why: string): string => reasonWords.get(why) ?? '';

/** What it means for whoever wrote it. */
export const anonymitySentence =
  'An email is not anonymous: the mail providers on both sides know who wrote, when and what. Names and address are kept apart and opened with a reason.';

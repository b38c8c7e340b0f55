/** What SES, or a server before it, found out about a mail. `unknown`: nothing is said, or nothing we know. */
export const verdicts = ['pass', 'fail', 'unsure', 'unknown'] as const;
export type Verdict = (typeof verdicts)[number];

export type MailVerdicts = Readonly<Record<'spam' | 'virus' | 'spf' | 'dkim' | 'dmarc', Verdict>>;

/** How a part of a mail came to be a file. */
export type MailFileKind =
  | 'attachment'
  | 'inline-picture'
  | 'calendar'
  | 'forwarded-mail'
  /** Taken out of a `winmail.dat`. */
  | 'from-outlook'
  /** A whole mail that only its reader can decrypt, as it came. */
  | 'encrypted-mail'
  /** A signed mail as it came, with its signature; of one over a megabyte the signature alone. */
  | 'signature'
  /** The rest of a text that was too long for a report. */
  | 'long-text'
  /** The text of the page that a mail has beside its plain text, where it says more. */
  | 'other-version'
  /** What could not be read, as it came, without the headers. */
  | 'unreadable';

export type MailFile = {
  /** As the mail names it, unchecked; empty when it does not. */
  readonly name: string;
  readonly kind: MailFileKind;
  readonly bytes: Uint8Array;
};

/** What could not be read, or was left out; the team is shown a sentence for each. */
export const mailRemarks = [
  'not-readable',
  'partly-readable',
  'charset-guessed',
  'no-text',
  'html-only',
  'text-cut',
  'too-many-parts',
  'nested-too-deeply',
  'headers-cut',
  'several-senders',
  'no-sender',
  'virus-files-left-out',
  'encrypted-pgp',
  'encrypted-smime',
  'signed-pgp',
  'signed-smime',
  'forwarded-to-us',
] as const;
export type MailRemark = (typeof mailRemarks)[number];

/** Why nothing is answered automatically (RFC 3834 §2), and nothing that is answered can loop. */
export type AutomaticKind =
  | 'auto-reply'
  | 'bounce'
  | 'list'
  | 'own'
  /** Programs write so, and people do: it is not answered, and is kept. */
  | 'maybe-program';

/**
 * A mail as it was read. Reading never fails: what cannot be read is a file of the kind `unreadable` and a remark. Texts
 * have uniform line ends, no characters that are unsafe to show, and are at most as long as a report may be together.
 */
export type ReadMail = {
  /** Who wrote it: the first of `From`, or of the mail that was forwarded or sent again to us. */
  readonly sender: { readonly address?: string | undefined; readonly name?: string | undefined };
  /** Where answers go: `Reply-To` if it has the sender's domain, else the sender. ASCII or SMTPUTF8; absent when there is nobody. */
  readonly answerTo?: string | undefined;
  /** Every address it was sent to, from SES's own trace and all headers of delivery, lower case: one may hold a reply handle. */
  readonly recipients: readonly string[];
  readonly subject: string;
  /** The day of `Date`, in UTC. */
  readonly sentOn?: string | undefined;
  /** Without its brackets; never stored. */
  readonly messageId?: string | undefined;
  /** A language of ours, from `Content-Language`. */
  readonly language?: string | undefined;
  /** What is new in it. */
  readonly text: string;
  /** The history below or above it. */
  readonly quoted: string;
  readonly signature: string;
  readonly files: readonly MailFile[];
  readonly verdicts: MailVerdicts;
  readonly automatic?: AutomaticKind | undefined;
  readonly remarks: readonly MailRemark[];
};

/**
 * Reads a mail in a thread that can be stopped, with bounded time, memory, parts and depth.
 * @param raw as SES has stored it (at most 40 MB), its own trace on top
 */
export type MailReader = (raw: Uint8Array) => Promise<ReadMail>;

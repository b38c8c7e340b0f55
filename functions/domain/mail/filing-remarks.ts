/** Why a mail stands where it does, or without something; the team is shown a sentence for each. */
export const filingRemarks = [
  /** It answers a conversation that is full, and is a case of its own for that. */
  'conversation-full',
  /** So many came from one address in an hour that they are one case together. */
  'many-in-an-hour',
  /** It came to the address for replies from another address than the report. */
  'other-sender',
  /** Nothing was answered by itself, so that nobody has words for the conversation. */
  'not-answered',
  /** A program has sent it by itself. */
  'sent-by-program',
  'maybe-sent-by-program',
  'sent-by-list',
  'sent-from-our-address',
  /** It quotes a link or an address of our answers, which are the reporter's alone. */
  'keys-left-out',
  'files-left-out',
] as const;
export type FilingRemark = (typeof filingRemarks)[number];

/** Why a file of a mail was not taken, beside what any file may be refused for. */
export type LeftOutReason = 'too-many' | 'case-full' | 'day-full';

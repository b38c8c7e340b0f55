import { createHash } from 'node:crypto';
import { inLanguage } from '../../../settings/localised.ts';
import type { Settings } from '../../../settings/schema.ts';
import { leads, type PermissionRow } from '../../authorization/permissions.ts';
import type { SoftConflict } from '../../decision/approval.ts';
import { reasonAgainst, reasonWords, type ReasonAgainst } from '../../decision/eligibility.ts';
import { isHolding } from '../../decision/hold.ts';
import type { AskedCopy, TwoPersonAct, TwoPersonRequest } from '../../decision/two-person-request.ts';
import { isNamedIn } from '../../member/can-see-case.ts';
import type { Member } from '../../member/member.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { OpenCase } from '../change/open-case.ts';
import type { ProblemsOf, ProblemText } from '../change/problem-text.ts';
import { damagedRecords, type DamagedRecords } from '../decision/decision-problems.ts';
import type { Redaction } from '../../redaction/redaction.ts';
import { redactionsHash } from '../../redaction/redactions-hash.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import { contentsOf, readRedactions } from '../redaction/redaction-parts.ts';
import { readRecordsOf, type Numbered } from '../reading/read-records.ts';
import { holdRecord, softConflictRecord, twoPersonRequestRecord } from '../record/decision-records.ts';

/** What operations on acts of two people share. */

// Takes the case from everybody: asked for by a lead, and then agreed to by somebody else.
export const askingErasure: PermissionRow = { roles: leads };
// Carries the case out of the service: by who answers for it, and then agreed to by somebody else.
export const askingCopy: PermissionRow = { roles: leads, assigneeToo: true };

/** Who may ask for an act. */
export const askingOf = (act: TwoPersonAct): PermissionRow => (act === 'copy' ? askingCopy : askingErasure);

/** What the reporter wrote is erased already. */
export type WordsGone = { readonly kind: 'words-gone' };
export const wordsGone: ProblemText = {
  is: 'conflict',
  code: 'words-gone',
  detail: 'What the reporter wrote is erased already.',
};

export type Held = { readonly kind: 'held'; readonly until: string };
export type TakesNoPart = { readonly kind: 'takes-no-part'; readonly why: ReasonAgainst };
/** What is hidden has changed since a redacted copy was asked for. */
export type RedactionsChanged = { readonly kind: 'redactions-changed' };
export type RequestRefusal = Held | TakesNoPart | DamagedRecords;

export const requestProblems: ProblemsOf<RequestRefusal> = {
  ...damagedRecords,
  held: ({ until }) => ({
    is: 'conflict',
    code: 'held',
    detail: `Somebody keeps this case until ${until}, so it cannot be erased. A lead lifts that first, on the page Measures.`,
    more: { until },
  }),
  'takes-no-part': ({ why }) => ({
    is: 'conflict',
    code: 'takes-no-part',
    detail: `You take no part in this: who takes no part ${reasonWords[why]}.`,
    more: { why },
  }),
};

export const redactionsChanged: ProblemsOf<RedactionsChanged> = {
  'redactions-changed': {
    is: 'conflict',
    code: 'redactions-changed',
    detail:
      'What is hidden of this case has changed since the copy was asked for, so it is another copy. Take the request back, and ask anew.',
  },
};

/** How many entries of each conversation a copy holds. */
export const entriesOf = ({ entries, threads }: Pick<AskedCopy, 'entries' | 'threads'>) =>
  threads ?? { [reporterThread]: entries };

/** What binds a redacted copy to what is hidden in the entries that it holds, of one conversation or of several. */
export const boundHash = (
  redactions: readonly Redaction[],
  copy: Pick<AskedCopy, 'entries' | 'threads'>,
): string => {
  if (copy.threads === undefined) return redactionsHash(redactions, reporterThread, copy.entries);
  const hashes = Object.entries(copy.threads)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([thread, entries]) => redactionsHash(redactions, thread, entries));
  return createHash('sha256').update(JSON.stringify(hashes)).digest('base64url');
};

/** Whether a copy is whole, or what is hidden is what was hidden when it was asked for. */
export const standsAsAsked = async (
  context: CaseContext,
  opened: OpenCase,
  copy: AskedCopy,
): Promise<'as-asked' | (RedactionsChanged | DamagedRecords)> => {
  if (copy.redactions === undefined) return 'as-asked';
  const redactions = await readRedactions(context, opened);
  if (!redactions) return { kind: 'damaged-records' };
  const now = boundHash(contentsOf(redactions), copy);
  return now === copy.redactions ? 'as-asked' : { kind: 'redactions-changed' };
};

/** Whom the settings name for what the team cannot settle itself, in words. */
export const outsideWords = ({ outsideContact }: Pick<Settings, 'outsideContact'>): string =>
  outsideContact === undefined ? '' : `, or turn to ${inLanguage(outsideContact.label, 'en')}`;

/** The records by which acts of two people are decided. */
export type ReadRequests = {
  readonly requests: readonly Numbered<TwoPersonRequest>[];
  readonly softConflicts: readonly SoftConflict[];
  /** The last day of a hold that keeps the case now. */
  readonly heldUntil: string | undefined;
};

/** @returns `undefined` when one of them does not open or is gone: nobody knows what it says */
export const readRequests = async (
  context: CaseContext,
  opened: OpenCase,
): Promise<ReadRequests | undefined> => {
  const [requests, conflicts, holds] = await Promise.all([
    readRecordsOf(context, opened, twoPersonRequestRecord),
    readRecordsOf(context, opened, softConflictRecord),
    readRecordsOf(context, opened, holdRecord),
  ]);
  if (requests.unreadable + conflicts.unreadable + holds.unreadable > 0) return undefined;
  const holding = holds.records
    .filter(({ content }) => isHolding(content, context.now))
    .map(({ content }) => content.until)
    .sort();
  return {
    requests: requests.records,
    softConflicts: conflicts.records.map(({ content }) => content),
    heldUntil: holding.at(-1),
  };
};

/**
 * Why a member takes no part in an act of two people; the first that holds.
 * @param team ids of who could see the case when it was asked for
 */
export const reasonAgainstAct = (
  { head, brief }: Pick<OpenCase, 'head' | 'brief'>,
  { softConflicts }: Pick<ReadRequests, 'softConflicts'>,
  member: Member,
  team?: readonly string[],
): ReasonAgainst | undefined =>
  reasonAgainst(member, { channel: head.channel, brief, openedBy: head.openedBy }, { team, softConflicts });

/** Who else can agree, now or once they have opened the case. */
export const othersWhoCanAgree = (
  opened: Pick<OpenCase, 'head' | 'brief'>,
  read: Pick<ReadRequests, 'softConflicts'>,
  members: readonly Member[],
  asker: Member,
): readonly Member[] =>
  members.filter((one) => {
    if (one.memberId === asker.memberId || isNamedIn([asker.memberId], one)) return false;
    const against = reasonAgainstAct(opened, read, one);
    return against === undefined || against === 'not-opened';
  });

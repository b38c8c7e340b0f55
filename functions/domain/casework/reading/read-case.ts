import { readingPermissions } from '../../authorization/permissions.ts';
import type { ErasedThreads } from '../../thread/thread-limits.ts';
import { mailedAs } from '../../mail/mail-addresses.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import { hasDoor, type CaseHead } from '../change/case-store.ts';
import { changeCase } from '../change/change-case.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { Brief } from '../../case/brief.ts';
import { identityGiven, type IdentityPart } from '../../case/identity.ts';
import { readInterviewsPage, type InterviewsPage } from './interviews-page.ts';
import { readNotesPage, type NotesPage } from './notes-page.ts';
import type { DoorRecord } from '../../door/door.ts';
import {
  markConversations,
  noConversations,
  readConversations,
  unreadConversations,
  type Conversations,
} from './conversations.ts';
import { readWaitingAnswers, type WaitingAnswers } from '../doors/waiting-answers.ts';
import { retentionEnds, type RetentionEnd } from '../../deadline/retention-ends.ts';
import { linkedCases, type LinkedCase } from './linked-cases.ts';
import { openedEntries, type NumberedEntry } from './opened-entries.ts';
import { openCase, type OpenCase } from '../change/open-case.ts';
import type { NotPermitted } from '../change/permission-of.ts';
import {
  readDecisionRecords,
  readRecordsOf,
  readStandingRecords,
  type DecisionRecords,
} from './read-records.ts';
import { respondentRecord } from '../record/decision-records.ts';
import { readTasksPage, type TasksPage } from './tasks-page.ts';

/** `off`: the channel takes no mail any more, and nothing is mailed. */
export type CaseMail = { readonly as: 'full' | 'notice' | 'off'; readonly failedOn?: string | undefined };

const mailOfCase = ({ settings }: CaseContext, { head, vault }: OpenCase): CaseMail | undefined =>
  vault.mail && {
    as: mailedAs(settings, head)?.as ?? 'off',
    failedOn: vault.mail.failedOn ?? head.mailFailedOn,
  };

/** A case as a member reads it. What does not open is said to be unreadable; the rest is shown. */
export type ReadCase = {
  readonly head: CaseHead;
  readonly brief: Brief;
  readonly retainedUntil: Date;
  /** What of it ends, and when. */
  readonly ends: readonly RetentionEnd[];
  readonly openedAt: Date | undefined;
  /** Whether somebody can come back to the reporter's thread and read what is answered. */
  readonly hasDoor: boolean;
  /** For a reporter who wrote by mail: how they are told of what the team writes, and when that failed the last time. */
  readonly mail: CaseMail | undefined;
  /** The cases about the same incident that the member may see. */
  readonly linked: readonly LinkedCase[];
  /** Which parts of their identity the reporter has given. */
  readonly identityGiven: readonly IdentityPart[];
  readonly entries: readonly NumberedEntry[];
  /** What was erased of its threads while the case goes on. */
  readonly erasedThreads: ErasedThreads;
  readonly notes: NotesPage;
  readonly tasks: TasksPage;
  /** A page of what people said to members, where it was asked for. */
  readonly interviews: InterviewsPage | undefined;
  /** The conversations with others than the reporter, where they were asked for. */
  readonly conversations: Conversations;
  /** Those in which something is new to the team. */
  readonly unreadConversations: readonly { readonly door: DoorRecord; readonly count: number }[];
  /** What admins of platforms have answered, and nobody has taken over yet. */
  readonly waitingAnswers: readonly WaitingAnswers[];
  /** By what the case is decided; where not all of it was asked for, what tells how far it has come. */
  readonly records: DecisionRecords;
};

/** Which pages of a case's lists are read with it; the first ones unless said. */
export type ReadingPages = {
  readonly notesBefore?: number | undefined;
  readonly tasksFrom?: number | undefined;
  /** Interviews are read; `before`: those that are older than the note of this number. */
  readonly interviews?: { readonly before: number | undefined } | undefined;
  readonly records?: boolean | undefined;
  /** What others than the reporter wrote is read, and marked as looked at. */
  readonly conversations?: boolean | undefined;
};

export type ReadResult = { readonly kind: 'read'; readonly read: ReadCase } | NotPermitted;

/**
 * Reads a whole case: a constant number of calls. The first reading says that the member has no conflict of interest and
 * marks the case as opened, which the reporter sees and which ends withdrawing at once; any reading marks it as read.
 * With a token that may only read nothing is marked: a case that its member has not opened is `unopened`.
 */
export const readCase = async (
  context: CaseContext,
  caseId: string,
  pages: ReadingPages = {},
): Promise<ReadResult> => {
  const { store, openKeyRing, member, now, readOnly } = context;
  const stored = await store.findCase(caseId);
  const opened = await openCase(openKeyRing, member, stored, now);
  if (!opened) return { kind: 'not-found' };
  const isReader = (readBy: OpenCase): boolean => readBy.head.openedBy.includes(member.memberId);
  if (readOnly && !isReader(opened)) return { kind: 'unopened' };
  if (readOnly || (opened.vault.openedAt && !opened.head.unread && isReader(opened)))
    return readAndMarked(context, caseId, await contents(context, opened, pages));
  const marked = await changeCase(context, caseId, readingPermissions['open-case'], (current) => ({
    edit: {
      audit: { action: isReader(current) ? 'read' : 'opened' },
      opensCase: true,
      head: { unread: false },
    },
  }));
  if (marked.kind === 'already-sent') return { kind: 'not-found' };
  if (marked.kind !== 'committed') return marked;
  const { change, opened: current } = marked.committed;
  const head = { ...current.head, ...change.after, version: current.head.version + 1 };
  const vault = { ...current.vault, openedAt: change.openedAt };
  return readAndMarked(context, caseId, await contents(context, { ...current, head, vault }, pages));
};

/** What of the conversations was shown is not new any more. */
const readAndMarked = async (context: CaseContext, caseId: string, read: ReadCase): Promise<ReadResult> => {
  await markConversations(context, caseId, read.conversations);
  return { kind: 'read', read };
};

/** Interviews among the notes name respondents by number: then who these are is read as well, a call more. */
const withRespondents = async (
  context: CaseContext,
  opened: OpenCase,
  { notes, records }: Pick<ReadCase, 'notes' | 'records'>,
): Promise<DecisionRecords> => {
  const isNamed = notes.notes.some(
    ({ note }) => note !== 'unreadable' && note.kind === 'interview' && note.respondent !== undefined,
  );
  if (!isNamed) return records;
  const { records: respondents, unreadable } = await readRecordsOf(context, opened, respondentRecord);
  return { ...records, respondents, unreadable: records.unreadable + unreadable };
};

const contents = async (
  context: CaseContext,
  opened: OpenCase,
  {
    notesBefore,
    tasksFrom,
    interviews: wantsInterviews,
    records: wantsRecords,
    conversations: wantsConversations,
  }: ReadingPages,
): Promise<ReadCase> => {
  const { head, vault, brief } = opened;
  const [entries, notes, tasks, linked, read, interviews, conversations, unread, waitingAnswers] =
    await Promise.all([
      openedEntries(context, opened, reporterThread),
      readNotesPage(context, opened, { before: notesBefore }),
      readTasksPage(context, opened, { from: tasksFrom }),
      linkedCases(context, brief.linkedCases),
      wantsRecords ? readDecisionRecords(context, opened) : readStandingRecords(context, opened),
      wantsInterviews && readInterviewsPage(context, opened, wantsInterviews),
      wantsConversations ? readConversations(context, opened) : noConversations,
      unreadConversations(context, opened),
      readWaitingAnswers(context, opened),
    ]);
  const records = wantsRecords ? read : await withRespondents(context, opened, { notes, records: read });
  return {
    head,
    brief,
    retainedUntil: vault.expiresAt,
    ends: retentionEnds(vault),
    openedAt: vault.openedAt,
    hasDoor: hasDoor(vault, reporterThread),
    mail: mailOfCase(context, opened),
    linked,
    identityGiven: identityGiven(brief, vault.identity),
    erasedThreads: vault.erasedThreads ?? {},
    entries,
    notes,
    tasks,
    interviews,
    conversations,
    unreadConversations: unread,
    waitingAnswers,
    records,
  };
};

import { openEntry, type Entry } from '../thread/entry.ts';
import { reporterThread } from './case-id.ts';
import type { CaseHead } from './case-store.ts';
import { changeCase } from './change-case.ts';
import type { CaseContext } from './intention.ts';
import type { Brief } from './brief.ts';
import { identityGiven, type IdentityPart } from './identity.ts';
import { openNote, type Note } from './note.ts';
import type { Member } from '../member/member.ts';
import { linkedCases, type LinkedCase } from './linked-cases.ts';
import { openCase, type OpenCase } from './open-case.ts';
import type { NotPermitted } from './permission-of.ts';
import { openTask, type Task } from './task.ts';

/** A case as a member reads it. What does not open is said to be unreadable; the rest is shown. */
export type ReadCase = {
  readonly head: CaseHead;
  readonly brief: Brief;
  readonly retainedUntil: Date;
  readonly openedAt: Date | undefined;
  /** Whether somebody can come back to the reporter's thread and read what is answered. */
  readonly hasDoor: boolean;
  /** The cases about the same incident that the member may see. */
  readonly linked: readonly LinkedCase[];
  /** Which parts of their identity the reporter has given. */
  readonly identityGiven: readonly IdentityPart[];
  readonly entries: readonly { readonly number: number; readonly entry: Entry | 'unreadable' }[];
  readonly notes: readonly { readonly number: number; readonly note: Note | 'unreadable' }[];
  readonly tasks: readonly { readonly number: number; readonly task: Task | 'unreadable' }[];
};

export type ReadResult = { readonly kind: 'read'; readonly read: ReadCase } | NotPermitted;

/**
 * Reads a whole case: a constant number of calls. The first reading says that the member has no conflict of interest and
 * marks the case as opened, which the reporter sees and which ends withdrawing at once; any reading marks it as read.
 * With a token that may only read nothing is marked: a case that its member has not opened is `unopened`.
 */
export const readCase = async (context: CaseContext, caseId: string): Promise<ReadResult> => {
  const { store, openKeyRing, member, now, readOnly } = context;
  const stored = await store.findCase(caseId);
  const opened = await openCase(openKeyRing, member, stored, now);
  if (!opened) return { kind: 'not-found' };
  const isReader = (readBy: OpenCase): boolean => readBy.head.openedBy.includes(member.memberId);
  if (readOnly && !isReader(opened)) return { kind: 'unopened' };
  if (readOnly || (opened.vault.openedAt && !opened.head.unread && isReader(opened)))
    return { kind: 'read', read: await contents(context, opened) };
  const marked = await changeCase(context, caseId, 'open-case', (current) => ({
    intention: { action: isReader(current) ? 'read' : 'opened', opensCase: true, unread: false },
  }));
  if (marked.kind === 'already-sent') return { kind: 'not-found' };
  if (marked.kind !== 'committed') return marked;
  const { change, opened: current } = marked.committed;
  const head = { ...current.head, ...change.after, version: current.head.version + 1 };
  const vault = { ...current.vault, openedAt: change.openedAt };
  return { kind: 'read', read: await contents(context, { ...current, head, vault }) };
};

const contents = async (context: CaseContext, opened: OpenCase): Promise<ReadCase> => {
  const { store, member } = context;
  const { head, vault, brief, threadKey, caseworkKey } = opened;
  const { caseId } = head;
  const [thread, work] = await Promise.all([
    store.readThread(caseId, reporterThread),
    store.readWork(caseId),
  ]);
  const notes = work.notes.map(({ number, sealed }) => ({
    number,
    note: (caseworkKey && openNote(caseworkKey, caseId, number, sealed)) ?? ('unreadable' as const),
  }));
  const mentioned = notes.flatMap(({ note }) => otherCase(note) ?? []);
  const known = await linkedCases(context, [...brief.linkedCases, ...mentioned]);
  const knownIds = new Set(known.map((one) => one.caseId));
  return {
    head,
    brief,
    retainedUntil: vault.expiresAt,
    openedAt: vault.openedAt,
    hasDoor: (vault.doors[reporterThread] ?? []).length > 0,
    linked: known.filter((one) => brief.linkedCases.includes(one.caseId)),
    identityGiven: identityGiven(brief, vault.identity),
    entries: thread.entries.map(({ number, sealed }) => ({
      number,
      entry: openEntry(threadKey, { caseId, thread: reporterThread, number }, sealed) ?? 'unreadable',
    })),
    notes: notes.filter(({ note }) => note === 'unreadable' || isFor(member, note, knownIds)),
    tasks: work.tasks.map((sealed) => ({
      number: sealed.number,
      task: (caseworkKey && openTask(caseworkKey, caseId, sealed)) ?? 'unreadable',
    })),
  };
};

/** The other case that a note is about. */
const otherCase = (note: Note | 'unreadable'): string | undefined =>
  note !== 'unreadable' && 'otherId' in note ? note.otherId : undefined;

/**
 * A private note is its writer's alone. One about a link or a split is for those who may know the other case, too: its
 * reason may name it. Notes of earlier releases do not say which case that is, and are shown to their writers.
 */
const isFor = ({ memberId }: Member, note: Note, known: ReadonlySet<string>): boolean => {
  if (note.kind === 'note') return note.private !== true || note.author.id === memberId;
  if (note.kind !== 'link' && note.kind !== 'unlink' && note.kind !== 'split') return true;
  return note.otherId === undefined ? note.author.id === memberId : known.has(note.otherId);
};

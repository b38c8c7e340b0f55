import { openEntry, type Entry } from '../thread/entry.ts';
import { reporterThread } from './case-id.ts';
import type { CaseHead } from './case-store.ts';
import { changeCase } from './change-case.ts';
import type { CaseContext } from './intention.ts';
import type { Brief } from './brief.ts';
import { identityParts, type IdentityPart } from './identity.ts';
import { openNote, type Note } from './note.ts';
import type { Member } from '../member/member.ts';
import { linkedCases, type LinkedCase } from './linked-cases.ts';
import { openCase, type OpenCase } from './open-case.ts';
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

/**
 * Reads a whole case: a constant number of calls. The first reading marks the case as opened, which the reporter sees
 * and which ends withdrawing at once; any reading marks it as read.
 */
export const readCase = async (context: CaseContext, caseId: string): Promise<ReadCase | undefined> => {
  const { store, openKeyRing, member, now } = context;
  const stored = await store.findCase(caseId);
  const opened = await openCase(openKeyRing, member, stored, now);
  if (!opened) return undefined;
  const isReader = (readBy: OpenCase): boolean => readBy.head.openedBy.includes(member.memberId);
  if (opened.vault.openedAt && !opened.head.unread && isReader(opened)) return contents(context, opened);
  const marked = await changeCase(context, caseId, 'open-case', (current) => ({
    intention: { action: isReader(current) ? 'read' : 'opened', opensCase: true, unread: false },
  }));
  if (marked.kind !== 'committed') return undefined;
  const { change, opened: current } = marked.committed;
  const head = { ...current.head, ...change.after, version: current.head.version + 1 };
  const vault = { ...current.vault, openedAt: change.openedAt };
  return contents(context, { ...current, head, vault });
};

const contents = async (context: CaseContext, opened: OpenCase): Promise<ReadCase> => {
  const { store, member } = context;
  const { head, vault, brief, threadKey, caseworkKey } = opened;
  const { caseId } = head;
  const [thread, work, linked] = await Promise.all([
    store.readThread(caseId, reporterThread),
    store.readWork(caseId),
    linkedCases(context, brief.linkedCases),
  ]);
  const notes = work.notes.map(({ number, sealed }) => ({
    number,
    note: (caseworkKey && openNote(caseworkKey, caseId, number, sealed)) ?? ('unreadable' as const),
  }));
  return {
    head,
    brief,
    retainedUntil: vault.expiresAt,
    openedAt: vault.openedAt,
    hasDoor: (vault.doors[reporterThread] ?? []).length > 0,
    linked,
    identityGiven: identityParts.filter((part) => vault.identity?.[part] !== undefined),
    entries: thread.entries.map(({ number, sealed }) => ({
      number,
      entry: openEntry(threadKey, { caseId, thread: reporterThread, number }, sealed) ?? 'unreadable',
    })),
    notes: notes.filter(({ note }) => note === 'unreadable' || isFor(member, note)),
    tasks: work.tasks.map((sealed) => ({
      number: sealed.number,
      task: (caseworkKey && openTask(caseworkKey, caseId, sealed)) ?? 'unreadable',
    })),
  };
};

/** A private note is its writer's alone. */
const isFor = ({ memberId }: Member, note: Note): boolean =>
  note.kind !== 'note' || note.private !== true || note.author.id === memberId;

import { openEntry, type Entry } from '../thread/entry.ts';
import { reporterThread } from './case-id.ts';
import type { CaseHead } from './case-store.ts';
import { changeCase, type CaseContext } from './change-case.ts';
import type { Brief } from './brief.ts';
import { identityParts, type IdentityPart } from './identity.ts';
import { openNote, type Note } from './note.ts';
import { openCase, type OpenCase } from './open-case.ts';

/** A case as a member reads it. What does not open is said to be unreadable; the rest is shown. */
export type ReadCase = {
  readonly head: CaseHead;
  readonly brief: Brief;
  readonly retainedUntil: Date;
  readonly openedAt: Date | undefined;
  /** Which parts of their identity the reporter has given. */
  readonly identityGiven: readonly IdentityPart[];
  readonly entries: readonly { readonly number: number; readonly entry: Entry | 'unreadable' }[];
  readonly notes: readonly { readonly number: number; readonly note: Note | 'unreadable' }[];
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
  if (opened.vault.openedAt && !opened.head.unread) return contents(context, opened);
  const marked = await changeCase(context, caseId, () => ({ intention: { unread: false } }));
  if (marked.kind !== 'committed') return undefined;
  const { change, opened: current } = marked.committed;
  const head = { ...current.head, ...change.after, version: current.head.version + 1 };
  const vault = { ...current.vault, openedAt: change.openedAt };
  return contents(context, { ...current, head, vault });
};

const contents = async ({ store }: CaseContext, opened: OpenCase): Promise<ReadCase> => {
  const { head, vault, brief, threadKey, caseworkKey } = opened;
  const { caseId } = head;
  const [thread, notes] = await Promise.all([
    store.readThread(caseId, reporterThread),
    store.readNotes(caseId),
  ]);
  return {
    head,
    brief,
    retainedUntil: vault.expiresAt,
    openedAt: vault.openedAt,
    identityGiven: identityParts.filter((part) => vault.identity?.[part] !== undefined),
    entries: thread.entries.map(({ number, sealed }) => ({
      number,
      entry: openEntry(threadKey, { caseId, thread: reporterThread, number }, sealed) ?? 'unreadable',
    })),
    notes: notes.map(({ number, sealed }) => ({
      number,
      note: (caseworkKey && openNote(caseworkKey, caseId, number, sealed)) ?? 'unreadable',
    })),
  };
};

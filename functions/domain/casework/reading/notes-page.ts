import type { Member } from '../../member/member.ts';
import { byteLength } from '../../kernel/text.ts';
import type { RecordsWanted } from '../change/case-store.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { linkedCases } from './linked-cases.ts';
import { noteRecord, writtenIn, type Note } from '../record/note.ts';
import type { OpenCase } from '../change/open-case.ts';

export type NumberedNote = { readonly number: number; readonly note: Note | 'unreadable' };

/** Notes in the order they were written; `older`: those with lower numbers than this follow. */
export type NotesPage = { readonly notes: readonly NumberedNote[]; readonly older: number | undefined };

/** Notes of a page at most. */
export const notesOfPage = 100;

/**
 * Bytes of text that the notes of a page have at most, unless it is a single one. A thread of 768 KB, notes, tasks and
 * what was typed must fit, each byte as up to six of markup, into the 6 MB that a function may answer.
 */
const pageBytes = 64 * 1024;

const writtenBytes = (note: Note): number =>
  writtenIn(note).reduce((bytes, text) => bytes + byteLength(text), 0);

/** The latest notes that the member may read and a page holds: one call of the store, and one for cases they mention. */
export const readNotesPage = async (
  context: Pick<CaseContext, 'store' | 'openKeyRing' | 'member' | 'now'>,
  { head, caseworkKey }: Pick<OpenCase, 'head' | 'caseworkKey'>,
  { before, limit }: Partial<RecordsWanted> = {},
): Promise<NotesPage> => {
  const { caseId } = head;
  const wanted = { before, limit: Math.min(limit ?? notesOfPage, notesOfPage) };
  const { records, more } = await context.store.readRecordsPage(caseId, noteRecord.name, wanted);
  const opened = records.map((record): NumberedNote => ({
    number: record.number,
    note: (caseworkKey && noteRecord.open(caseworkKey, caseId, record)) ?? 'unreadable',
  }));
  const mentioned = opened.flatMap(({ note }) => otherCase(note) ?? []);
  const known = new Set((await linkedCases(context, mentioned)).map((one) => one.caseId));
  const latestFirst: NumberedNote[] = [];
  let bytes = 0;
  let last: number | undefined;
  for (const { number, note } of opened) {
    if (note === 'unreadable' || isFor(context.member, note, known)) {
      bytes += note === 'unreadable' ? 0 : writtenBytes(note);
      if (bytes > pageBytes && latestFirst.length > 0) return { notes: latestFirst.reverse(), older: last };
      latestFirst.push({ number, note });
    }
    last = number;
  }
  return { notes: latestFirst.reverse(), older: more ? last : undefined };
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

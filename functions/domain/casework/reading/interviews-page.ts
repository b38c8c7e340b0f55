import { byteLength } from '../../kernel/text.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { OpenCase } from '../change/open-case.ts';
import { noteRecord, writtenIn, type Note } from '../record/note.ts';

export type Interview = Extract<Note, { kind: 'interview' }>;

/** What people said to members, the latest first; `older`: notes with lower numbers than this are still to be looked through. */
export type InterviewsPage = {
  readonly interviews: readonly { readonly number: number; readonly note: Interview }[];
  readonly older: number | undefined;
};

/** Interviews of a page at most. */
export const interviewsOfPage = 20;

/** Bytes of text that those of a page have at most, unless it is a single one; see the notes. */
const pageBytes = 64 * 1024;

/** Notes that are read at a time, and times: a page costs so many calls at most, whatever stands between interviews. */
const notesOfRead = 100;
const mostReads = 5;

/**
 * The latest interviews before a place among the notes. Nobody is kept from any of them who reads the case. A page is
 * shorter than its limit where much else was noted in between. Notes that do not open are told of where all are listed.
 */
export const readInterviewsPage = async (
  { store }: Pick<CaseContext, 'store'>,
  { head, caseworkKey }: Pick<OpenCase, 'head' | 'caseworkKey'>,
  {
    before,
    limit = interviewsOfPage,
  }: { readonly before?: number | undefined; readonly limit?: number } = {},
): Promise<InterviewsPage> => {
  const { caseId } = head;
  const interviews: { number: number; note: Interview }[] = [];
  let bytes = 0;
  let last = before;
  for (let reads = 0; reads < mostReads; reads++) {
    const wanted = { before: last, limit: notesOfRead };
    const { records, more } = await store.readRecordsPage(caseId, noteRecord.name, wanted);
    for (const record of records) {
      const note = caseworkKey && noteRecord.open(caseworkKey, caseId, record);
      if (note?.kind === 'interview') {
        bytes += writtenIn(note).reduce((sum, text) => sum + byteLength(text), 0);
        const isFull = interviews.length === limit || (bytes > pageBytes && interviews.length > 0);
        if (isFull) return { interviews, older: last };
        interviews.push({ number: record.number, note });
      }
      last = record.number;
    }
    if (!more) return { interviews, older: undefined };
  }
  return { interviews, older: last };
};

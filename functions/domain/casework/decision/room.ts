import { mostMeasuresOfCase } from '../../decision/measure.ts';
import type { CaseHead } from '../change/case-store.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import { measureRecord } from '../record/decision-records.ts';
import { recordsOf, type RecordKind } from '../record/work-record.ts';

/** A page and an answer hold so much, and a row of the database. */
export type CaseFull = { readonly kind: 'case-full' };

const kilobyte = 1024;
/** Sealed bytes of everything by which a case is decided, and of its measures: either is shown on one page. */
export const roomBytes = { deciding: 2 * kilobyte * kilobyte, measures: kilobyte * kilobyte } as const;
/** Of one record. */
const recordLimitBytes = 192 * kilobyte;

/** What is there may grow beyond it by so much: a full case can still be ticked off, lifted and answered. */
const reserve = 1.5;

/**
 * Whether a record still has room beside the others. One that becomes no longer has, so that what is too much can be
 * shortened.
 * @param taken sealed bytes of all records of this part
 */
export const hasRoom = <Content>(
  part: keyof typeof roomBytes,
  taken: number,
  kind: Pick<RecordKind<Content>, 'bytes'>,
  { before, after }: { readonly before?: Content | undefined; readonly after: Content },
): boolean => {
  const bytes = kind.bytes(after);
  const grows = bytes - (before === undefined ? 0 : kind.bytes(before));
  const most = roomBytes[part] * (before === undefined ? 1 : reserve);
  return grows <= 0 || (bytes <= recordLimitBytes && taken + grows <= most);
};

export type TooManyMeasures = { readonly kind: 'too-many-measures' };

/** Whether a case may have so many measures more. */
export const mayHaveMeasures = (head: Pick<CaseHead, 'records'>, more: number): boolean =>
  recordsOf(head, measureRecord.name).last + more <= mostMeasuresOfCase;

export const tooManyMeasures: ProblemsOf<TooManyMeasures> = {
  'too-many-measures': {
    is: 'conflict',
    code: 'too-many-measures',
    detail: `A case has at most ${mostMeasuresOfCase} measures.`,
  },
};

export const caseFull: ProblemsOf<CaseFull> = {
  'case-full': {
    is: 'conflict',
    code: 'case-full',
    detail:
      'There is no room for this in the case: what is written for its decisions is too long to be shown. Write less, or shorten a proposal, a finding or a note.',
  },
};

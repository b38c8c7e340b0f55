import {
  checkAuditLog,
  firstHead,
  type AuditCheck,
  type AuditHead,
  type SealedAuditEntry,
} from './audit-log-line.ts';

/** The lines of a log that are followed in one reading, whatever its length. */
export type AuditWindow = {
  readonly first: number;
  readonly through: number;
  /** The last line of the log, as its head says. */
  readonly last: number;
  /** Read up to here: the line that follows, or whatever stands beyond the head. */
  readonly readThrough: number | undefined;
};

/** A log of at most so many lines is one window. In a longer one the window ends or begins with a line that is wanted. */
export const windowOf = (
  head: AuditHead | undefined,
  { before, from }: { readonly before?: number | undefined; readonly from?: number | undefined },
  most: number,
): AuditWindow => {
  const last = head?.number ?? 0;
  if (last <= most) return wholeWindow(last);
  const first = from === undefined ? undefined : Math.min(from, last + 1);
  const through = Math.min(first === undefined ? (before ?? last + 1) - 1 : first + most - 1, last);
  return {
    first: first ?? Math.max(1, through - most + 1),
    through,
    last,
    readThrough: through === last ? undefined : through + 1,
  };
};

export const wholeWindow = (last: number): AuditWindow => ({
  first: 1,
  through: last,
  last,
  readThrough: undefined,
});

/**
 * Follows the chain through a window. The line before it gives the hash to begin with, and the line after it, or the head,
 * the one to end with: whoever follows every window of a log has followed the log.
 */
export const checkWindow = (
  caseId: string,
  rows: readonly SealedAuditEntry[],
  head: AuditHead | undefined,
  { first, through, last, readThrough }: AuditWindow,
): AuditCheck => {
  const previous = first === 1 ? firstHead : rows.find(({ number }) => number === first - 1);
  if (!previous) return { kind: 'broken', at: first - 1 };
  const end = readThrough === undefined ? head : rows.find(({ number }) => number === readThrough);
  if (readThrough !== undefined && !end) return { kind: 'broken', at: readThrough };
  const followed = rows.filter(({ number }) => number >= first);
  const check = checkAuditLog(caseId, followed, end, previous);
  const isAll = first === 1 && through === last;
  return check.kind === 'broken' || isAll
    ? check
    : { kind: 'part-whole', from: first, through, entries: last };
};

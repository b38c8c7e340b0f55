import { Fault } from '../../kernel/fault.ts';
import {
  openAuditEntry,
  privateNote,
  type AuditCheck,
  type AuditEntry,
  type SealedAuditEntry,
} from '../../audit/audit-log-line.ts';
import { checkWindow, wholeWindow, windowOf, type AuditWindow } from '../../audit/audit-window.ts';
import { leads, readingPermissions, type PermissionRow } from '../../authorization/permissions.ts';
import type { OtherOperation } from '../change/operation.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { linkedCases } from './linked-cases.ts';
import { openCase, type OpenCase } from '../change/open-case.ts';
import { notPermitted, permissionOf, type NotPermitted } from '../change/permission-of.ts';

/** A place in the log: a line, one that is damaged, or a run of places where lines are missing. */
export type AuditLine =
  | { readonly kind: 'line'; readonly number: number; readonly hash: Uint8Array; readonly entry: AuditEntry }
  | { readonly kind: 'unreadable'; readonly number: number; readonly hash: Uint8Array }
  /** It is about a case that does not exist for the reader, or a note of somebody else's own. */
  | {
      readonly kind: 'withheld';
      readonly number: number;
      readonly hash: Uint8Array;
      readonly entry: Pick<AuditEntry, 'on' | 'by'>;
    }
  /** From `number` through `last`. */
  | { readonly kind: 'missing'; readonly number: number; readonly last: number };

/** Lines of a page at most. */
export const linesOfPage = 200;

/** Lines that one reading follows, and one file of an export holds: a line takes some hundred bytes, an answer has 6 MB. */
export const linesOfFile = 5_000;

export type AuditLog = {
  readonly caseName: string;
  /** The number of the last line, as the case itself says. */
  readonly last: number;
  readonly lines: readonly AuditLine[];
  /** Lines with numbers below this one come before these; absent when there are none. */
  readonly older: number | undefined;
  /** The number of the line that comes after these; absent when there is none. */
  readonly next: number | undefined;
  /** Of a log of at most `linesOfFile` lines it is about all of them, whatever page is read. */
  readonly check: AuditCheck;
};

/** Which lines are wanted; the latest unless said. */
export type AuditWanted = {
  /** Those with lower numbers than this. */
  readonly before?: number | undefined;
  /** Those from this number on, as many as a reading follows. */
  readonly from?: number | undefined;
  readonly limit?: number | undefined;
};

type Read = {
  readonly kind: 'audit-log';
  readonly log: AuditLog;
  readonly mayExport: boolean;
};

export type AuditLogResult = Read | NotPermitted;

// Carries names of who did what out of the service: for who answers for the case, and written down.
const exporting: PermissionRow = { roles: leads, assigneeToo: true };

const mostReadings = 5;

/**
 * The log of a case, or a page of it, each line opened. Of at most `linesOfFile` lines the chain is followed from the
 * first line to the head; of a longer log so many lines up to the last that is wanted, with the lines beside them. Nothing
 * happens by looking.
 * @throws {Fault} `storage-busy` when the case changes faster than it can be read
 */
export const readAuditLog = async (
  context: CaseContext,
  caseId: string,
  wanted: AuditWanted = {},
): Promise<AuditLogResult> => {
  const { store, openKeyRing, member, now } = context;
  let opened = await openCase(openKeyRing, member, await store.findCase(caseId), now);
  for (let reading = 0; reading < mostReadings; reading++) {
    if (!opened) return { kind: 'not-found' };
    const refused = await notPermitted(context, readingPermissions['read-audit-log'], opened);
    if (refused) return refused;
    const log = pageOf(await readWindow(store, opened, wanted), wanted);
    const read: Read = {
      kind: 'audit-log',
      log: { ...log, lines: await linesFor(context, log.lines) },
      mayExport: (await permissionOf(context, exporting, opened)) === 'allowed',
    };
    if (log.check.kind !== 'broken') return read;
    // Head and lines are not read at one moment: a log that grew in between is not a broken one.
    const again = await openCase(openKeyRing, member, await store.findCase(caseId), now);
    if (again?.head.version === opened.head.version) return read;
    opened = again;
  }
  throw new Fault('storage-busy', 5);
};

const readWindow = async (
  store: CaseContext['store'],
  opened: OpenCase,
  wanted: AuditWanted,
): Promise<AuditLog> => {
  const { caseId, audit } = opened.head;
  const window = windowOf(audit, wanted, linesOfFile);
  const rows = await store.readAudit(caseId, { first: window.first - 1, last: window.readThrough });
  if (rows.length > 0 || window.first === 1) return auditLogOf(opened, rows, window);
  // The head was changed and says more than there is: what there is says where the log breaks.
  const whole = wholeWindow(window.last);
  return auditLogOf(opened, await store.readAudit(caseId, { first: 0, last: undefined }), whole);
};

/** Of the lines that were read those of the page: the latest below a number, or those from a number on. */
const pageOf = (log: AuditLog, { from = 0, before = Infinity, limit }: AuditWanted): AuditLog => {
  const upTo = log.lines.filter(({ number }) => number >= from && number < before);
  const lines = from > 0 ? upTo : upTo.slice(-(limit ?? linesOfPage));
  return lines.length < upTo.length ? { ...log, lines, older: lines[0]?.number } : { ...log, lines };
};

const aboutAnother = ['linked', 'unlinked', 'split'];

/**
 * The lines as this member may see them. Links and splits name the other case where it exists for them, and say nothing
 * where it does not: not even that there is one, for a private note of a colleague looks the same.
 */
const linesFor = async (context: CaseContext, lines: readonly AuditLine[]): Promise<AuditLine[]> => {
  const isAbout = ({ action }: AuditEntry): boolean => aboutAnother.includes(action);
  const others = lines.flatMap((line) =>
    line.kind === 'line' && isAbout(line.entry) && line.entry.detail !== undefined ? [line.entry.detail] : [],
  );
  const known = await linkedCases(context, others);
  const names = new Map(known.map((one) => [one.caseId, one.caseName]));
  return lines.map((line): AuditLine => {
    if (line.kind !== 'line') return line;
    const { number, hash, entry } = line;
    const { on, by, action, detail = '' } = entry;
    const withheld = { kind: 'withheld', number, hash, entry: { on, by } } as const;
    if (action === 'noted' && detail === privateNote && by.id !== context.member.memberId) return withheld;
    if (!isAbout(entry)) return line;
    const name = names.get(detail);
    return name === undefined ? withheld : { ...line, entry: { ...entry, detail: name } };
  });
};

export const exportOperation: OtherOperation = {
  name: 'export-audit-log',
  permission: exporting,
  audit: { exported: { says: 'Exported this log' } },
};

/** Hands lines of the log out, from a number on; that they were is the last line of the log. */
export const exportAuditLog = async (
  context: CaseContext,
  caseId: string,
  from: number,
): Promise<AuditLogResult | Exclude<ChangeResult<never>, { kind: 'committed' }>> => {
  const result = await changeCase(context, caseId, exporting, () => ({
    edit: { audit: { action: 'exported' } },
  }));
  return result.kind === 'committed' ? readAuditLog(context, caseId, { from }) : result;
};

/** Damaged and missing lines keep their places. A line that does not open breaks the log although its hash may fit. */
export const auditLogOf = (
  { head, caseworkKey }: Pick<OpenCase, 'head' | 'caseworkKey'>,
  rows: readonly SealedAuditEntry[],
  window: AuditWindow = wholeWindow(head.audit?.number ?? 0),
): AuditLog => {
  const { caseId, caseName } = head;
  const { first, through, last } = window;
  const isLatest = through === last;
  const present = rows
    .filter(({ number }) => number >= first && (isLatest || number <= through))
    .map((line): AuditLine => {
      const { number, hash } = line;
      const entry = caseworkKey && openAuditEntry(caseworkKey, caseId, line);
      return entry ? { kind: 'line', number, hash, entry } : { kind: 'unreadable', number, hash };
    });
  const lines: AuditLine[] = [];
  let expected = first;
  const missing = (before: number): void => {
    if (before > expected) lines.push({ kind: 'missing', number: expected, last: before - 1 });
  };
  for (const line of present) {
    missing(line.number);
    lines.push(line);
    expected = Math.max(expected, line.number + 1);
  }
  missing(through + 1);
  const damaged = lines.find(({ kind }) => kind !== 'line')?.number;
  const chain = checkWindow(caseId, rows, head.audit, window);
  const check: AuditCheck =
    damaged !== undefined && (chain.kind !== 'broken' || damaged < chain.at)
      ? { kind: 'broken', at: damaged }
      : chain;
  return {
    caseName,
    last,
    lines,
    older: first > 1 ? first : undefined,
    next: isLatest ? undefined : through + 1,
    check,
  };
};

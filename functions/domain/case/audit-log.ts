import { Fault } from '../fault.ts';
import {
  checkAuditLog,
  openAuditEntry,
  privateNote,
  type AuditCheck,
  type AuditEntry,
  type AuditHead,
  type SealedAuditEntry,
} from './audit.ts';
import { leads, readingPermissions, type PermissionRow } from '../authorization/permissions.ts';
import type { OtherOperation } from './operation.ts';
import { changeCase, type ChangeResult } from './change-case.ts';
import type { CaseContext } from './case-edit.ts';
import { linkedCases } from './linked-cases.ts';
import { openCase, type OpenCase } from './open-case.ts';
import { notPermitted, permissionOf, type NotPermitted } from './permission-of.ts';

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

export type AuditLog = {
  readonly caseName: string;
  /** Where the log ends, as the case itself says. */
  readonly head: AuditHead | undefined;
  readonly lines: readonly AuditLine[];
  readonly check: AuditCheck;
};

type Read = {
  readonly kind: 'audit-log';
  readonly log: AuditLog;
  readonly mayExport: boolean;
};

export type AuditLogResult = Read | NotPermitted;

/** A part of the lines, in their order. `older`: lines with lower numbers than this follow. */
export type AuditPage = { readonly lines: readonly AuditLine[]; readonly older: number | undefined };

/** Lines of a page at most. */
export const linesOfPage = 200;

/** The latest lines of those before a number; the log itself is checked as a whole. */
export const auditPageOf = (
  { lines }: Pick<AuditLog, 'lines'>,
  {
    before = Infinity,
    limit = linesOfPage,
  }: { readonly before?: number | undefined; readonly limit?: number },
): AuditPage => {
  const upTo = lines.filter(({ number }) => number < before);
  const shown = upTo.slice(-limit);
  return { lines: shown, older: shown.length < upTo.length ? shown[0]?.number : undefined };
};

/** Lines that one file of an export holds: a line takes some hundred bytes, and an answer has 6 MB. */
export const linesOfFile = 5_000;

// Carries names of who did what out of the service: for who answers for the case, and written down.
const exporting: PermissionRow = { roles: leads, assigneeToo: true };

const mostReadings = 5;

/**
 * The whole log of a case, each line opened and the chain followed from its first line to the head. Nothing happens by
 * looking.
 * @throws {Fault} `storage-busy` when the case changes faster than it can be read
 */
export const readAuditLog = async (context: CaseContext, caseId: string): Promise<AuditLogResult> => {
  const { store, openKeyRing, member, now } = context;
  let opened = await openCase(openKeyRing, member, await store.findCase(caseId), now);
  for (let reading = 0; reading < mostReadings; reading++) {
    if (!opened) return { kind: 'not-found' };
    const refused = await notPermitted(context, readingPermissions['read-audit-log'], opened);
    if (refused) return refused;
    const audit = await store.readAudit(caseId);
    const log = auditLogOf(opened, audit);
    const read: Read = {
      kind: 'audit-log',
      log: { ...log, lines: await linesFor(context, log.lines) },
      mayExport: (await permissionOf(context, exporting, opened)) === 'allowed',
    };
    if (log.check.kind === 'whole') return read;
    // Head and lines are not read at one moment: a log that grew in between is not a broken one.
    const again = await openCase(openKeyRing, member, await store.findCase(caseId), now);
    if (again?.head.version === opened.head.version) return read;
    opened = again;
  }
  throw new Fault('storage-busy', 5);
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

/** Hands the log out; that it was, is its last line. */
export const exportAuditLog = async (
  context: CaseContext,
  caseId: string,
): Promise<AuditLogResult | Exclude<ChangeResult<never>, { kind: 'committed' }>> => {
  const result = await changeCase(context, caseId, exporting, () => ({
    edit: { audit: { action: 'exported' } },
  }));
  return result.kind === 'committed' ? readAuditLog(context, caseId) : result;
};

/** Damaged and missing lines keep their places. A line that does not open breaks the log although its hash may fit. */
export const auditLogOf = (
  { head, caseworkKey }: Pick<OpenCase, 'head' | 'caseworkKey'>,
  sealed: readonly SealedAuditEntry[],
): AuditLog => {
  const { caseId, caseName, audit } = head;
  const present = sealed.map((line): AuditLine => {
    const { number, hash } = line;
    const entry = caseworkKey && openAuditEntry(caseworkKey, caseId, line);
    return entry ? { kind: 'line', number, hash, entry } : { kind: 'unreadable', number, hash };
  });
  const lines: AuditLine[] = [];
  let expected = 1;
  const missing = (before: number): void => {
    if (before > expected) lines.push({ kind: 'missing', number: expected, last: before - 1 });
  };
  for (const line of present) {
    missing(line.number);
    lines.push(line);
    expected = Math.max(expected, line.number + 1);
  }
  missing((audit?.number ?? 0) + 1);
  const damaged = lines.find(({ kind }) => kind !== 'line')?.number;
  const chain = checkAuditLog(caseId, sealed, audit);
  const check: AuditCheck =
    damaged !== undefined && (chain.kind === 'whole' || damaged < chain.at)
      ? { kind: 'broken', at: damaged }
      : chain;
  return { caseName, head: audit, lines, check };
};

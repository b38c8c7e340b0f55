import type * as z from 'zod';
import type { AuditEntry } from '../../domain/audit/audit-log-line.ts';
import type { AuditLine, AuditLog } from '../../domain/casework/reading/read-audit-log.ts';
import { actionName, detailWords, type AuditNames } from './audit-words.ts';
import { auditLog, exportedLine } from './audit-contract.ts';

export const auditLogView = (
  { lines, older, check }: AuditLog,
  names: AuditNames,
): z.infer<typeof auditLog> => {
  const cursor = older === undefined ? undefined : String(older);
  return auditLog.parse({ entries: lines.map((line) => lineView(line, names)), cursor, check });
};

/** A line with what it says in words; `action` is the word for programs. */
const inWords = (entry: AuditEntry, names: AuditNames) => ({
  ...entry,
  what: actionName(entry.action),
  detail: detailWords(entry, names),
});

const lineView = (line: AuditLine, names: AuditNames): z.infer<typeof auditLog>['entries'][number] => {
  const id = String(line.number);
  switch (line.kind) {
    case 'line':
      return { id, ...inWords(line.entry, names) };
    case 'withheld':
      return { id, ...line.entry, withheld: true };
    case 'unreadable':
      return { id, unreadable: true };
    case 'missing':
      return { id, through: String(line.last), missing: true };
  }
};

/** A line as an export has it. */
export const exportedLineView = (line: AuditLine, names: AuditNames): z.infer<typeof exportedLine> => {
  const { number } = line;
  switch (line.kind) {
    case 'line':
      return { number, hash: hex(line.hash), content: inWords(line.entry, names) };
    case 'withheld':
      return { number, hash: hex(line.hash), content: line.entry, withheld: true };
    case 'unreadable':
      return { number, hash: hex(line.hash), unreadable: true };
    case 'missing':
      return { number, through: line.last, missing: true };
  }
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/**
 * Lines of the log as a file: JSON Lines, one line for each of the log; the header says where the next file begins.
 * @param from the number of the first
 */
export const auditLogDownload = (
  { caseName, lines, next }: AuditLog,
  names: AuditNames,
  from: number,
): Response => {
  const part = from > 1 || next !== undefined ? `-from-${from}` : '';
  const text = lines
    .map((line) => `${JSON.stringify(exportedLine.parse(exportedLineView(line, names)))}\n`)
    .join('');
  return new Response(text, {
    headers: {
      'content-type': 'application/jsonl; charset=utf-8',
      'content-disposition': `attachment; filename="${caseName}-audit-log${part}.jsonl"`,
      ...(next !== undefined && { 'audit-log-next': String(next) }),
    },
  });
};

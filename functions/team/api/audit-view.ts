import type * as z from 'zod';
import type { AuditLine, AuditLog } from '../../domain/case/audit-log.ts';
import { auditLog, exportedLine } from './audit-contract.ts';

export const auditLogView = ({ lines, check }: AuditLog): z.infer<typeof auditLog> =>
  auditLog.parse({ entries: lines.map(lineView), check });

const lineView = (line: AuditLine): z.infer<typeof auditLog>['entries'][number] => {
  const id = String(line.number);
  switch (line.kind) {
    case 'line':
      return { id, ...line.entry };
    case 'withheld':
      return { id, ...line.entry, withheld: true };
    case 'unreadable':
      return { id, unreadable: true };
    case 'missing':
      return { id, through: String(line.last), missing: true };
  }
};

const exported = (line: AuditLine): z.infer<typeof exportedLine> => {
  const { number } = line;
  switch (line.kind) {
    case 'line':
      return { number, hash: hex(line.hash), content: line.entry };
    case 'withheld':
      return { number, hash: hex(line.hash), content: line.entry, withheld: true };
    case 'unreadable':
      return { number, hash: hex(line.hash), unreadable: true };
    case 'missing':
      return { number, through: line.last, missing: true };
  }
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The log as a file: JSON Lines, one line for each of the log. */
export const auditLogDownload = ({ caseName, lines }: AuditLog): Response =>
  new Response(lines.map((line) => `${JSON.stringify(exportedLine.parse(exported(line)))}\n`).join(''), {
    headers: {
      'content-type': 'application/jsonl; charset=utf-8',
      'content-disposition': `attachment; filename="${caseName}-audit-log.jsonl"`,
    },
  });

import type { SealedAuditEntry } from '../../audit/audit-log-line.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { NotPermitted } from '../change/permission-of.ts';
import { linesOfFile, readAuditLog, type AuditLine } from '../reading/read-audit-log.ts';

/** The audit log from its first line, with the ciphertext over which its chain goes. */
export type AuditProof = {
  readonly kind: 'audit-proof';
  readonly caseId: string;
  /** Where the log ended when it was read. */
  readonly head: { readonly number: number; readonly hash: Uint8Array };
  /** As this member may see them, at most `linesOfFile`; none is left out, damaged ones keep their place. */
  readonly lines: readonly AuditLine[];
  readonly sealed: readonly SealedAuditEntry[];
};

/**
 * Reads the log for a copy.
 * @param through the last line that is wanted, for a copy that was begun before; all there are without it
 * @throws {Fault} `storage-busy` as `readAuditLog`
 */
export const readAuditProof = async (
  context: CaseContext,
  caseId: string,
  through?: number,
): Promise<AuditProof | NotPermitted> => {
  const read = await readAuditLog(context, caseId, { from: 1 });
  if (read.kind !== 'audit-log') return read;
  const end = Math.min(through ?? read.log.last, read.log.last);
  const last = Math.min(end, linesOfFile);
  const sealed = await context.store.readAudit(caseId, { first: 1, last });
  const [ending] =
    end === last ? sealed.slice(-1) : await context.store.readAudit(caseId, { first: end, last: end });
  const hash = ending?.number === end ? ending.hash : new Uint8Array(32);
  return {
    kind: 'audit-proof',
    caseId,
    head: { number: end, hash },
    lines: read.log.lines.filter(({ number }) => number <= last),
    sealed,
  };
};

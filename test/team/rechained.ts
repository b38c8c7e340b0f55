import { createHash } from 'node:crypto';
import type { SealedAuditEntry } from '../../functions/domain/audit/audit-log-line.ts';
import { lengthPrefixed } from '../../functions/envelope/format.ts';

/** What somebody makes who can write to the whole table: a line replaced, and every hash from there on made again. */
export const rechained = (
  caseId: string,
  lines: readonly SealedAuditEntry[],
  at: number,
  replacement: Pick<SealedAuditEntry, 'sealed'>,
): SealedAuditEntry[] => {
  let before: Uint8Array = new Uint8Array(32);
  return lines.map((line) => {
    const sealed = line.number === at ? replacement.sealed : line.sealed;
    const hash = createHash('sha256')
      .update(lengthPrefixed(['conductline audit', caseId, String(line.number), before, sealed]))
      .digest();
    before = hash;
    return { number: line.number, sealed, hash };
  });
};

import { canSeeLine } from '../../register/log-access.ts';
import { isLogKept } from '../../register/log-retention.ts';
import { openNoLine, type LogRings } from '../../register/log-rings.ts';
import { openLogLine } from '../../register/sealed-log-line.ts';
import type { ReadableLogLine } from '../../register/walk-log.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { OpenedEntry } from './open-entries.ts';

/** Lines of one channel that are read at once. */
const linesAtOnce = 99;
const nobodysLine = `0000-00-00#${'-'.repeat(22)}`;

type Reading = Pick<CaseContext, 'store' | 'member' | 'now'>;

/**
 * The decisions about entries that exist for the member, by the id of the entry, the newest first: one call for each
 * channel, whatever there is.
 */
export const decisionsOfEntries = async (
  { store, member, now }: Reading,
  rings: LogRings,
  entries: readonly OpenedEntry[],
): Promise<ReadonlyMap<string, readonly ReadableLogLine[]>> => {
  const lines = new Map<string, ReadableLogLine>();
  for (const [channel, ring] of rings) {
    const ids = entries
      .filter(({ entry }) => entry.channel === channel)
      .flatMap(({ entry }) => entry.logLines);
    const rows = await store.logLines(channel, [...new Set(ids)].slice(0, linesAtOnce).concat(nobodysLine));
    for (const row of rows) {
      const line = openLogLine(ring, row);
      if (line && canSeeLine(member, line) && isLogKept(line, now))
        lines.set(row.id, { kind: 'line', id: row.id, line });
    }
    if (rows.length === 0) openNoLine(rings);
  }
  return new Map(
    entries.map(({ place, entry }) => [
      place.id,
      entry.logLines
        .flatMap((id) => lines.get(id) ?? [])
        // A line says itself of which case it is: no entry leads to another's.
        .filter(({ line }) => line.caseId === entry.caseId)
        .sort((one, other) => (one.id < other.id ? 1 : -1)),
    ]),
  );
};

import type { OpenKeyRing } from '../key-ring/open-ring-sealed.ts';
import { knowsOfDamage, type Member } from '../member/member.ts';
import { canSeeLine } from './log-access.ts';
import type { LogLine } from './log-line.ts';
import { isLogKept } from './log-retention.ts';
import { openLogRings, openNoLine, type LogRings } from './log-rings.ts';
import type { LogPeriod, LogStore } from './log-store.ts';
import { openLogLine, type SealedLogLine } from './sealed-log-line.ts';

export type ReadableLogLine = { readonly kind: 'line'; readonly id: string; readonly line: LogLine };

/** A line of the log as it is shown; one that is damaged keeps its place. */
export type ListedLogLine =
  ReadableLogLine | { readonly kind: 'unreadable'; readonly id: string; readonly channel: string };

/** How far each channel's log has been walked: the id of the last line passed. A channel without begins at its newest. */
export type LogPosition = Readonly<Record<string, string>>;

export type LogContext = {
  readonly store: LogStore;
  readonly openKeyRing: OpenKeyRing;
  readonly member: Member;
  readonly now: Date;
};

/** The logs of these channels, as far as they are of this time, from a place on. */
export type LogRange = LogPeriod & { readonly channels: readonly string[]; readonly after: LogPosition };

/** A line, and the place from which on it is the next. */
export type WalkedLine = { readonly listed: ListedLogLine; readonly before: LogPosition };

const batch = 100;
/** So many lines of others can stand among those of a page without a call more. */
const hiddenAmong = 49;

/** How many rows are read at once to find `lines` that exist for the member, and the one that says that more follows. */
export const logRowsFor = (lines: number): number => Math.ceil((lines + 1 + hiddenAmong) / batch) * batch;

/**
 * The logs of channels together, the newest first, one line after the other as they exist for the member. A line says
 * itself from whom it is hidden, so that it does when its case has been erased. The same calls and as many lines opened
 * whatever of the rows is there and whomever it exists for; only where all of `atOnce` rows do not fill what is asked for
 * does it read on, as many again.
 */
export async function* walkLog(
  context: LogContext,
  range: LogRange,
  atOnce: number,
): AsyncGenerator<WalkedLine> {
  const rings = await openLogRings(context.openKeyRing, range.channels);
  let position = range.after;
  for (;;) {
    const rows = await rowsFrom(context.store, { ...range, after: position }, atOnce);
    const listed = rows.map((row) => listedLine(context, rings, row));
    for (let missing = rows.length; missing < atOnce; missing++) openNoLine(rings);
    for (const [index, { row, channel }] of rows.entries()) {
      const found = listed[index];
      if (found) yield { listed: found, before: position };
      position = { ...position, [channel]: row.id };
    }
    if (rows.length < atOnce) return;
  }
}

type Row = { readonly row: SealedLogLine; readonly channel: string };

const rowsFrom = async (
  store: LogStore,
  { channels, after, from, until }: LogRange,
  atOnce: number,
): Promise<Row[]> => {
  const pages = await Promise.all(
    channels.map(async (channel) => {
      // A channel may be called `constructor`.
      const before = Object.hasOwn(after, channel) ? after[channel] : undefined;
      const rows = await store.logPage(channel, { from, until, before }, atOnce);
      return rows.map((row) => ({ row, channel }));
    }),
  );
  return pages
    .flat()
    .sort((one, other) => (one.row.id < other.row.id ? 1 : one.row.id > other.row.id ? -1 : 0))
    .slice(0, atOnce);
};

const listedLine = (
  { member, now }: LogContext,
  rings: LogRings,
  { row, channel }: Row,
): ListedLogLine | undefined => {
  const ring = rings.get(channel);
  const line = ring && openLogLine(ring, row);
  if (line)
    return canSeeLine(member, line) && isLogKept(line, now) ? { kind: 'line', id: row.id, line } : undefined;
  // What cannot be read says of nobody that it was granted to them.
  return knowsOfDamage(member) ? { kind: 'unreadable', id: row.id, channel } : undefined;
};

import { addDays, day } from '../kernel/clock.ts';
import type { HeldRecord } from './held-record.ts';
import { mayBeOne } from './person-keys.ts';

/** Another report or case, as it stands when what waits is looked at. */
export type Other = {
  readonly record: HeldRecord;
  /** `waits`: held as well. `read`: a case that somebody on the team has opened. `unread`: one that nobody has. */
  readonly is: 'waits' | 'read' | 'unread';
};

const later = (one: string, other: string): string => (one > other ? one : other);

/** The first day on which both had named the same person; `undefined` when they name nobody in common. */
export const bothNamedOn = (one: HeldRecord, other: HeldRecord): string | undefined =>
  Object.entries(one.named)
    .flatMap(([key, on]) => {
      const theirs = other.named[key];
      if (theirs === undefined) return [];
      return mayBeOne(one.platforms?.[key], other.platforms?.[key]) ? [later(on, theirs)] : [];
    })
    .toSorted()
    .at(0);

const isSameSender = (one: HeldRecord, other: HeldRecord): boolean =>
  one.caseId === other.caseId || one.senders.some((sender) => other.senders.includes(sender));

/** Whether a yes is younger than what it is a yes to: days are compared, so it has to be of a later one. */
const agreedSince = ({ agreed }: HeldRecord, on: string): boolean => agreed !== undefined && agreed.on > on;

/**
 * Whether the team may be told of a report that waits, because of another one. Both must have been there for some days,
 * and both reporters must have agreed after that. A case needs no yes: its reporter told the team. It counts once the team
 * has opened it, so that a report which is made up to let others out passes under their eyes first.
 * @param minimumDays for which both must have been there
 */
export const mayLetOut = (held: HeldRecord, other: Other, now: Date, minimumDays: number): boolean => {
  const on = bothNamedOn(held, other.record);
  if (on === undefined || isSameSender(held, other.record)) return false;
  if (on > day(addDays(now, -minimumDays))) return false;
  if (!agreedSince(held, on)) return false;
  switch (other.is) {
    case 'waits':
      return agreedSince(other.record, on);
    case 'read':
      return true;
    case 'unread':
      return other.record.letOut === true;
  }
};

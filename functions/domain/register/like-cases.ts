import type { LogLine } from './log-line.ts';
import { logRowsFor, walkLog, type LogContext, type ReadableLogLine } from './walk-log.ts';

/** What is about to be decided. */
export type ToBeDecided = {
  /** Whose decisions are looked at: the channels of the member that are in the settings. */
  readonly channels: readonly string[];
  readonly rung: string | null;
  readonly rules: readonly string[];
  /** Its own lines are left out. */
  readonly caseId: string;
};

export type LikeCases = {
  /** Those with the most rules in common first, then the newest; at most `mostLikeCases`. */
  readonly lines: readonly ReadableLogLine[];
  /** How many are alike in all, of those that were looked at. */
  readonly alike: number;
  /** The day back to which decisions were looked at. */
  readonly since: string;
};

export const mostLikeCases = 10;
const years = 2;
/** Decisions that are looked at: the latest ones. */
const mostLookedAt = 150;

/**
 * What was decided in like cases: on the same rung, for at least one of the same rules, or for none where there is none,
 * in the last two years. Of what exists for the member alone; it takes as many calls whatever there is.
 */
export const likeCases = async (context: LogContext, decided: ToBeDecided): Promise<LikeCases> => {
  const from = yearsBefore(context.now, years);
  const alike: ReadableLogLine[] = [];
  let looked = 0;
  let since = from;
  const range = { channels: decided.channels, after: {}, from };
  for await (const { listed } of walkLog(context, range, logRowsFor(mostLookedAt))) {
    if (looked === mostLookedAt) {
      since = listed.id.slice(0, from.length);
      break;
    }
    looked += 1;
    if (listed.kind === 'line' && isAlike(decided, listed.line)) alike.push(listed);
  }
  const lines = alike
    .toSorted((one, other) => common(decided, other.line) - common(decided, one.line))
    .slice(0, mostLikeCases);
  return { lines, alike: alike.length, since };
};

const common = ({ rules }: ToBeDecided, line: LogLine): number =>
  line.rules.filter((rule) => rules.includes(rule)).length;

const isAlike = (decided: ToBeDecided, line: LogLine): boolean =>
  line.caseId !== decided.caseId &&
  line.rung === decided.rung &&
  (decided.rules.length === 0 ? line.rules.length === 0 : common(decided, line) > 0);

const yearsBefore = (now: Date, count: number): string => {
  const date = new Date(now);
  date.setUTCFullYear(date.getUTCFullYear() - count);
  return date.toISOString().slice(0, 10);
};

import type { LogLine } from './log-line.ts';
import { logRowsFor, walkLog, type LogContext, type ReadableLogLine } from './walk-log.ts';

/** What is about to be decided. */
export type Compared = {
  /** `null`: that nothing follows. Absent: no rung is chosen yet, so that decisions on every rung are alike. */
  readonly rung?: string | null | undefined;
  readonly rules: readonly string[];
};

/** Whose decisions are looked at. */
export type LookedAt = {
  /** The channels of the member that are in the settings. */
  readonly channels: readonly string[];
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
 * What was decided in cases like each of these: on the same rung, for at least one of the same rules, or for none where
 * there is none, in the last two years. Of what exists for the member alone. The log is walked once, whatever is compared;
 * that takes as many calls whatever there is.
 */
export const likeEach = async (
  context: LogContext,
  { channels, caseId }: LookedAt,
  compared: readonly Compared[],
): Promise<readonly LikeCases[]> => {
  const from = yearsBefore(context.now, years);
  const read: ReadableLogLine[] = [];
  let looked = 0;
  let since = from;
  const range = { channels, after: {}, from };
  for await (const { listed } of walkLog(context, range, logRowsFor(mostLookedAt))) {
    if (looked === mostLookedAt) {
      since = listed.id.slice(0, from.length);
      break;
    }
    looked += 1;
    if (listed.kind === 'line' && listed.line.caseId !== caseId) read.push(listed);
  }
  return compared.map((one) => {
    const alike = read.filter(({ line }) => isAlike(one, line));
    const lines = alike.toSorted((a, b) => common(one, b.line) - common(one, a.line)).slice(0, mostLikeCases);
    return { lines, alike: alike.length, since };
  });
};

const common = ({ rules }: Compared, line: LogLine): number =>
  line.rules.filter((rule) => rules.includes(rule)).length;

const isAlike = (compared: Compared, line: LogLine): boolean =>
  (compared.rung === undefined || line.rung === compared.rung) &&
  (compared.rules.length === 0 ? line.rules.length === 0 : common(compared, line) > 0);

const yearsBefore = (now: Date, count: number): string => {
  const date = new Date(now);
  date.setUTCFullYear(date.getUTCFullYear() - count);
  return date.toISOString().slice(0, 10);
};

import { plainWords } from '../kernel/plain-words.ts';
import type { LogLine } from './log-line.ts';
import {
  logRowsFor,
  walkLog,
  type ListedLogLine,
  type LogContext,
  type LogPosition,
  type LogRange,
  type ReadableLogLine,
} from './walk-log.ts';

/** What the log can be narrowed to, beside the days of a period. */
export type LogFilter = {
  /** A rung of the settings; `null` for decisions without one. */
  readonly rung?: string | null | undefined;
  readonly rule?: string | undefined;
  readonly platform?: string | undefined;
  readonly status?: LogLine['status'] | undefined;
  readonly source?: LogLine['source'] | undefined;
  /** A code name of a person or a name of a case, whole or in part. */
  readonly name?: string | undefined;
};

export const isNarrowed = (filter: LogFilter): boolean =>
  Object.values(filter).some((wanted) => wanted !== undefined);

/** Whether a line is one of those that a filter asks for. */
export const isWanted =
  ({ rung, rule, platform, status, source, name }: LogFilter) =>
  ({ line }: Pick<ReadableLogLine, 'line'>): boolean =>
    (rung === undefined || line.rung === rung) &&
    (rule === undefined || line.rules.includes(rule)) &&
    (platform === undefined || line.platforms?.includes(platform) === true) &&
    (status === undefined || line.status === status) &&
    (source === undefined || line.source === source) &&
    (name === undefined || [line.person, line.caseName].some((named) => holds(named, name)));

const holds = (named: string, searched: string): boolean => plainWords(named).includes(plainWords(searched));

export type LogQuery = LogRange & {
  readonly limit: number;
  readonly filter: LogFilter;
  /** One request looks through so many lines that exist for the member. */
  readonly mostLookedThrough: number;
};

export type LogPage = {
  readonly lines: readonly ListedLogLine[];
  /** Absent when nothing follows. A narrowed page that is not full can be followed by another. */
  readonly next: LogPosition | undefined;
};

/** A page of the enforcement log, the newest decision first. Damaged lines are part of a list that is not narrowed. */
export const listLog = async (context: LogContext, query: LogQuery): Promise<LogPage> => {
  const { limit, filter, mostLookedThrough } = query;
  const only = isNarrowed(filter) ? isWanted(filter) : undefined;
  const lines: ListedLogLine[] = [];
  let looked = 0;
  for await (const { listed, before } of walkLog(
    context,
    query,
    logRowsFor(only ? mostLookedThrough : limit),
  )) {
    const wanted = only === undefined || (listed.kind === 'line' && only(listed));
    const isFull = wanted ? lines.length === limit : looked === mostLookedThrough;
    if (isFull) return { lines, next: before };
    looked += 1;
    if (wanted) lines.push(listed);
  }
  return { lines, next: undefined };
};

import { newId, type Random } from '../kernel/random.ts';
import type { LogFacts } from './log-line.ts';

/**
 * A line of the enforcement log that is written with a change of its case. The engine adds what follows from the case: its
 * name and channel, from whom the line is hidden, and until when it is kept.
 */
export type LogWrite =
  | { readonly kind: 'new'; readonly id: string; readonly facts: LogFacts }
  /** What stands otherwise from now on. A line that is gone, or does not open, stays as it is. */
  | { readonly kind: 'changed'; readonly id: string; readonly facts: Partial<LogChange> };

/** What of a line changes after its decision. */
export type LogChange = Pick<
  LogFacts,
  'person' | 'measures' | 'platforms' | 'until' | 'status' | 'appeal' | 'reviewOn'
>;

/** Decisions of one case, each with a line: a change of who may see the case rewrites all of them in its transaction. */
export const mostLogLines = 40;
/**
 * Decisions that a case may come to have. A transfer writes two rows of the log for each and one of the statistics; beside
 * them one transaction has to hold the case itself.
 */
export const mostDecisions = 24;

/** The id of a new line, to be kept in its decision (`logLine`). Lines are sorted by it, and nothing else shows in it. */
export const newLogLineId = (random: Random, decidedOn: string): string => `${decidedOn}#${newId(random)}`;

/**
 * The line of a decision once something has become of it: it ended, was replaced, its measures are done, an appeal
 * changed it. To be written with the change of the decision's record.
 * @returns nothing for a decision without a line
 */
export const logWriteAfter = (
  { logLine }: { readonly logLine?: string | undefined },
  facts: Partial<LogChange>,
): readonly LogWrite[] => (logLine === undefined ? [] : [{ kind: 'changed', id: logLine, facts }]);

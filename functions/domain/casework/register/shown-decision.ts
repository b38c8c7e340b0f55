import * as z from 'zod';
import { logLine, type LogLine } from '../../register/log-line.ts';

/** What of a line of the enforcement log is shown beside a person; not from whom it is hidden. */
export const shownDecision = logLine
  .pick({
    decidedOn: true,
    outcome: true,
    rules: true,
    rung: true,
    measures: true,
    platforms: true,
    from: true,
    until: true,
    status: true,
    reviewOn: true,
    keptUntil: true,
  })
  .extend({ appeal: logLine.shape.appeal.unwrap(), line: z.string() });
export type ShownDecision = z.infer<typeof shownDecision>;

export const asShown = ({
  id,
  line,
}: {
  readonly id: string;
  readonly line: LogLine;
}): z.input<typeof shownDecision> => {
  const { decidedOn, outcome, rules, rung, measures, platforms, from, until, status, ...rest } = line;
  const { appeal, reviewOn, keptUntil } = rest;
  return {
    line: id,
    ...{ decidedOn, outcome, rules, rung, measures, platforms, from, until, status },
    ...{ appeal, reviewOn, keptUntil },
  };
};

/** Whether what a decision imposes is in force on a day. */
export const isInForceOn = (
  { status, from, until }: Pick<LogLine, 'status' | 'from' | 'until'>,
  today: string,
): boolean =>
  (status === 'in-force' || status === 'measures-done') &&
  from <= today &&
  (until === undefined || until >= today);

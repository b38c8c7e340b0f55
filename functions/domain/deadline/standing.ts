import type { CaseState } from '../case/state.ts';
import type { Deadlines } from './deadlines.ts';
import { escalationSteps, type EscalationStep } from './escalation.ts';
import { runningDeadlines, type DeadlineName } from './running-deadlines.ts';
import type { ToldSteps } from './told-steps.ts';

/** How a promise stands, as the team sees it. */
export type DeadlineStanding = {
  readonly deadline: DeadlineName;
  readonly by: string;
  readonly missed: boolean;
  /** What was told of it, and on which day in UTC: only what has really been told. */
  readonly told: readonly { readonly step: EscalationStep; readonly on: string }[];
};

/** Every deadline that runs, earliest first. */
export const deadlineStandings = (
  { state, deadlines, told }: { state: CaseState; deadlines: Deadlines; told?: ToldSteps | undefined },
  now: Date,
): DeadlineStanding[] =>
  runningDeadlines(state, deadlines).map(({ name, by }) => {
    const mark = told?.[name];
    const days = mark?.by === by ? mark.on : undefined;
    return {
      deadline: name,
      by,
      missed: new Date(by).getTime() < now.getTime(),
      told: escalationSteps.flatMap((step) => {
        const on = days?.[step];
        return on === undefined ? [] : [{ step, on }];
      }),
    };
  });

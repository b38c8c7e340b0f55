import { day } from '../domain/kernel/clock.ts';
import { mailProblemOf } from './mail-problem-event.ts';
import { scheduledRun, type ScheduledContext } from './scheduled-run.ts';

/** Marks a member whose mail came back; by every other event, the run of the minute. */
export const handleEvent = async (context: ScheduledContext, event: unknown): Promise<void> => {
  const problem = mailProblemOf(event);
  if (!problem) return scheduledRun(context);
  const { members, clock, log } = context;
  await members.markMailProblem(problem.memberId, { kind: problem.kind, on: day(clock()) });
  log({ event: 'member-mail-problem' });
};

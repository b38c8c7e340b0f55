import * as z from 'zod';
import type { CaseState } from '../case/state.ts';
import type { ChannelSettings } from '../../settings/schema.ts';
import { day, earlier } from '../clock.ts';
import { nextRetentionCheck } from '../retention/expiry.ts';
import type { Deadlines } from './deadlines.ts';
import {
  escalationSteps,
  ladder,
  type EscalationSettings,
  type EscalationStep,
  type StepTime,
} from './escalation.ts';
import { deadlineNames, runningDeadlines, type RunningDeadline } from './running-deadlines.ts';

/**
 * How far up the ladder of each deadline the team has been told. A mark is good for the time that was given when it was
 * made: a deadline that is moved begins at the bottom.
 */
export const toldSteps = z.partialRecord(
  z.enum(deadlineNames),
  z.object({
    by: z.iso.datetime(),
    step: z.enum(escalationSteps),
    /** On which day, in UTC, the team was told of each step; absent in marks from before that was kept. */
    on: z.partialRecord(z.enum(escalationSteps), z.iso.date()).optional(),
  }),
);
export type ToldSteps = z.infer<typeof toldSteps>;

/** What the clock of a case is set by. */
export type ClockedCase = {
  readonly channel: string;
  readonly state: CaseState;
  readonly deadlines: Deadlines;
  readonly told?: ToldSteps | undefined;
};

export type ClockSettings = EscalationSettings & {
  readonly channels: Readonly<Record<string, Pick<ChannelSettings, 'deadlines'>>>;
};

type Ahead = { readonly deadline: RunningDeadline; readonly steps: readonly StepTime[] };

/** Per running deadline the steps nobody has been told of yet. A channel that is no longer in the settings has none. */
const stepsAhead = (settings: ClockSettings, { channel, state, deadlines, told }: ClockedCase): Ahead[] => {
  const promised = Object.hasOwn(settings.channels, channel)
    ? settings.channels[channel]?.deadlines
    : undefined;
  if (!promised) return [];
  return runningDeadlines(state, deadlines).map((deadline) => {
    const mark = told?.[deadline.name];
    const last = mark?.by === deadline.by ? escalationSteps.indexOf(mark.step) : -1;
    const steps = ladder(settings, promised, deadline).filter(
      ({ step }) => escalationSteps.indexOf(step) > last,
    );
    return { deadline, steps };
  });
};

export type DueSteps = {
  /** Each at most once, lowest first. */
  readonly steps: readonly EscalationStep[];
  /** The marks once they are told; those of deadlines that no longer run are gone. */
  readonly told: ToldSteps;
};

/**
 * The steps whose time has come. Several deadlines that are due at once are one mail a step, and a reminder that comes
 * after its deadline is none: the deadline itself is told.
 */
export const dueSteps = (settings: ClockSettings, clocked: ClockedCase, now: Date): DueSteps => {
  const due = new Set<EscalationStep>();
  const told: ToldSteps = {};
  for (const { deadline, steps } of stepsAhead(settings, clocked)) {
    const come = steps.filter(({ at }) => at.getTime() <= now.getTime()).map(({ step }) => step);
    const telling = come.filter((step) => step !== 'reminder' || !come.includes('overdue'));
    for (const step of telling) due.add(step);
    const step = come.at(-1);
    const last = clocked.told?.[deadline.name];
    const mark = last?.by === deadline.by ? last : undefined;
    const on = { ...mark?.on, ...Object.fromEntries(telling.map((one) => [one, day(now)])) };
    if (step !== undefined) told[deadline.name] = { by: deadline.by, step, on };
    else if (mark) told[deadline.name] = mark;
  }
  return { steps: escalationSteps.filter((step) => due.has(step)), told };
};

/** When the scheduled function has to look at a case next: for its retention, or for a step of a ladder. */
export const nextActionAt = (
  settings: ClockSettings,
  clocked: ClockedCase,
  kept: { readonly expiresAt: Date; readonly opened: boolean },
): Date =>
  stepsAhead(settings, clocked)
    .flatMap(({ steps }) => steps.slice(0, 1))
    .reduce((first, { at }) => earlier(first, at), nextRetentionCheck(kept.expiresAt, kept.opened));

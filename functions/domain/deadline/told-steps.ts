import * as z from 'zod';
import type { ChannelSettings } from '../../settings/schema.ts';
import { day, earlier } from '../kernel/clock.ts';
import { nextRetentionCheck } from '../retention/expiry.ts';
import { dateName, dueDates, type Dated, type DueDate } from './due-dates.ts';
import { retentionLadder, type RetentionEnd } from './retention-ends.ts';
import {
  escalationSteps,
  ladder,
  taskLadder,
  type EscalationSettings,
  type EscalationStep,
  type StepTime,
} from './escalation.ts';

/**
 * How far up its ladder each date has come, by the name of the date. A mark is good for the time that was given when it
 * was made: a date that is moved begins at the bottom.
 */
export const toldSteps = z.record(
  z.string(),
  z.object({
    by: z.iso.datetime(),
    step: z.enum(escalationSteps),
    /** On which day, in UTC, the notices of each step were handed over; absent in marks from before that was kept. */
    on: z.partialRecord(z.enum(escalationSteps), z.iso.date()).optional(),
  }),
);
export type ToldSteps = z.infer<typeof toldSteps>;

/** What the clock of a case is set by. */
export type ClockedCase = Dated & {
  readonly channel: string;
  readonly told?: ToldSteps | undefined;
  /** What of it ends, and when; absent while it has none. */
  readonly ends?: readonly RetentionEnd[] | undefined;
};

export type ClockSettings = EscalationSettings & {
  readonly channels: Readonly<Record<string, Pick<ChannelSettings, 'deadlines' | 'retention'>>>;
};

/** What has a ladder: a date by which something is to be done, or an end of which the team is warned. */
export type LadderDate = DueDate | RetentionEnd;

type Ahead = { readonly date: LadderDate; readonly steps: readonly StepTime[] };

const nameOf = (date: LadderDate): string => (date.kind === 'retention' ? `ends-${date.of}` : dateName(date));

/** Per date that runs the steps nobody has been told of yet. A channel that is no longer in the settings has none. */
const stepsAhead = (settings: ClockSettings, clocked: ClockedCase): Ahead[] => {
  const { channel, told } = clocked;
  const known = Object.hasOwn(settings.channels, channel) ? settings.channels[channel] : undefined;
  if (!known) return [];
  return [...dueDates(clocked), ...(clocked.ends ?? [])].map((date: LadderDate) => {
    const mark = told?.[nameOf(date)];
    const last = mark?.by === date.by ? escalationSteps.indexOf(mark.step) : -1;
    const rungs = ladderOf(settings, known, date);
    return { date, steps: rungs.filter(({ step }) => escalationSteps.indexOf(step) > last) };
  });
};

const ladderOf = (
  settings: ClockSettings,
  channel: ClockSettings['channels'][string],
  date: LadderDate,
): readonly StepTime[] => {
  switch (date.kind) {
    case 'task':
      return taskLadder(settings, date);
    case 'promise':
      return ladder(settings, channel.deadlines, date);
    case 'retention':
      return retentionLadder(channel, date);
  }
};

/** A step whose time has come, and of which date. */
export type DueStep = { readonly step: EscalationStep; readonly date: LadderDate };

export type DueSteps = {
  /** Lowest first. */
  readonly due: readonly DueStep[];
  /** The marks once they are told; those of deadlines that no longer run are gone. */
  readonly told: ToldSteps;
};

/** A reminder that comes after its date, or at once with a later one, is none: the later step is told. */
const isOutdone = (step: EscalationStep, come: readonly EscalationStep[]): boolean =>
  step === 'early-reminder' ? come.length > 1 : step === 'reminder' && come.includes('overdue');

/** The steps whose time has come. */
export const dueSteps = (settings: ClockSettings, clocked: ClockedCase, now: Date): DueSteps => {
  const due: DueStep[] = [];
  const told: ToldSteps = {};
  for (const { date, steps } of stepsAhead(settings, clocked)) {
    const come = steps.filter(({ at }) => at.getTime() <= now.getTime()).map(({ step }) => step);
    // Something that ends soon after it was closed is told of all the same.
    const telling = come.filter((step) => date.kind === 'retention' || !isOutdone(step, come));
    due.push(...telling.map((step) => ({ step, date })));
    const step = come.at(-1);
    const name = nameOf(date);
    const last = clocked.told?.[name];
    const mark = last?.by === date.by ? last : undefined;
    const on = { ...mark?.on, ...Object.fromEntries(telling.map((one) => [one, day(now)])) };
    if (step !== undefined) told[name] = { by: date.by, step, on };
    else if (mark) told[name] = mark;
  }
  return { due: escalationSteps.flatMap((step) => due.filter((one) => one.step === step)), told };
};

/**
 * When the scheduled function has to look at a case next: for its retention, or for a step of a ladder.
 * @param kept.threadsAt when threads of it are to be erased
 * @param kept.rowsFrom when its rows are seen to, which a later hard limit keeps longer
 */
export const nextActionAt = (
  settings: ClockSettings,
  clocked: ClockedCase,
  kept: {
    readonly expiresAt: Date;
    readonly opened: boolean;
    readonly threadsAt?: Date | undefined;
    readonly rowsFrom?: Date | undefined;
  },
): Date => {
  const caseAt = nextRetentionCheck(kept.expiresAt, kept.opened);
  const retentionAt = earlier(caseAt, kept.threadsAt ?? caseAt);
  return stepsAhead(settings, clocked)
    .flatMap(({ steps }) => steps.slice(0, 1))
    .reduce((first, { at }) => earlier(first, at), earlier(retentionAt, kept.rowsFrom ?? retentionAt));
};

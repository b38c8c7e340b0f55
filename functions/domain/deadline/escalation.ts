import type { ChannelSettings, Settings } from '../../settings/schema.ts';
import { addHours } from '../kernel/clock.ts';
import type { TaskDate } from './due-dates.ts';
import type { DeadlineName } from './running-deadlines.ts';

/** Who is told of a deadline, one step after the other: before it, at it, and when it is long past. */
export const escalationSteps = ['early-reminder', 'reminder', 'overdue', 'leads', 'outside'] as const;
export type EscalationStep = (typeof escalationSteps)[number];

export type StepTime = { readonly step: EscalationStep; readonly at: Date };

/** The settings the ladder is built from. */
export type EscalationSettings = Pick<Settings, 'escalation' | 'outsideContact'> & {
  readonly decisions: Pick<Settings['decisions'], 'emergency' | 'appeal'>;
};

type Promised = ChannelSettings['deadlines'];

/** Hours after which each date is due that is given. */
export const promisedHours = (
  { decisions: { appeal } }: { readonly decisions: Pick<Settings['decisions'], 'appeal'> },
  promised: Promised,
): Readonly<Record<DeadlineName, number>> => ({
  acknowledgeBy: promised.acknowledgeHours,
  nextUpdateBy: promised.updateDays * 24,
  feedbackBy: promised.feedbackDays * 24,
  erasureAnswerBy: promised.updateDays * 24,
  inTouchBy: promised.updateDays * 24,
  appealAcknowledgeBy: appeal.acknowledgeHours,
  appealAnswerBy: appeal.decideDays * 24,
});

/**
 * The ladder of one deadline, in the order of time; full hours, as deadlines are. The reminder never comes before half
 * of what is promised has passed; a promise of one hour has none. Without a mail address of the outside contact their
 * step tells nobody, so there is none.
 */
export const ladder = (
  settings: EscalationSettings,
  promised: Promised,
  { name, by }: { readonly name: DeadlineName; readonly by: string },
): readonly StepTime[] => {
  const hoursBefore = Math.min(
    settings.escalation.remindBeforeHours,
    Math.floor(promisedHours(settings, promised)[name] / 2),
  );
  const reminder = { step: 'reminder', at: addHours(new Date(by), -hoursBefore) } as const;
  return [...(hoursBefore > 0 ? [reminder] : []), ...stepsAfter(settings, new Date(by))];
};

/** What ends by itself is lifted on the day after it: its date. */
const hoursToLift = 24;

/**
 * The ladder of a task or another record: nothing of it was promised to anybody outside, so it ends with who leads the
 * team. Of an end the team is reminded a day and, where it says so, a week before. What one member did alone goes to the
 * leads when nobody has confirmed it in time, and to the outside contact after as many hours again.
 */
export const taskLadder = (
  settings: EscalationSettings,
  { by, meaning, weekBefore }: Pick<TaskDate, 'by' | 'meaning' | 'weekBefore'>,
): readonly StepTime[] => {
  const before = (step: EscalationStep, hours: number): StepTime => ({
    step,
    at: addHours(new Date(by), -hours),
  });
  const after = stepsAfter(settings, new Date(by));
  const inside = after.filter(({ step }) => step !== 'outside');
  switch (meaning) {
    case undefined:
      return [before('reminder', settings.escalation.remindBeforeHours), ...inside];
    case 'end':
      return [
        ...(weekBefore ? [before('early-reminder', hoursToLift + 7 * 24)] : []),
        before('reminder', hoursToLift + 24),
        ...inside,
      ];
    case 'confirmation':
      return [
        before('leads', 0),
        ...after
          .filter(({ step }) => step === 'outside')
          .map(({ step }) => before(step, -settings.decisions.emergency.confirmHours)),
      ];
  }
};

/** The steps once a deadline is missed; they depend on it and on the settings alone. */
const stepsAfter = (settings: EscalationSettings, missed: Date): readonly StepTime[] => {
  const { leadsAfterHours, outsideAfterHours } = settings.escalation;
  const outside = { step: 'outside', at: addHours(missed, outsideAfterHours) } as const;
  return [
    { step: 'overdue', at: missed },
    { step: 'leads', at: addHours(missed, leadsAfterHours) },
    ...(settings.outsideContact?.email === undefined ? [] : [outside]),
  ];
};

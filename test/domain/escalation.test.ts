import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseStates } from '../../functions/domain/case/state.ts';
import { firstDeadlines } from '../../functions/domain/deadline/deadlines.ts';
import { ladder } from '../../functions/domain/deadline/escalation.ts';
import { missedDeadline } from '../../functions/domain/deadline/missed-deadline.ts';
import { deadlineStatuses } from '../../functions/domain/deadline/deadline-status.ts';
import { dueDates } from '../../functions/domain/deadline/due-dates.ts';
import {
  dueSteps,
  nextActionAt,
  type DueStep,
  type ToldSteps,
} from '../../functions/domain/deadline/told-steps.ts';
import { mergeSettings } from '../../functions/settings/merge.ts';
import type { Settings } from '../../functions/settings/schema.ts';

const settingsOf = (own: object = {}): Settings => {
  const merged = mergeSettings({ sender: 'conduct@example.org', ...own });
  if (!merged.ok) throw new Error(JSON.stringify(merged.problems));
  return merged.settings;
};
const outsideContact = { label: 'Ombud', value: 'Call 1', email: 'ombud@example.org' };
const hour = 3_600_000;
const promised = { acknowledgeHours: 48, updateDays: 7, feedbackDays: 90 };
const sentAt = new Date('2026-03-10T09:20:30.000Z');
const given = firstDeadlines(promised, sentAt);
const at = (iso: string) => new Date(iso);
const afterSending = (hours: number) => new Date(Date.parse('2026-03-10T09:00:00.000Z') + hours * hour);
const stepsOf = (due: readonly DueStep[]) => [...new Set(due.map(({ step }) => step))];
const far = { expiresAt: at('2031-01-01T00:00:00.000Z'), opened: true };

describe('the ladder of a deadline', () => {
  const acknowledge = { name: 'acknowledgeBy', by: given.acknowledgeBy } as const;

  it('reminds a day before, and tells everybody at it, the leads a day and the outside contact three days after', () => {
    expect(ladder(settingsOf({ outsideContact }), promised, acknowledge)).toEqual([
      { step: 'reminder', at: afterSending(24) },
      { step: 'overdue', at: afterSending(48) },
      { step: 'leads', at: afterSending(72) },
      { step: 'outside', at: afterSending(120) },
    ]);
  });

  it.each([
    [48, 24],
    [24, 12],
    [3, 1],
    [2, 1],
  ])(
    'a promise of %i hours is reminded of %i before, never before half of it',
    (acknowledgeHours, before) => {
      const [first] = ladder(settingsOf(), { ...promised, acknowledgeHours }, acknowledge);
      expect(first).toEqual({ step: 'reminder', at: afterSending(48 - before) });
    },
  );

  it('a promise of one hour has no reminder', () => {
    const steps = ladder(settingsOf(), { ...promised, acknowledgeHours: 1 }, acknowledge);
    expect(steps.map(({ step }) => step)).toEqual(['overdue', 'leads']);
  });

  it('an outside contact without a mail address has no step', () => {
    const { email, ...silent } = outsideContact;
    expect(email).toBeDefined();
    const steps = ladder(settingsOf({ outsideContact: silent }), promised, acknowledge);
    expect(steps.map(({ step }) => step)).toEqual(['reminder', 'overdue', 'leads']);
  });

  it('settings that would tell the outside contact before the leads are refused', () => {
    const merged = mergeSettings({
      sender: 'conduct@example.org',
      escalation: { leadsAfterHours: 73 },
    });
    expect(merged).toMatchObject({ ok: false, problems: [{ field: 'escalation.leadsAfterHours' }] });
  });
});

describe('a missed deadline', () => {
  it('is the earliest that runs in the state and has passed', () => {
    const on = (days: number) => afterSending(days * 24 + 1);
    expect(missedDeadline('received', given, on(1))).toBeUndefined();
    expect(missedDeadline('received', given, on(2))).toBe(given.acknowledgeBy);
    expect(missedDeadline('acknowledged', given, on(2))).toBeUndefined();
    expect(missedDeadline('in-review', given, on(7))).toBe(given.nextUpdateBy);
    const updated = { ...given, nextUpdateBy: '2026-07-01T09:00:00.000Z' };
    expect(missedDeadline('in-review', updated, on(90))).toBe(given.feedbackBy);
    expect(missedDeadline('received', updated, on(90))).toBe(given.acknowledgeBy);
    for (const state of ['decided', 'reopened'] as const)
      expect(missedDeadline(state, updated, on(90))).toBeUndefined();
    expect(missedDeadline('closed', given, on(900))).toBeUndefined();
  });

  it('one that was moved on in time is not missed', () => {
    const moved = { ...given, acknowledgeBy: '2026-03-14T09:00:00.000Z' };
    expect(missedDeadline('received', moved, at('2026-03-13T09:00:00.000Z'))).toBeUndefined();
  });
});

describe('steps that are due', () => {
  const settings = settingsOf({ outsideContact });
  const clocked = { channel: 'conduct', state: 'received', deadlines: given } as const;

  it('after long silence of the clock each step is told once, and a reminder that comes too late is none', () => {
    const { due, told } = dueSteps(settings, clocked, afterSending(122));
    expect(stepsOf(due)).toEqual(['overdue', 'leads', 'outside']);
    const on = { overdue: '2026-03-15', leads: '2026-03-15', outside: '2026-03-15' };
    expect(told).toEqual({ acknowledgeBy: { by: given.acknowledgeBy, step: 'outside', on } });
    expect(dueSteps(settings, { ...clocked, told }, afterSending(122)).due).toEqual([]);
  });

  it('a deadline that is moved begins at the bottom again, and its old mark is forgotten', () => {
    const { told } = dueSteps(settings, clocked, afterSending(122));
    const moved = { ...clocked, told, deadlines: { ...given, acknowledgeBy: '2026-03-20T09:00:00.000Z' } };
    expect(dueSteps(settings, moved, afterSending(122))).toEqual({ due: [], told: {} });
    expect(stepsOf(dueSteps(settings, moved, at('2026-03-19T09:00:00.000Z')).due)).toContain('reminder');
  });

  it('a closed case, and one of a channel that is gone, have only their retention ahead', () => {
    const { expiresAt } = far;
    for (const one of [
      { ...clocked, state: 'closed' },
      { ...clocked, channel: 'gone' },
      { ...clocked, channel: 'constructor' },
    ] as const) {
      expect(dueSteps(settings, one, afterSending(5000)).due).toEqual([]);
      expect(nextActionAt(settings, one, far)).toEqual(expiresAt);
    }
  });

  it('the next action is the earlier of the next step and of the retention check', () => {
    expect(nextActionAt(settings, clocked, far)).toEqual(afterSending(24));
    const soon = { expiresAt: at('2026-03-20T09:00:00.000Z'), opened: false };
    expect(nextActionAt(settings, clocked, soon)).toEqual(at('2026-03-06T09:00:00.000Z'));
  });

  it('whenever the clock is looked at, no step is told twice, none is skipped, and the clock goes on', () => {
    const deadline = fc.integer({ min: 1, max: 400 }).map((hours) => afterSending(hours).toISOString());
    fc.assert(
      fc.property(
        fc.constantFrom(...caseStates),
        fc.record(
          { acknowledgeBy: deadline, nextUpdateBy: deadline, feedbackBy: deadline, inTouchBy: deadline },
          { requiredKeys: ['acknowledgeBy', 'nextUpdateBy', 'feedbackBy'] },
        ),
        fc
          .array(deadline, { maxLength: 3 })
          .map((times) => times.map((by, index) => ({ task: index + 1, by }))),
        fc.array(fc.integer({ min: 0, max: 600 * 60 }), { minLength: 1, maxLength: 40 }),
        (state, deadlines, taskDates, minutes) => {
          let told: ToldSteps | undefined;
          const marks = new Set<string>();
          const looks = [...minutes.sort((one, other) => one - other), 1000 * 60];
          for (const look of looks) {
            const now = new Date(sentAt.getTime() + look * 60_000);
            const one = { channel: 'conduct', state, deadlines, taskDates, told };
            const next = nextActionAt(settings, one, far);
            const due = dueSteps(settings, one, now);
            const isTime = next.getTime() <= now.getTime();
            const moved = JSON.stringify(due.told) !== JSON.stringify(told ?? {});
            expect(moved).toBe(isTime);
            expect(due.due.length > 0).toBe(isTime);
            for (const [name, mark] of Object.entries(due.told)) {
              const before = told?.[name];
              if (before?.step === mark.step) continue;
              expect(marks.has(`${name} ${mark.step}`)).toBe(false);
              marks.add(`${name} ${mark.step}`);
            }
            told = due.told;
            const after = nextActionAt(settings, { ...one, told }, far);
            expect(after.getTime()).toBeGreaterThan(now.getTime());
          }
          // Nothing of a task was promised to anybody outside.
          for (const [name, { step }] of Object.entries(told ?? {}))
            expect(step).toBe(name.startsWith('task-') ? 'leads' : 'outside');
          expect(Object.keys(told ?? {})).toHaveLength(dueDates({ state, deadlines, taskDates }).length);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('how a promise stands, for the team', () => {
  const clocked = { channel: 'conduct', state: 'received', deadlines: given } as const;
  const settings = settingsOf({ outsideContact });

  it('is said with the days on which it was really told, not with those of the plan', () => {
    const late = dueSteps(settings, clocked, afterSending(75));
    const later = dueSteps(settings, { ...clocked, told: late.told }, afterSending(130));
    const [first, ...others] = deadlineStatuses({ ...clocked, told: later.told }, afterSending(130));
    expect(first).toEqual({
      deadline: 'acknowledgeBy',
      by: given.acknowledgeBy,
      missed: true,
      told: [
        { step: 'overdue', on: '2026-03-13' },
        { step: 'leads', on: '2026-03-13' },
        { step: 'outside', on: '2026-03-15' },
      ],
    });
    expect(others.map(({ deadline, missed, told }) => ({ deadline, missed, told }))).toEqual([
      { deadline: 'nextUpdateBy', missed: false, told: [] },
      { deadline: 'feedbackBy', missed: false, told: [] },
    ]);
  });

  it('claims nothing of a deadline that was moved since, of old marks without days, or of a closed case', () => {
    const { told } = dueSteps(settings, clocked, afterSending(75));
    const moved = { ...given, acknowledgeBy: '2026-03-20T09:00:00.000Z' };
    const [, again] = deadlineStatuses({ ...clocked, deadlines: moved, told }, afterSending(80));
    expect(again).toMatchObject({ deadline: 'acknowledgeBy', missed: false, told: [] });
    const old = { acknowledgeBy: { by: given.acknowledgeBy, step: 'leads' } } as const;
    expect(deadlineStatuses({ ...clocked, told: old }, afterSending(80))[0]).toMatchObject({
      missed: true,
      told: [],
    });
    expect(deadlineStatuses({ ...clocked, state: 'closed', told }, afterSending(80))).toEqual([]);
  });
});

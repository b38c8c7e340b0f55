import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../functions/settings/defaults.ts';
import { mergeSettings, type SettingsProblem } from '../../functions/settings/merge.ts';
import type { Settings } from '../../functions/settings/schema.ts';

const sender = 'conduct@example.org';
const settingsOf = (own: unknown): Settings => {
  const result = mergeSettings(own);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.settings;
};
const problemsOf = (own: unknown): SettingsProblem[] => {
  const result = mergeSettings(own);
  return result.ok ? [] : result.problems;
};
const fieldsOf = (own: unknown): string[] => problemsOf(own).map(({ field }) => field);
const whatHappened = {
  order: 1,
  label: 'What?',
  why: 'So that we know.',
  required: true,
  rows: 5,
  limitBytes: 1024,
};
const extra = {
  questions: { whatHappened },
  label: 'Events',
  description: 'What happens at events.',
  deadlines: { acknowledgeHours: 24, updateDays: 3, feedbackDays: 30 },
  retention: { afterClosingDays: 100, hardLimitDays: 200 },
};

describe('settings', () => {
  it('need nothing but a sender', () => {
    expect(settingsOf({ sender })).toEqual({ ...defaultSettings, sender });
    expect(fieldsOf({})).toEqual(['sender']);
    expect(fieldsOf({ sender: 'not an address' })).toEqual(['sender']);
  });

  it('take one field from the user and leave its neighbours as they are', () => {
    const { channels } = settingsOf({
      sender,
      channels: { conduct: { deadlines: { acknowledgeHours: 12 } } },
    });

    expect(channels.conduct?.deadlines).toEqual({ acknowledgeHours: 12, updateDays: 7, feedbackDays: 90 });
    expect(channels.security).toEqual(defaultSettings.channels.security);
  });

  it('of appeals name rungs that are there, and take one field like the others', () => {
    const appealOf = (appeal: object) => settingsOf({ sender, decisions: { appeal } }).decisions.appeal;
    expect(appealOf({ decideDays: 7, waits: ['warning'] })).toEqual({
      ...defaultSettings.decisions.appeal,
      decideDays: 7,
      waits: ['warning'],
    });
    expect(problemsOf({ sender, decisions: { appeal: { waits: ['exile'] } } })).toEqual([
      { field: 'decisions.appeal.waits', message: 'Names a rung that is not in the ladder.' },
    ]);
    expect(fieldsOf({ sender, decisions: { appeal: { secondApprovals: 0 } } })).toEqual([
      'decisions.appeal.secondApprovals',
    ]);
  });

  it('take the ladder of Contributor Covenant 3.0 by its name, and rungs of one’s own over it', () => {
    const rungsOf = (decisions: object) => Object.keys(settingsOf({ sender, decisions }).decisions.ladder);
    const ready = { readyLadder: 'contributor-covenant-3' };
    const steps = ['warning', 'limited-activities', 'temporary-suspension', 'permanent-ban'];
    expect(rungsOf(ready)).toEqual(steps);
    expect(rungsOf({})).toEqual(['correction', 'warning', 'temporary-ban', 'permanent-ban']);
    expect(rungsOf({ ...ready, ladder: { warning: null } })).toEqual(steps.slice(1));
    const { ladder } = settingsOf({
      sender,
      decisions: { ...ready, ladder: { warning: { keepYears: 9 } } },
    }).decisions;
    expect(ladder.warning).toMatchObject({ keepYears: 9, lasts: { kind: 'none' } });
    expect(fieldsOf({ sender, decisions: { ...ready, ladder: { correction: null } } })).toEqual([
      'decisions.ladder.correction',
    ]);
    expect(fieldsOf({ sender, decisions: { readyLadder: 'contributor-covenant' } })).toEqual([
      'decisions.readyLadder',
    ]);
  });

  it('have ladders whose usual measures are measures, and whose rungs stand in order', () => {
    for (const readyLadder of ['four-rungs', 'contributor-covenant-3']) {
      const { ladder, measures } = settingsOf({ sender, decisions: { readyLadder } }).decisions;
      const rungs = Object.values(ladder);
      expect(rungs.map(({ order }) => order)).toEqual([10, 20, 30, 40]);
      for (const type of rungs.flatMap(({ usualMeasures }) => usualMeasures))
        expect(Object.keys(measures)).toContain(type);
      for (const { label } of rungs) expect(Object.keys(label)).toEqual(['en', 'es', 'ar']);
    }
  });

  it('do not change the defaults', () => {
    const beforehand = structuredClone(defaultSettings);
    settingsOf({ sender, channels: { conduct: { label: 'Other' }, security: null }, organisation: 'X' });

    expect(defaultSettings).toEqual(beforehand);
  });

  it('lose a default channel by null, and gain one that is whole', () => {
    expect(Object.keys(settingsOf({ sender, channels: { security: null } }).channels)).toEqual(['conduct']);
    expect(settingsOf({ sender, channels: { events: extra } }).channels.events).toEqual(extra);
    const { deadlines, ...partial } = extra;
    expect(deadlines).toBeDefined();
    expect(fieldsOf({ sender, channels: { events: partial } })).toEqual(['channels.events.deadlines']);
    const { questions, ...mute } = extra;
    expect(questions).toBeDefined();
    expect(fieldsOf({ sender, channels: { events: mute } })).toEqual(['channels.events.questions']);
  });

  it('no two channels take mails at one address, however it is written', () => {
    const channels = {
      conduct: { mail: { address: 'Reports@in.example.org' } },
      security: { mail: { address: 'reports@IN.example.org' } },
    };
    expect(mergeSettings({ sender: 'conduct@example.org', channels })).toEqual({
      ok: false,
      problems: [
        {
          field: 'channels.security.mail.address',
          message: 'The channel "conduct" has this address already: each needs its own.',
        },
      ],
    });
  });

  it('a default channel that is removed must not be the default', () => {
    expect(problemsOf({ sender, channels: { conduct: null } })).toEqual([
      { field: 'defaultChannel', message: 'There is no channel "conduct". There is: security.' },
    ]);
    expect(settingsOf({ sender, channels: { conduct: null }, defaultChannel: 'security' })).toMatchObject({
      defaultChannel: 'security',
    });
  });

  it.each(['nowhere', 'constructor'])('%s is no default channel unless it is a channel', (defaultChannel) => {
    expect(fieldsOf({ sender, defaultChannel })).toEqual(['defaultChannel']);
  });

  it.each([
    [
      { channels: { conduct: { deadlines: { acknowledgeHours: 0 } } } },
      'channels.conduct.deadlines.acknowledgeHours',
    ],
    [
      { channels: { conduct: { deadlines: { acknowledgeHours: '48' } } } },
      'channels.conduct.deadlines.acknowledgeHours',
    ],
    [{ channels: { conduct: { deadlines: { updateDays: 1.5 } } } }, 'channels.conduct.deadlines.updateDays'],
    [
      { channels: { conduct: { deadlines: { feedbackDays: 366 } } } },
      'channels.conduct.deadlines.feedbackDays',
    ],
    [{ channels: { conduct: { deadlines: null } } }, 'channels.conduct.deadlines'],
    [{ channels: { conduct: { label: '   ' } } }, 'channels.conduct.label'],
    [{ channels: { 'Con duct': extra } }, 'channels.Con duct'],
    [{ channels: [] }, 'channels'],
    [{ recovery: { vaultDays: 8 } }, 'recovery.vaultDays'],
    [{ notices: { ordinary: 'now' } }, 'notices.ordinary'],
    [{ logs: { retentionDays: 2 } }, 'logs.retentionDays'],
    [{ exitUrl: 'http://example.org/' }, 'exitUrl'],
    [{ exitUrl: 'javascript:alert(1)' }, 'exitUrl'],
    [{ organisation: 'x'.repeat(121) }, 'organisation'],
    [{ emergencyContact: '' }, 'emergencyContact'],
  ])('%j is refused, naming %s', (own, field) => {
    expect(fieldsOf({ sender, ...own })).toEqual([field]);
  });

  it('a case must not be kept longer after closing than at all', () => {
    const retention = { afterClosingDays: 2000 };

    expect(fieldsOf({ sender, channels: { conduct: { retention } } })).toEqual([
      'channels.conduct.retention.afterClosingDays',
    ]);
  });

  it('each unknown field is named, at every depth', () => {
    const own = { sender, colour: 'red', size: 1, channels: { conduct: { deadlines: { acknowledge: 4 } } } };

    const problems = problemsOf(own);
    expect(problems.map(({ field }) => field).toSorted()).toEqual([
      'channels.conduct.deadlines.acknowledge',
      'colour',
      'size',
    ]);
    for (const { message } of problems) expect(message).toMatch(/^There is no such setting\./);
  });

  it('all wrong fields are named at once', () => {
    expect(fieldsOf({ sender: 1, recovery: { vaultDays: 0 }, organisation: '' }).toSorted()).toEqual([
      'organisation',
      'recovery.vaultDays',
      'sender',
    ]);
  });

  it('there is at least one channel, and at most 20', () => {
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`channel-${index}`, extra]));

    expect(fieldsOf({ sender, channels: { conduct: null, security: null } })).toEqual(['channels']);
    expect(fieldsOf({ sender, channels: many(18) })).toEqual([]);
    expect(fieldsOf({ sender, channels: many(19) })).toEqual(['channels']);
  });

  it.each([null, [], 'text', 4, undefined])('%j is no settings file', (own) => {
    expect(fieldsOf(own)).toEqual(['(the whole file)']);
  });

  it('a name that JavaScript gives a meaning to is an unknown field', () => {
    const own: unknown = JSON.parse(`{"sender":"${sender}","__proto__":{"organisation":"x"}}`);

    expect(fieldsOf(own)).toEqual(['__proto__']);
  });
});

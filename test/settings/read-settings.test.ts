import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportLimitBytes } from '../../functions/domain/kernel/text.ts';
import { languages } from '../../functions/settings/localised.ts';
import { questionsOf } from '../../functions/settings/questions.ts';
import { readSettings, settingsFrom, SettingsError } from '../../infra/settings.ts';

describe('a settings file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'conductline-settings-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const written = (text: string): string => {
    const file = join(folder, 'settings.json');
    writeFileSync(file, text);
    return file;
  };
  const refusalOf = (file: string): string => {
    try {
      readSettings(file);
    } catch (error) {
      if (error instanceof SettingsError) return error.message;
      throw error;
    }
    return '';
  };

  it('is laid over the defaults', () => {
    const file = written('{ "sender": "conduct@example.org", "organisation": "Our club" }');

    expect(readSettings(file)).toMatchObject({ organisation: 'Our club', defaultChannel: 'conduct' });
  });

  it('that is missing, no JSON or wrong is refused by its name, with each field', () => {
    expect(refusalOf(join(folder, 'none.json'))).toBe(
      `There is no readable settings file at ${folder}/none.json.`,
    );
    expect(refusalOf(written('{ "sender": '))).toBe(
      `The settings file ${folder}/settings.json is not valid JSON: line 1, column 13. ` +
        'The file ends here, and a value is missing.',
    );
    const wrong = refusalOf(
      written('{ "sender": "x", "channels": { "conduct": { "deadlines": { "acknowledgeHours": -1 } } } }'),
    );
    expect(wrong).toContain(`The settings in ${folder}/settings.json cannot be used:`);
    expect(wrong).toContain('\n  sender: Must be one e-mail address');
    expect(wrong).toContain('\n  channels.conduct.deadlines.acknowledgeHours: ');
  });
});

describe('the questions', () => {
  it.each(['conduct', 'security'])(
    'of %s: one required, none above a whole report, in every language',
    (channel) => {
      const settings = settingsFrom({ sender: 'conduct@example.org' }, 'the test');
      const questions = questionsOf(settings, channel);
      expect(questions.filter(({ required }) => required).map(({ id }) => id)).toEqual(['whatHappened']);
      for (const { limitBytes, label, why } of questions) {
        expect(limitBytes).toBeLessThanOrEqual(reportLimitBytes);
        for (const text of [label, why]) expect(Object.keys(text).sort()).toEqual([...languages].sort());
      }
    },
  );

  it('are added, reworded and left out by a settings file', () => {
    const own = {
      sender: 'conduct@example.org',
      channels: {
        conduct: {
          questions: {
            who: { label: 'Whose doing was it?' },
            witnesses: null,
            badge: {
              order: 25,
              label: 'What was on their badge?',
              why: 'To find them.',
              rows: 1,
              limitBytes: 100,
            },
          },
        },
      },
    };
    const ids = questionsOf(settingsFrom(own, 'the test'), 'conduct');
    expect(ids.slice(0, 4).map(({ id }) => id)).toEqual(['whatHappened', 'who', 'badge', 'where']);
    expect(ids[1]?.label).toBe('Whose doing was it?');
    expect(ids.some(({ id }) => id === 'witnesses')).toBe(false);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byteLength, reportLimitBytes } from '../../functions/domain/text.ts';
import { questions } from '../../functions/settings/questions.ts';
import { readSettings, SettingsError } from '../../infra/settings.ts';

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
      `The settings file ${folder}/settings.json is not valid JSON.`,
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
  it('have names of their own, one required, and no limit above a whole report', () => {
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    expect(questions.filter(({ required }) => required).map(({ id }) => id)).toEqual(['whatHappened']);
    for (const { limitBytes, label } of questions) {
      expect(limitBytes).toBeLessThanOrEqual(reportLimitBytes);
      expect(byteLength(label)).toBeGreaterThan(0);
    }
  });
});

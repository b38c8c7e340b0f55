import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { settingsFromContext } from '../../infra/context-settings.ts';
import { SettingsError } from '../../infra/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'conductline-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

const from = (context: Record<string, unknown>) => settingsFromContext(context);
const fromFile = (text: string) => {
  const file = join(folder, 'settings.json');
  writeFileSync(file, text);
  return from({ settings: file });
};

describe('settings from the context', () => {
  it('need nothing but a sender', () => {
    expect(from({ sender: 'conduct@example.org' })).toMatchObject({
      sender: 'conduct@example.org',
      defaultChannel: 'conduct',
      recovery: { vaultDays: 4 },
    });
  });

  it('come from a file laid over the defaults', () => {
    const settings = fromFile('{ "sender": "conduct@example.org", "recovery": { "vaultDays": 2 } }');
    expect(settings.recovery.vaultDays).toBe(2);
    expect(settings.logs.retentionDays).toBe(30);
  });

  it.each([
    ['neither a sender nor a file', {}, /-c sender=.*-c settings=/],
    ['both of them', { sender: 'conduct@example.org', settings: 'own.json' }, /either/],
    ['an empty file name', { settings: '' }, /-c sender=/],
    ['no address', { sender: 'conduct' }, /sender: Must be one e-mail address/],
    ['an empty address', { sender: '' }, /sender: Must be one e-mail address/],
    ['a mistyped name', { setings: 'own.json' }, /no -c setings=\. Did you mean -c settings=\?/],
    ['a setting of the file', { sender: 'a@example.org', teamHost: 'x' }, /"teamHost" is read from the/],
    ['a missing file', { settings: join(folder, 'none.json') }, /no readable settings file at .*none\.json/],
  ])('are refused in a sentence when there is %s', (_, context, sentence) => {
    expect(() => from(context)).toThrow(SettingsError);
    expect(() => from(context)).toThrow(sentence);
  });

  it('what else the context of CDK holds is left alone', () => {
    const others = { '@aws-cdk/core:newStyle': true, 'cli-telemetry': false, profile: 'x' };
    expect(from({ ...others, sender: 'a@example.org' }).sender).toBe('a@example.org');
  });

  it.each([
    ['broken JSON', '{', /is not valid JSON/],
    ['a list', '[]', /\(the whole file\): Must be a JSON object/],
    ['no sender', '{}', /\n {2}sender: /],
    [
      'an unknown field',
      '{ "sender": "a@example.org", "vaultDays": 3 }',
      /vaultDays: There is no such setting/,
    ],
    [
      'a window too long',
      '{ "sender": "a@example.org", "recovery": { "vaultDays": 8 } }',
      /recovery\.vaultDays: /,
    ],
    [
      'a wrong deadline',
      '{ "sender": "a@example.org", "channels": { "conduct": { "deadlines": { "updateDays": "7" } } } }',
      /channels\.conduct\.deadlines\.updateDays: /,
    ],
  ])('name the field of a file with %s', (_, text, sentence) => {
    expect(() => fromFile(text)).toThrow(SettingsError);
    expect(() => fromFile(text)).toThrow(sentence);
  });
});

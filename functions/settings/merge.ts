import * as z from 'zod';
import { defaultSettings } from './defaults.ts';
import { settingsSchema, type Settings } from './schema.ts';

export type SettingsProblem = { readonly field: string; readonly message: string };
export type SettingsResult =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: SettingsProblem[] };

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const merge = (base: unknown, own: unknown): unknown => {
  if (!isPlainObject(base) || !isPlainObject(own)) return own;
  const merged = new Map(Object.entries(base));
  for (const [name, value] of Object.entries(own)) {
    // `null` removes what a default brings, such as a channel nobody wants.
    if (value === null) merged.delete(name);
    else merged.set(name, merged.has(name) ? merge(merged.get(name), value) : value);
  }
  return Object.fromEntries(merged);
};

const fieldName = (path: readonly PropertyKey[]): string => path.map(String).join('.') || '(the whole file)';

/**
 * Lays a user's own settings over the defaults. Each problem names its field, as in
 * `channels.conduct.deadlines.acknowledgeHours`.
 */
export const mergeSettings = (own: unknown): SettingsResult => {
  if (!isPlainObject(own)) {
    return { ok: false, problems: [{ field: fieldName([]), message: 'Must be a JSON object.' }] };
  }
  const parsed = settingsSchema.safeParse(merge(defaultSettings, own));
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.flatMap(describeIssue) };
  const { channels, defaultChannel } = parsed.data;
  if (!Object.hasOwn(channels, defaultChannel)) {
    const message = `There is no channel "${defaultChannel}".`;
    return { ok: false, problems: [{ field: 'defaultChannel', message }] };
  }
  return { ok: true, settings: parsed.data };
};

const describeIssue = (issue: z.core.$ZodIssue): SettingsProblem[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({
        field: fieldName([...issue.path, key]),
        message: 'There is no such setting.',
      }))
    : [{ field: fieldName(issue.path), message: issue.message }];

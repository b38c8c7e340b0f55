import { readFileSync } from 'node:fs';
import { mergeSettings } from '../functions/settings/merge.ts';
import { readJson } from './read-json.ts';
import type { Settings } from '../functions/settings/schema.ts';

/** A settings file that cannot be used; the message names the file and each field, ready to be shown. */
export class SettingsError extends Error {
  readonly code = 'settings-invalid';
}

/**
 * Reads a user's own settings file (JSON) and lays it over the defaults.
 * @throws {SettingsError} when the file is missing, is no JSON, or a field is wrong.
 */
export const readSettings = (file: string): Settings => settingsFrom(readSettingsFile(file), file);

/** @throws {SettingsError} naming each wrong field. */
export const settingsFrom = (own: unknown, origin: string): Settings => {
  const result = mergeSettings(own);
  if (result.ok) return result.settings;
  const lines = result.problems.map(({ field, message }) => `  ${field}: ${message}`);
  throw new SettingsError([`The settings in ${origin} cannot be used:`, ...lines].join('\n'));
};

/** What a settings file holds, unchecked. @throws {SettingsError} when it is missing or no JSON */
export const readSettingsFile = (file: string): unknown => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new SettingsError(`There is no readable settings file at ${file}.`);
  }
  const read = readJson(text);
  if (read.ok) return read.value;
  const { line, column, message } = read.problem;
  throw new SettingsError(
    `The settings file ${file} is not valid JSON: line ${line}, column ${column}. ${message}`,
  );
};

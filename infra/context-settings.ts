import { SettingsError, readSettings, settingsFrom } from './settings.ts';
import type { Settings } from '../functions/settings/schema.ts';

/** What `cdk -c name=value` gives under a name, if anything. */
export type Context = (name: string) => unknown;

/**
 * Finds the settings of a stack: `-c settings=<file>` names a user's own file, `-c sender=<address>` alone takes
 * the defaults with that sender.
 * @throws {SettingsError} when neither or both are given, or what they give cannot be used.
 */
export const settingsFromContext = (context: Context): Settings => {
  const file = context('settings');
  const sender = context('sender');
  if (file !== undefined && sender !== undefined) {
    throw new SettingsError(
      'Give either -c settings=<file> or -c sender=<address>; the file names the sender.',
    );
  }
  if (typeof file === 'string' && file !== '') return readSettings(file);
  if (sender !== undefined) return settingsFrom({ sender }, '-c sender=<address>');
  throw new SettingsError(
    'Say who sends the notices: -c sender=conduct@example.org, or -c settings=<your settings file>.',
  );
};

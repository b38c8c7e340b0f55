import { SettingsError, readSettings, settingsFrom } from './settings.ts';
import { nearestName } from '../functions/settings/nearest-name.ts';
import { settingsSchema, type Settings } from '../functions/settings/schema.ts';

/** What `cdk -c name=value` gives, and the context files beside it, by name. */
export type Context = Readonly<Record<string, unknown>>;

const contextNames = ['settings', 'sender'];

/**
 * Finds the settings of a stack: `-c settings=<file>` names a user's own file, `-c sender=<address>` alone takes
 * the defaults with that sender.
 * @throws {SettingsError} when neither or both are given, a name is mistyped, or what they give cannot be used.
 */
export const settingsFromContext = (context: Context): Settings => {
  const { settings: file, sender } = context;
  refuseMistyped(Object.keys(context));
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

/** The context also holds what CDK and its users keep there: refused is only what was surely meant for us. */
const refuseMistyped = (given: readonly string[]): void => {
  for (const name of given.filter((each) => !contextNames.includes(each))) {
    if (Object.hasOwn(settingsSchema.shape, name))
      throw new SettingsError(`"${name}" is read from the settings file alone: -c settings=<file>.`);
    const nearest = nearestName(name, contextNames);
    if (nearest !== undefined)
      throw new SettingsError(`There is no -c ${name}=. Did you mean -c ${nearest}=?`);
  }
};

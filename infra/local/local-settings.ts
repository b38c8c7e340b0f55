import type { Settings } from '../../functions/settings/schema.ts';
import { settingsFrom } from '../settings.ts';

/**
 * The settings of a local instance: notices leave on the minute, and the sender is nobody's address.
 * @param own laid over them.
 * @throws {SettingsError}
 */
export const localSettings = (own: object = {}): Settings =>
  settingsFrom(
    {
      sender: 'conductline@localhost.localdomain',
      notices: { ordinary: 'minute' },
      ...own,
    },
    'the local settings',
  );

import type { Settings } from '../../settings/schema.ts';
import type { Member } from './member.ts';

/** The channels of a member that are in the settings: one that was taken out of them stays in the member's row. */
export const channelsOf = (
  { channels }: Pick<Member, 'channels'>,
  settings: Pick<Settings, 'channels'>,
): readonly string[] => channels.filter((name) => Object.hasOwn(settings.channels, name));

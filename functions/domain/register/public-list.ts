import type { ShownBan } from '../decision/public-ban.ts';
import { day } from '../kernel/clock.ts';

export type PublicListStore = {
  /** Everything that stands in the public list, ended or not; one call for every 1 MB. */
  publicBans(): Promise<readonly ShownBan[]>;
};

/** The permanent bans that are public on this day, the latest first. An entry is gone after its last day. */
export const publicList = async (store: PublicListStore, now: Date): Promise<readonly ShownBan[]> => {
  const today = day(now);
  return (await store.publicBans())
    .filter(({ until }) => until >= today)
    .toSorted((one, other) => (one.from === other.from ? 0 : one.from < other.from ? 1 : -1));
};

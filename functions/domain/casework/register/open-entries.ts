import type { OpenKeyRing } from '../../key-ring/open-ring-sealed.ts';
import type { LogRings } from '../../register/log-rings.ts';
import type { RegisterEntry } from '../../register/register-entry.ts';
import type { EntryPlace, RegisterStore, SealedRegisterEntry } from '../../register/register-store.ts';
import { openNoEntry, openRegisterEntry } from '../../register/sealed-register-entry.ts';

/** An entry of the register that opens, and where it stands. */
export type OpenedEntry = {
  readonly row: SealedRegisterEntry;
  readonly place: EntryPlace;
  readonly entry: RegisterEntry;
};

export type RegisterReading = { readonly register: RegisterStore; readonly openKeyRing: OpenKeyRing };

/** Entries that are read at once: always so many are asked for. */
export const entriesAtOnce = 100;

const nobodys: readonly EntryPlace[] = Array.from({ length: entriesAtOnce }, (_, index) => ({
  id: `${'-'.repeat(19)}${String(index).padStart(3, '0')}`,
}));

/**
 * At most `entriesAtOnce` entries: one call and as many steps of opening whatever is there. Those that are gone or do not
 * open are left out.
 */
export const openEntries = async (
  { register }: Pick<RegisterReading, 'register'>,
  rings: LogRings,
  places: readonly EntryPlace[],
): Promise<readonly OpenedEntry[]> => {
  const wanted = places.slice(0, entriesAtOnce);
  const rows = await register.registerEntries([...wanted, ...nobodys.slice(wanted.length)]);
  const opened = rows.flatMap((row) => {
    const ring = rings.get(row.channel);
    const entry = ring && openRegisterEntry(ring, row);
    if (!entry) return [];
    return [{ row, place: { id: row.id }, entry }];
  });
  for (let missing = opened.length; missing < entriesAtOnce; missing++) openNoEntry(rings);
  return opened;
};

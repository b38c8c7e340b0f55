import { newId } from '../../kernel/random.ts';
import { openLogRings, type LogRings } from '../../register/log-rings.ts';
import { blindKey, personKey } from '../../register/match-keys.ts';
import { openMatchSecret } from '../../register/match-secret.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { openEntries, type OpenedEntry } from './open-entries.ts';

/** What opens the register: the rings of all channels, and the secret of the index. */
export type OpenedRegister = { readonly rings: LogRings; readonly secret: Uint8Array };

/**
 * Opens the register while something is done with it.
 * @throws {Fault} when storage or KMS does not answer, or the ring `match` is not made yet
 */
export const withRegister = async <Result>(
  { settings, openKeyRing }: Pick<CaseContext, 'settings' | 'openKeyRing'>,
  act: (register: OpenedRegister) => Promise<Result>,
): Promise<Result> => {
  const rings = await openLogRings(openKeyRing, Object.keys(settings.channels));
  const secret = await openMatchSecret(openKeyRing);
  try {
    return await act({ rings, secret });
  } finally {
    secret.fill(0);
  }
};

/** Entries that are taken from under one key. */
export const underEachKey = 50;
/** Persons of whom everything is read that the register has of them. */
const mostPersons = 10;

/** As many keys as `most`; under those that are added stands nothing. */
export const padded = (
  { random }: Pick<CaseContext, 'random'>,
  keys: readonly string[],
  most: number,
): string[] => [
  ...keys.slice(0, most),
  ...Array.from({ length: Math.max(0, most - keys.length) }, () => newId(random)),
];

/** Everything that the register has of these persons, of whomever it exists for: as many calls whatever that is. */
export const entriesOfPersons = async (
  context: CaseContext,
  { rings, secret }: OpenedRegister,
  personIds: readonly string[],
  most = mostPersons,
): Promise<readonly OpenedEntry[]> => {
  const blinds = personIds.slice(0, most).map((personId) => blindKey(secret, personKey(personId)));
  const found = await context.register.entriesUnder(padded(context, blinds, most), underEachKey);
  const places = blinds.flatMap((blind) => found.get(blind) ?? []);
  return openEntries(context, rings, [...new Map(places.map((place) => [place.id, place])).values()]);
};

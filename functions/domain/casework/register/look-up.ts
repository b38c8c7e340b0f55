import type { Respondent } from '../../decision/respondent.ts';
import { newId } from '../../kernel/random.ts';
import { openLogRings, type LogRings } from '../../register/log-rings.ts';
import { blindKey, matchKeysOf, mostMatchKeys } from '../../register/match-keys.ts';
import { openMatchSecret } from '../../register/match-secret.ts';
import type { EntryPlace } from '../../register/register-store.ts';
import type { ReadableLogLine } from '../../register/walk-log.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { casesOfEntries, existsFor } from './cases-of-entries.ts';
import { decisionsOfEntries } from './decisions-of-entries.ts';
import { bySureness, surestFirst, type MatchKind } from './match-words.ts';
import { openEntries, type OpenedEntry } from './open-entries.ts';
import { hadTheirName, mostOwnKeys, ownKeysOf } from './own-entries.ts';
import { personKey } from './person-key.ts';
import { mostAlikeKept, type SamePersonTask } from './same-person-task.ts';

/** An entry that exists for the member. */
export type MetEntry = OpenedEntry & {
  readonly decisions: readonly ReadableLogLine[];
  /** Its case has not been erased. */
  readonly isThere: boolean;
};

/** A person who may be the respondent, as far as they exist for the member. */
export type MetPerson = {
  /** The surest reason first. */
  readonly why: readonly MatchKind[];
  /** A member has said that they are another person. */
  readonly saidApart: boolean;
  readonly entries: readonly MetEntry[];
};

export type LookedUp = {
  /** The surest first. */
  readonly people: readonly MetPerson[];
  /** What is left for the leads. */
  readonly task: Pick<SamePersonTask, 'entry' | 'alike'>;
};

/** Whom a look-up is about. */
export type LookedFor = {
  readonly caseId: string;
  readonly number: number;
  readonly respondent: Respondent;
};

/** Entries that are taken from under one key. */
const underEachKey = 50;
/** Entries under a member's own name and address that are looked at. */
const mostTheirs = 10;
/** Persons of whom everything is read that the register has of them. */
const mostPersons = 10;

const padded = (context: Pick<CaseContext, 'random'>, keys: readonly string[], most: number): string[] => [
  ...keys.slice(0, most),
  ...Array.from({ length: Math.max(0, most - keys.length) }, () => blindKeyOfNobody(context)),
];

// As long as a blind key, and under it stands nothing.
const blindKeyOfNobody = ({ random }: Pick<CaseContext, 'random'>): string => newId(random) + newId(random);

type Found = OpenedEntry & { readonly why: readonly MatchKind[]; readonly id: string };
type Kinds = ReadonlyMap<string, readonly MatchKind[]>;

/** What stands under the keys of a respondent, and whether anything stands under the member's own. */
const placesOf = async (
  context: CaseContext,
  secret: Uint8Array,
  respondent: Respondent,
): Promise<{
  readonly places: readonly EntryPlace[];
  readonly kinds: Kinds;
  /** What stands under the member's own name and address. */
  readonly theirs: readonly EntryPlace[];
}> => {
  const keys = matchKeysOf(respondent).map(({ key, kind }) => ({ kind, blind: blindKey(secret, key) }));
  const blinds = keys.map(({ blind }) => blind);
  const own = ownKeysOf(context.member).map((key) => blindKey(secret, key));
  const asked = [...padded(context, blinds, mostMatchKeys), ...padded(context, own, mostOwnKeys)];
  const found = await context.register.entriesUnder(asked, underEachKey);
  const kinds = new Map<string, MatchKind[]>();
  const places = new Map<string, EntryPlace>();
  for (const { blind, kind } of keys)
    for (const place of found.get(blind) ?? []) {
      places.set(place.id, place);
      kinds.set(place.id, [...(kinds.get(place.id) ?? []), kind]);
    }
  const sorted = [...places.values()]
    .map((place) => ({ place, id: place.id, why: surestFirst(kinds.get(place.id) ?? []) }))
    .sort(bySureness)
    .map(({ place }) => place);
  const theirs = own.flatMap((blind) => found.get(blind) ?? []).slice(0, mostTheirs);
  return { places: sorted, kinds, theirs };
};

/** Everything that the register has of these persons: as many calls whatever that is. */
const entriesOfPersons = async (
  context: CaseContext,
  { rings, secret }: Opened,
  personIds: readonly string[],
): Promise<readonly OpenedEntry[]> => {
  const blinds = personIds.map((personId) => blindKey(secret, personKey(personId)));
  const found = await context.register.entriesUnder(padded(context, blinds, mostPersons), underEachKey);
  const places = blinds.slice(0, mostPersons).flatMap((blind) => found.get(blind) ?? []);
  return openEntries(context, rings, [...new Map(places.map((place) => [place.id, place])).values()]);
};

type Opened = { readonly rings: LogRings; readonly secret: Uint8Array };

const isOwn = ({ caseId, number }: LookedFor, { entry }: OpenedEntry): boolean =>
  entry.caseId === caseId && entry.respondent === number;

const saidApart = (own: OpenedEntry | undefined, other: OpenedEntry): boolean =>
  own !== undefined &&
  (own.entry.apartFrom.includes(other.place.id) || other.entry.apartFrom.includes(own.place.id));

const taskOf = (own: OpenedEntry | undefined, others: readonly Found[]): LookedUp['task'] => ({
  entry: own?.place,
  alike:
    own === undefined
      ? []
      : others
          .filter((one) => one.entry.personId !== own.entry.personId && !saidApart(own, one))
          .slice(0, mostAlikeKept)
          .map(({ place, why }) => ({ ...place, why: why[0] ?? 'one-letter-apart' })),
});

/** Entries by person, each person with why, the surest first. */
const personsOf = (
  own: OpenedEntry | undefined,
  entries: readonly MetEntry[],
  kinds: Kinds,
): readonly MetPerson[] => {
  const byPerson = new Map<string, MetEntry[]>();
  for (const one of entries)
    byPerson.set(one.entry.personId, [...(byPerson.get(one.entry.personId) ?? []), one]);
  return [...byPerson]
    .map(([personId, of]) => {
      const joined: readonly MatchKind[] = personId === own?.entry.personId ? ['joined'] : [];
      const why = surestFirst([...joined, ...of.flatMap(({ place }) => kinds.get(place.id) ?? [])]);
      const newest = of.toSorted((one, other) => (one.entry.addedOn < other.entry.addedOn ? 1 : -1));
      return {
        id: newest[0]?.place.id ?? '',
        why,
        saidApart: of.some((one) => saidApart(own, one)),
        entries: newest,
      };
    })
    .sort(bySureness)
    .map(({ why, saidApart: isApart, entries: of }) => ({ why, saidApart: isApart, entries: of }));
};

/** What the first reading finds, of whomever it exists for. */
const findAlike = async (context: CaseContext, opened: Opened, lookedFor: LookedFor) => {
  const { member } = context;
  const { places, kinds, theirs } = await placesOf(context, opened.secret, lookedFor.respondent);
  const wanted = new Map([...theirs, ...places].map((place) => [place.id, place]));
  const found = await openEntries(context, opened.rings, [...wanted.values()]);
  const cases = await casesOfEntries(context, found);
  const own = found.find((one) => isOwn(lookedFor, one));
  const others: readonly Found[] = found
    .filter(({ place, entry }) => entry.caseId !== lookedFor.caseId && kinds.has(place.id))
    .map((one) => ({ ...one, id: one.place.id, why: surestFirst(kinds.get(one.place.id) ?? []) }))
    .sort(bySureness);
  const seen = others.filter((one) => existsFor(member, cases, one));
  const isTheirs = ({ id }: EntryPlace): boolean => theirs.some((one) => one.id === id);
  const hasTheirName = found.some((one) => isTheirs(one.place) && existsFor(member, cases, one));
  return { own, others, seen, kinds, cases, hasTheirName };
};

/**
 * Looks whether a respondent has been met before: in other cases, under keys of what is known of them and, of who is found so,
 * in everything that the register has of the same person. It takes the same calls and as many steps of opening whatever there
 * is, whomever it exists for, and whoever asks.
 *
 * A member of whose name or address there is an entry that exists for them finds nobody. Of entries that do not, nothing
 * follows: else whoever is kept from a case about themselves would learn of it by finding nobody all at once.
 * @throws {Fault} when storage or KMS does not answer
 */
export const lookUp = async (context: CaseContext, lookedFor: LookedFor): Promise<LookedUp> => {
  const { member, settings, openKeyRing } = context;
  const rings = await openLogRings(openKeyRing, Object.keys(settings.channels));
  const opened = { rings, secret: await openMatchSecret(openKeyRing) };
  const former = await context.lookUps.formerMembers();
  const { own, others, seen, kinds, cases, hasTheirName } = await findAlike(context, opened, lookedFor);
  const people = [lookedFor.respondent, ...seen.map(({ entry }) => entry)];
  const isThemselves = hadTheirName(member, former, people) || hasTheirName;
  const persons = [own, ...seen].flatMap((one) => one?.entry.personId ?? []);
  const more = await entriesOfPersons(context, opened, [...new Set(persons)]);
  const moreCases = await casesOfEntries(context, more);
  const known = new Set(seen.map(({ place }) => place.id));
  const beside = more.filter(
    (one) =>
      !known.has(one.place.id) &&
      one.entry.caseId !== lookedFor.caseId &&
      existsFor(member, moreCases, one),
  );
  const shown = isThemselves ? [] : [...seen, ...beside];
  const decisions = await decisionsOfEntries(context, rings, shown);
  const met = shown.map((one): MetEntry => ({
    ...one,
    decisions: decisions.get(one.place.id) ?? [],
    isThere: (cases.get(one.entry.caseId) ?? moreCases.get(one.entry.caseId))?.kind === 'there',
  }));
  return { people: personsOf(own, met, kinds), task: taskOf(own, others) };
};

import type { Respondent } from '../../decision/respondent.ts';
import { blindKey, mostSoughtKeys, soughtKeysOf } from '../../register/match-keys.ts';
import { matchesOf } from '../../register/match-reasons.ts';
import type { EntryPlace } from '../../register/register-store.ts';
import type { ReadableLogLine } from '../../register/walk-log.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { casesOfEntries, existsFor } from './cases-of-entries.ts';
import { decisionsOfEntries } from './decisions-of-entries.ts';
import { bySureness, surestFirst, type MatchKind } from './match-words.ts';
import { openEntries, type OpenedEntry } from './open-entries.ts';
import { isRespondentThemselves } from './own-entries.ts';
import { entriesOfPersons, padded, underEachKey, type OpenedRegister } from './persons.ts';
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

type Found = OpenedEntry & { readonly why: readonly MatchKind[]; readonly id: string };

/** What stands under the keys of a respondent, the surest first. */
const placesOf = async (
  context: CaseContext,
  secret: Uint8Array,
  respondent: Respondent,
): Promise<readonly EntryPlace[]> => {
  const keys = soughtKeysOf(respondent).map(({ key, kind }) => ({ kind, blind: blindKey(secret, key) }));
  const blinds = keys.map(({ blind }) => blind);
  const found = await context.register.entriesUnder(padded(context, blinds, mostSoughtKeys), underEachKey);
  const kinds = new Map<string, MatchKind[]>();
  const places = new Map<string, EntryPlace>();
  for (const { blind, kind } of keys)
    for (const place of found.get(blind) ?? []) {
      places.set(place.id, place);
      kinds.set(place.id, [...(kinds.get(place.id) ?? []), kind]);
    }
  return [...places.values()]
    .map((place) => ({ place, id: place.id, why: surestFirst(kinds.get(place.id) ?? []) }))
    .sort(bySureness)
    .map(({ place }) => place);
};

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
  respondent: Respondent,
  own: OpenedEntry | undefined,
  entries: readonly MetEntry[],
): readonly MetPerson[] => {
  const byPerson = new Map<string, MetEntry[]>();
  for (const one of entries)
    byPerson.set(one.entry.personId, [...(byPerson.get(one.entry.personId) ?? []), one]);
  return [...byPerson]
    .map(([personId, of]) => {
      const joined: readonly MatchKind[] = personId === own?.entry.personId ? ['joined'] : [];
      const why = surestFirst([...joined, ...of.flatMap(({ entry }) => matchesOf(respondent, entry))]);
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
const findAlike = async (context: CaseContext, opened: OpenedRegister, lookedFor: LookedFor) => {
  const { member } = context;
  const places = await placesOf(context, opened.secret, lookedFor.respondent);
  const found = await openEntries(context, opened.rings, places);
  const cases = await casesOfEntries(context, found);
  const own = found.find((one) => isOwn(lookedFor, one));
  const others: readonly Found[] = found
    .filter(({ entry }) => entry.caseId !== lookedFor.caseId)
    // A key can lead astray; what opens is compared as it is.
    .map((one) => ({
      ...one,
      id: one.place.id,
      why: surestFirst(matchesOf(lookedFor.respondent, one.entry)),
    }))
    .filter(({ why }) => why.length > 0)
    .sort(bySureness);
  const seen = others.filter((one) => existsFor(member, cases, one));
  return { own, others, seen, cases };
};

/**
 * Looks whether a respondent has been met before: in other cases, under keys of what is known of them and, of who is found so,
 * in everything that the register has of the same person. It takes the same calls and as many steps of opening whatever there
 * is, whomever it exists for, and whoever asks.
 *
 * A member who is known to themselves as a respondent finds nobody.
 * @throws {Fault} when storage or KMS does not answer
 */
export const lookUp = async (
  context: CaseContext,
  opened: OpenedRegister,
  lookedFor: LookedFor,
): Promise<LookedUp> => {
  const { member } = context;
  const { own, others, seen, cases } = await findAlike(context, opened, lookedFor);
  const people = [lookedFor.respondent, ...seen.map(({ entry }) => entry)];
  const isThemselves = await isRespondentThemselves(context, opened, people);
  const persons = [own, ...seen].flatMap((one) => one?.entry.personId ?? []);
  const more = await entriesOfPersons(context, opened, [...new Set(persons)]);
  const moreCases = await casesOfEntries(context, more);
  const known = new Set(seen.map(({ place }) => place.id));
  const beside = more.filter(
    (one) =>
      !known.has(one.place.id) && one.entry.caseId !== lookedFor.caseId && existsFor(member, moreCases, one),
  );
  const shown = isThemselves ? [] : [...seen, ...beside];
  const decisions = await decisionsOfEntries(context, opened.rings, shown);
  const met = shown.map((one): MetEntry => ({
    ...one,
    decisions: decisions.get(one.place.id) ?? [],
    isThere: (cases.get(one.entry.caseId) ?? moreCases.get(one.entry.caseId))?.kind === 'there',
  }));
  return { people: personsOf(lookedFor.respondent, own, met), task: taskOf(own, others) };
};

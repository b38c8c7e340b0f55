import * as z from 'zod';
import { codeName } from '../../decision/code-name.ts';
import { handle } from '../../decision/respondent.ts';
import { day } from '../../kernel/clock.ts';
import { personNote } from '../../register/register-entry.ts';
import { caseName } from '../../case/case-name.ts';
import { changeCase, isCommitted } from '../change/change-case.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { noInput } from '../change/input-limits.ts';
import { caseOperation } from '../change/operation.ts';
import type { NotPermitted } from '../change/permission-of.ts';
import {
  distinctHandles,
  mergedAlready,
  noSuchRespondent,
  numberOf,
  type Merged,
  type NoSuchRespondent,
} from '../decision/respondent-parts.ts';
import { casesOfEntries, existsFor } from './cases-of-entries.ts';
import { decisionsOfEntries } from './decisions-of-entries.ts';
import { lookUpPermission, metEntry } from './met-before.ts';
import type { MetEntry } from './look-up.ts';
import type { OpenedEntry } from './open-entries.ts';
import { isRespondentThemselves } from './own-entries.ts';
import { notInRegister, ownEntryOf, type NotInRegister, type OwnEntry } from './own-entry.ts';
import { entriesOfPersons, withRegister, type OpenedRegister } from './persons.ts';
import { asShown, isInForceOn, shownDecision } from './shown-decision.ts';

type PersonRefusal = NoSuchRespondent | Merged | NotInRegister;

/** Cases that one call reads. */
const mostCases = 33;

/** A person, as far as they exist for the member. */
type Person = OwnEntry & {
  readonly entries: readonly MetEntry[];
  /** Ids of cases that the member has opened. */
  readonly opened: ReadonlySet<string>;
};

const asOf = z.object({ caseName, codeName });
const shownHappening = asOf.extend({
  on: z.iso.date(),
  what: z.enum(['respondent', 'decided', 'ends', 'review', 'note']),
  rung: z.string().nullable().optional().describe('Of the decision.'),
});

export const shownPerson = z.object({
  codeNames: z.array(codeName),
  names: z.array(z.string()).describe('From cases that you have opened.'),
  handles: z.array(handle).describe('From cases that you have opened.'),
  entries: z.array(
    metEntry.extend({
      isThis: z.boolean().describe('The respondent from whom it was opened.'),
      isOpened: z.boolean().describe('You have opened the case, and read names and notes from it.'),
    }),
  ),
  inForce: z.array(asOf.extend({ decision: shownDecision })).describe('What is in force today.'),
  timeline: z.array(shownHappening).describe('The latest first.'),
  notes: z.array(personNote.extend({ caseName })).describe('The latest first.'),
  keptUntil: z.iso
    .date()
    .optional()
    .describe('The last day on which a decision keeps them. Without a decision they go with the case.'),
});
export type ShownPerson = z.infer<typeof shownPerson>;

/** Which of these cases the member has opened: one call, whatever there is. */
const openedCases = async (
  { store, member }: CaseContext,
  entries: readonly OpenedEntry[],
): Promise<ReadonlySet<string>> => {
  const ids = [...new Set(entries.map(({ entry }) => entry.caseId))].slice(0, mostCases);
  const cases = await store.findCases(ids);
  return new Set(cases.flatMap(({ head }) => (head.openedBy.includes(member.memberId) ? [head.caseId] : [])));
};

/** Everything of the person that exists for the member; who is known to themselves as a respondent sees this case alone. */
const readPerson = async (
  context: CaseContext,
  register: OpenedRegister,
  { own, lookedFor }: OwnEntry,
): Promise<Person> => {
  const all = await entriesOfPersons(context, register, [own.entry.personId], 1);
  const others = all.filter(({ place }) => place.id !== own.place.id);
  const cases = await casesOfEntries(context, [own, ...others].slice(0, 100));
  const seen = others.filter((one) => existsFor(context.member, cases, one));
  const people = [lookedFor.respondent, ...seen.map(({ entry }) => entry)];
  const isThemselves = await isRespondentThemselves(context, register, people);
  const newestFirst = seen.toSorted((one, other) => (one.entry.addedOn < other.entry.addedOn ? 1 : -1));
  const shown = isThemselves ? [own] : [own, ...newestFirst].slice(0, mostCases);
  const decisions = await decisionsOfEntries(context, register.rings, shown);
  const entries = shown.map((one) => ({
    ...one,
    decisions: decisions.get(one.place.id) ?? [],
    isThere: cases.get(one.entry.caseId)?.kind === 'there',
  }));
  return { own, lookedFor, entries, opened: await openedCases(context, shown) };
};

/** What happened on which day, the latest first. */
const timelineOf = (entries: readonly MetEntry[], opened: Person['opened']) =>
  entries
    .flatMap(({ entry, decisions }) => {
      const of = { caseName: entry.caseName, codeName: entry.codeName };
      const notes = opened.has(entry.caseId) ? entry.notes : [];
      return [
        { ...of, on: entry.addedOn, what: 'respondent' as const },
        ...notes.map(({ on }) => ({ ...of, on, what: 'note' as const })),
        ...decisions.flatMap(({ line: { decidedOn, rung, until, reviewOn } }) => [
          { ...of, on: decidedOn, what: 'decided' as const, rung },
          ...(until === undefined ? [] : [{ ...of, on: until, what: 'ends' as const, rung }]),
          ...(reviewOn === undefined ? [] : [{ ...of, on: reviewOn, what: 'review' as const, rung }]),
        ]),
      ];
    })
    .toSorted((one, other) => (one.on < other.on ? 1 : one.on > other.on ? -1 : 0));

const viewOf = (context: CaseContext, { own, entries, opened }: Person): z.input<typeof shownPerson> => {
  const today = day(context.now);
  const readable = entries.filter(({ entry }) => opened.has(entry.caseId));
  const lines = entries.flatMap(({ decisions }) => decisions);
  const kept = lines.map(({ line }) => line.keptUntil).sort();
  return {
    codeNames: [...new Set(entries.map(({ entry }) => entry.codeName))],
    names: [...new Set(readable.flatMap(({ entry }) => entry.name ?? []))],
    handles: distinctHandles(readable.flatMap(({ entry }) => entry.handles)),
    entries: entries.map(({ place, entry, decisions, isThere }) => ({
      entry: place.id,
      codeName: entry.codeName,
      caseName: entry.caseName,
      ...(isThere && { caseId: entry.caseId }),
      addedOn: entry.addedOn,
      decisions: decisions.map(asShown),
      isThis: place.id === own.place.id,
      isOpened: opened.has(entry.caseId),
    })),
    inForce: entries.flatMap(({ entry, decisions }) =>
      decisions
        .filter(({ line }) => line.rung !== null && isInForceOn(line, today))
        .map((one) => ({ caseName: entry.caseName, codeName: entry.codeName, decision: asShown(one) })),
    ),
    timeline: timelineOf(entries, opened),
    notes: readable
      .flatMap(({ entry }) => entry.notes.map((note) => ({ ...note, caseName: entry.caseName })))
      .toSorted((one, other) => (one.on < other.on ? 1 : -1)),
    keptUntil: kept.at(-1),
  };
};

const begin = async (
  context: CaseContext,
  register: OpenedRegister,
  caseId: string,
  number: number,
): Promise<({ readonly kind: 'begun' } & OwnEntry) | PersonRefusal | NotPermitted> => {
  let found: OwnEntry | undefined;
  const result = await changeCase<PersonRefusal>(context, caseId, lookUpPermission, async (opened) => {
    const own = await ownEntryOf(context, register, opened, number);
    if ('kind' in own) return { refusal: own };
    found = own;
    return { edit: { audit: { action: 'person-opened', detail: own.lookedFor.respondent.codeName } } };
  });
  if (isCommitted(result) && found) return { kind: 'begun', ...found };
  return result.kind === 'committed' || result.kind === 'already-sent' ? { kind: 'not-found' } : result;
};

/**
 * Opens the page of a person in the register, from a respondent of a case that the member has opened. That it was opened is
 * written down first. Names and notes come only from cases that the member has opened, all the rest from those that exist for
 * them.
 */
export const openPerson = caseOperation<PersonRefusal>()({
  name: 'open-person',
  path: '/respondents/:part/person',
  summary:
    'Open what the register has of a respondent: cases and decisions that exist for you, what is in force, and notes. Names and notes come from cases that you have opened. That it was opened stands in the audit log.',
  permission: lookUpPermission,
  input: noInput,
  gives: 'The person',
  answer: shownPerson,
  perform: (context, caseId, _, { part }) =>
    withRegister(context, async (register) => {
      const begun = await begin(context, register, caseId, numberOf(part));
      if (begun.kind !== 'begun') return begun;
      const person = await readPerson(context, register, begun);
      return { kind: 'done', answer: shownPerson.parse(viewOf(context, person)) };
    }),
  problems: {
    'no-such-respondent': noSuchRespondent,
    merged: mergedAlready,
    'not-in-register': notInRegister,
  },
  audit: { 'person-opened': { says: 'Opened the page in the register of', detail: 'as-it-is' } },
});

import * as z from 'zod';
import { newId } from '../../kernel/random.ts';
import { mostPersonWrites, type CaseContext, type CaseEdit, type PersonWrite } from '../change/case-edit.ts';
import { changeCase } from '../change/change-case.ts';
import { noInput } from '../change/input-limits.ts';
import type { OpenCase } from '../change/open-case.ts';
import { caseOperation, changedAnswer, changedTo, type CaseChanged, type Done } from '../change/operation.ts';
import type { NotPermitted } from '../change/permission-of.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import {
  mergedAlready,
  noSuchRespondent,
  numberOf,
  type Merged,
  type NoSuchRespondent,
} from '../decision/respondent-parts.ts';
import { casesOfEntries, existsFor } from './cases-of-entries.ts';
import { lookUpPermission } from './met-before.ts';
import { openEntries, type OpenedEntry } from './open-entries.ts';
import { notInRegister, ownEntryOf, type NotInRegister } from './own-entry.ts';
import { entriesOfPersons, withRegister, type OpenedRegister } from './persons.ts';

type OwnRefusal = NoSuchRespondent | Merged | NotInRegister;
/** One answer whether there is none, or it does not exist for the member. */
type NoSuchEntry = { readonly kind: 'no-such-entry' };
type JoinedAlready = { readonly kind: 'joined-already' };

const ownProblems: ProblemsOf<OwnRefusal> = {
  'no-such-respondent': noSuchRespondent,
  merged: mergedAlready,
  'not-in-register': notInRegister,
};

const noSuchEntry = {
  is: 'missing',
  code: 'no-such-entry',
  detail: 'The register has no such entry. Look once more whether they have been met before.',
  at: { pointer: '/entry', detail: 'Is no entry of the register.' },
} as const;

const otherPerson = z.strictObject({
  entry: z.string().regex(/^[\w-]{22}$/, 'Must be the id of an entry.'),
});
type OtherPerson = z.infer<typeof otherPerson>;

/** Entries of others that one entry remembers. */
const mostApart = 50;

type Two = {
  readonly own: OpenedEntry;
  readonly codeName: string;
  /** Everything of the person of the one and of the other, of whomever it exists for. */
  readonly ofOwn: readonly OpenedEntry[];
  readonly ofOther: readonly OpenedEntry[];
};

/**
 * A respondent, and an entry of another case that exists for the member: whoever it does not exist for joins nothing with
 * it. It takes the same calls whether there is such an entry.
 */
const twoOf = async (
  context: CaseContext,
  register: OpenedRegister,
  { opened, number }: { readonly opened: OpenCase; readonly number: number },
  { entry }: OtherPerson,
): Promise<Two | OwnRefusal | NoSuchEntry> => {
  const found = await ownEntryOf(context, register, opened, number);
  if ('kind' in found) return found;
  const others = await openEntries(context, register.rings, [{ id: entry }]);
  const cases = await casesOfEntries(context, others);
  const other = others.find(
    (one) => existsFor(context.member, cases, one) && one.entry.caseId !== opened.head.caseId,
  );
  const persons = [found.own.entry.personId, ...(other ? [other.entry.personId] : [])];
  const all = await entriesOfPersons(context, register, persons, 2);
  if (!other) return { kind: 'no-such-entry' };
  const of = (personId: string, own: OpenedEntry): readonly OpenedEntry[] => [
    own,
    ...all.filter((one) => one.entry.personId === personId && one.place.id !== own.place.id),
  ];
  return {
    own: found.own,
    codeName: found.lookedFor.respondent.codeName,
    ofOwn: of(found.own.entry.personId, found.own),
    ofOther: of(other.entry.personId, other),
  };
};

const rewrite = ({ row, entry }: OpenedEntry, change: PersonWrite['change']): PersonWrite => ({
  row,
  entry,
  change,
});

const without = (ids: readonly string[], gone: readonly OpenedEntry[]): string[] =>
  ids.filter((id) => !gone.some(({ place }) => place.id === id));

/** The smaller of the two goes over to the other. What was said of them being two persons is not said any more. */
const joined = ({ own, ofOwn, ofOther }: Two): readonly PersonWrite[] => {
  const [moving, staying] = ofOwn.length <= ofOther.length ? [ofOwn, ofOther] : [ofOther, ofOwn];
  const personId = staying[0]?.entry.personId ?? own.entry.personId;
  const moved = moving
    .slice(0, mostPersonWrites)
    .map((one) => rewrite(one, { personId, apartFrom: without(one.entry.apartFrom, staying) }));
  const cleared = staying
    .filter(({ entry }) => moving.some(({ place }) => entry.apartFrom.includes(place.id)))
    .slice(0, Math.max(0, mostPersonWrites - moved.length))
    .map((one) => rewrite(one, { apartFrom: without(one.entry.apartFrom, moving) }));
  const written = [...moved, ...cleared];
  // The respondent's own entry is always among them, changed or not: whether it is read again would tell how many
  // entries of the two there are that do not exist for the member.
  return written.some(({ row }) => row.id === own.row.id) ? written : [...written, rewrite(own, {})];
};

type TwoRefusal = OwnRefusal | NoSuchEntry | JoinedAlready;

/** A change of the case that says something of the two, who are one person in the register or are not. */
const sayOfTwo = async (
  context: CaseContext,
  caseId: string,
  { part, wanted }: { readonly part: string | undefined; readonly wanted: OtherPerson },
  edit: (two: Two) => CaseEdit,
): Promise<Done<CaseChanged> | TwoRefusal | NotPermitted> => {
  const result = await changeCase<TwoRefusal>(context, caseId, lookUpPermission, async (opened) => {
    const at = { opened, number: numberOf(part) };
    const two = await withRegister(context, (register) => twoOf(context, register, at, wanted));
    if ('kind' in two) return { refusal: two };
    const isOne = two.own.entry.personId === two.ofOther[0]?.entry.personId;
    return isOne ? { refusal: { kind: 'joined-already' } } : { edit: edit(two) };
  });
  return changedTo<TwoRefusal>(caseId, result);
};

/** Says that a respondent and somebody of another case are the same person. */
export const samePerson = caseOperation<TwoRefusal>()({
  name: 'same-person',
  path: '/respondents/:part/same-person',
  summary:
    'Say that a respondent is the same person as somebody of another case that exists for you: the register has one person from then on. It can be undone.',
  permission: lookUpPermission,
  input: otherPerson,
  ...changedAnswer,
  perform: (context, caseId, wanted, { part }) =>
    sayOfTwo(context, caseId, { part, wanted }, (two) => ({
      audit: { action: 'person-joined', detail: two.codeName },
      persons: joined(two),
    })),
  problems: {
    ...ownProblems,
    'no-such-entry': noSuchEntry,
    'joined-already': {
      is: 'conflict',
      code: 'joined-already',
      detail: 'The register has them as one person already.',
    },
  },
  doneBefore: ['joined-already'],
  audit: {
    'person-joined': {
      says: 'Said that they are the same person as somebody of another case:',
      detail: 'as-it-is',
    },
  },
  news: { did: 'person-joined', says: 'The register has them as one person now.' },
});

/** Says that a respondent is not somebody of another case, who looks alike. */
export const notSamePerson = caseOperation<TwoRefusal>()({
  name: 'not-same-person',
  path: '/respondents/:part/not-same-person',
  summary:
    'Say that a respondent is another person than somebody of another case that exists for you. Nobody is asked about the two again.',
  permission: lookUpPermission,
  input: otherPerson,
  ...changedAnswer,
  perform: (context, caseId, wanted, { part }) =>
    sayOfTwo(context, caseId, { part, wanted }, ({ own, ofOther, codeName }) => {
      const apart = new Set([...own.entry.apartFrom, ...ofOther.map(({ place }) => place.id)]);
      return {
        audit: { action: 'person-told-apart', detail: codeName },
        persons: [rewrite(own, { apartFrom: [...apart].slice(-mostApart) })],
      };
    }),
  problems: {
    ...ownProblems,
    'no-such-entry': noSuchEntry,
    'joined-already': {
      is: 'conflict',
      code: 'joined-already',
      detail: 'The register has them as one person. Part them first.',
    },
  },
  audit: {
    'person-told-apart': {
      says: 'Said that they are another person than somebody of another case:',
      detail: 'as-it-is',
    },
  },
  news: { did: 'person-told-apart', says: 'It is noted that they are two people.' },
});

/** Takes a respondent out of what the register has of one person. */
export const partPerson = caseOperation<OwnRefusal>()({
  name: 'part-person',
  path: '/respondents/:part/part-person',
  summary:
    'Say that a respondent is not the person that the register has them as: they stand alone in it again.',
  permission: lookUpPermission,
  input: noInput,
  ...changedAnswer,
  perform: async (context, caseId, _, { part }) => {
    const personId = newId(context.random);
    const result = await changeCase<OwnRefusal>(context, caseId, lookUpPermission, async (opened) => {
      const found = await withRegister(context, async (register) => {
        const ownEntry = await ownEntryOf(context, register, opened, numberOf(part));
        if ('kind' in ownEntry) return ownEntry;
        const all = await entriesOfPersons(context, register, [ownEntry.own.entry.personId], 1);
        return { ...ownEntry, all };
      });
      if ('kind' in found) return { refusal: found };
      const { own, lookedFor, all } = found;
      const left = all.map(({ place }) => place.id).filter((id) => id !== own.place.id);
      const apart = new Set([...own.entry.apartFrom, ...left]);
      return {
        edit: {
          audit: { action: 'person-parted', detail: lookedFor.respondent.codeName },
          persons: [rewrite(own, { personId, apartFrom: [...apart].slice(-mostApart) })],
        },
      };
    });
    return changedTo<OwnRefusal>(caseId, result);
  },
  problems: ownProblems,
  audit: { 'person-parted': { says: 'Parted them from others in the register:', detail: 'as-it-is' } },
  news: { did: 'person-parted', says: 'They stand alone in the register again.' },
});

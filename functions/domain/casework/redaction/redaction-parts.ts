import * as z from 'zod';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import { requiredText } from '../../kernel/text.ts';
import { authorOf } from '../../member/author.ts';
import {
  mostPassages,
  mostRedactions,
  redactionOf,
  type EntryPlace,
  type EntryRedaction,
  type Passage,
  type Redaction,
} from '../../redaction/redaction.ts';
import { hiddenIn } from '../../redaction/redacted-texts.ts';
import { joinedRuns } from '../../redaction/runs.ts';
import { placesOfWords } from '../../redaction/word-places.ts';
import type { Entry } from '../../thread/entry.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { invalidField } from '../change/common-problems.ts';
import type { OpenCase } from '../change/open-case.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import { damagedRecords, type DamagedRecords } from '../decision/decision-problems.ts';
import { readRecordsOf, type Numbered } from '../reading/read-records.ts';
import { redactionRecord } from '../record/redaction-record.ts';
import { recordsOf, type RecordWrite } from '../record/work-record.ts';

/** What operations on redactions share. */

// Decides what leaves the team: for those who work in it, and for an outside reviewer whom a lead has assigned to the case.
export const redacting: PermissionRow = { roles: insiders, assigneeToo: true };

export const threadField = z.string().max(64).default(reporterThread);
export const entryField = z.int().min(1).describe('The number of an entry of the thread.');
export const passageField = z.strictObject({
  text: z.string().max(64).describe('The name of the text: `text`, or the id of a question of the report.'),
  from: z.int().min(0).describe('The first code unit (UTF-16) that is meant.'),
  to: z.int().min(1).describe('The first code unit after it.'),
});

/** Words and names that are looked for at once. */
export const mostWords = 20;
const wordLimitBytes = 200;
export const wordsField = z
  .array(requiredText(wordLimitBytes))
  .min(1, { message: 'Must not be empty.' })
  .max(mostWords, { message: `At most ${mostWords} at once.` })
  .describe('Words or names; every place of them is hidden, whatever their case and accents.');
export const withinField = z
  .boolean()
  .default(false)
  .describe('Whether longer words in which they stand are hidden as well.');

export type TooMany = { readonly kind: 'too-many-passages' } | { readonly kind: 'too-many-redactions' };
export type NoSuchEntry = { readonly kind: 'no-such-entry' };
export type RedactionRefusal = TooMany | DamagedRecords;

export const redactionProblems: ProblemsOf<RedactionRefusal | NoSuchEntry> = {
  ...damagedRecords,
  'no-such-entry': invalidField(
    '/entry',
    'Is no entry of this thread that can be read.',
    'There is no such entry.',
  ),
  'too-many-passages': {
    is: 'conflict',
    code: 'too-many-passages',
    detail: `At most ${mostPassages} passages of an entry are hidden. Hold it back whole.`,
  },
  'too-many-redactions': {
    is: 'conflict',
    code: 'too-many-redactions',
    detail: `At most ${mostRedactions} entries of a case are redacted.`,
  },
};

export type Redactions = readonly Numbered<Redaction>[];

/** @returns `undefined` when one of them does not open or is gone: nobody knows what is to be hidden */
export const readRedactions = async (
  context: Pick<CaseContext, 'store'>,
  opened: Pick<OpenCase, 'head' | 'caseworkKey'>,
): Promise<Redactions | undefined> => {
  const { records, unreadable } = await readRecordsOf(context, opened, redactionRecord);
  return unreadable > 0 ? undefined : records;
};

export const contentsOf = (redactions: Redactions): readonly Redaction[] =>
  redactions.map(({ content }) => content);

export const hasThread = ({ threadKeys }: Pick<OpenCase, 'threadKeys'>, thread: string): boolean =>
  [...threadKeys.keys()].some((name) => name === thread);

/** Every place of these words in an entry, as passages. */
export const passagesOfWords = (
  { texts }: Pick<Entry, 'texts'>,
  words: readonly string[],
  withinLonger: boolean,
): readonly Passage[] =>
  [...texts].flatMap(([name, text]) => {
    const { whole, within } = placesOfWords(text, words);
    return [...whole, ...(withinLonger ? within : [])].map((run) => ({ text: name, ...run }));
  });

/** The passages of an entry in order, those that overlap or touch as one, none parting a character. */
export const joinedPassages = (
  { texts }: Pick<Entry, 'texts'>,
  passages: readonly Passage[],
): readonly Passage[] =>
  [...texts].flatMap(([name, text]) =>
    joinedRuns(text, hiddenIn({ passages }, name)).map((run) => ({ text: name, ...run })),
  );

const numberOf = (redactions: Redactions, { thread, entry }: EntryPlace): number | undefined =>
  redactions.find(({ content }) => content.thread === thread && content.entry === entry)?.number;

/** What is said of an entry by now, and what of it stands in its record. */
export const currentRedaction = (redactions: Redactions, place: EntryPlace): EntryRedaction =>
  redactionOf(contentsOf(redactions), place);

export const sameRedaction = (one: EntryRedaction, other: EntryRedaction): boolean =>
  one.held === other.held &&
  JSON.stringify([one.passages, one.files]) === JSON.stringify([other.passages, other.files]);

/** What writes what is said of an entry from now on, in its record or in a new one. */
export const redactionWrite = (
  { member, now }: Pick<CaseContext, 'member' | 'now'>,
  redactions: Redactions,
  place: EntryPlace,
  { held, passages, files }: EntryRedaction,
): RecordWrite => {
  const content: Redaction = {
    ...place,
    held,
    passages: [...passages],
    files: [...files],
    by: authorOf(member),
    on: now.toISOString(),
  };
  return redactionRecord.write(content, { number: numberOf(redactions, place) });
};

/** Whether the case may have so many redacted entries more. */
export const hasRoomFor = (
  { head }: Pick<OpenCase, 'head'>,
  redactions: Redactions,
  places: readonly EntryPlace[],
): boolean =>
  recordsOf(head, redactionRecord.name).last +
    places.filter((place) => numberOf(redactions, place) === undefined).length <=
  mostRedactions;

/** How the audit log names an entry. */
export const placeWords = ({ thread, entry }: EntryPlace): string => `${thread} ${entry}`;

import { quotes, tellingRuns } from '../../decision/copied-words.ts';
import type { Appeal } from '../../appeal/appeal.ts';
import type { Opinion } from '../../decision/opinion.ts';
import { addDays, day } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import type { Redaction } from '../../redaction/redaction.ts';
import { attachmentsOfEntry, type Entry } from '../../thread/entry.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import type { CaseContext, CaseEdit, HeadEdit } from '../change/case-edit.ts';
import type { OpenCase } from '../change/open-case.ts';
import { openedEntries } from '../reading/opened-entries.ts';
import {
  readDecisionRecords,
  readRecordsOf,
  type DecisionRecords,
  type Numbered,
} from '../reading/read-records.ts';
import { doorRecord } from '../record/door-record.ts';
import { dataRequestRecord } from '../record/data-request-record.ts';
import { appealRecord, opinionRecord } from '../record/decision-records.ts';
import { clearedNote, noteRecord, writtenIn, type Note } from '../record/note.ts';
import { redactionRecord } from '../record/redaction-record.ts';
import { mostTasks, taskRecord } from '../record/task.ts';
import { recordsOf, type RecordWrite } from '../record/work-record.ts';

/** Days in which the team goes through what still quotes the reporter. */
const daysToGoThrough = 14;
/** Notes and opinions that are cleared with the change: it is one transaction of at most 100 rows. */
const mostCleared = 30;
/** What a task says in one go. */
const mostListed = 60;

type NumberedNote = { readonly number: number; readonly note: Note };

/** All notes of a case that open, private ones included. */
const allNotes = async (
  { store }: CaseContext,
  { head: { caseId }, caseworkKey }: OpenCase,
): Promise<readonly NumberedNote[]> => {
  const found: NumberedNote[] = [];
  let before: number | undefined;
  for (;;) {
    const { records, more } = await store.readRecordsPage(caseId, noteRecord.name, { before, limit: 100 });
    for (const record of records) {
      const note = caseworkKey && noteRecord.open(caseworkKey, caseId, record);
      if (note) found.push({ number: record.number, note });
      before = record.number;
    }
    if (!more || records.length === 0) return found;
  }
};

/** What the reporter wrote: texts of their entries, and what their files are called. */
const wordsOf = (entries: readonly { readonly entry: Entry | 'unreadable' }[]): readonly string[] =>
  entries.flatMap(({ entry }) =>
    entry !== 'unreadable' && entry.from === 'reporter'
      ? [...entry.texts.values(), ...attachmentsOfEntry(entry).map(({ name }) => name)]
      : [],
  );

/** Notes that hold what the reporter wrote whoever wrote them: what the brief said before, and names of files. */
const isTheirs = ({ note }: NumberedNote): boolean => note.kind === 'brief' || note.kind === 'original';

const erasedText = 'Erased, as the reporter asked.';

const withoutWords = (content: Opinion): Opinion => ({ ...content, said: erasedText });

/** What the reporter said with an appeal goes; what the team made of it stays. */
const appealWithoutWords = (content: Appeal): Appeal => ({
  ...content,
  ...(content.said !== undefined && { said: erasedText }),
  ...(content.late && { late: { ...content.late, reason: erasedText } }),
});

const hasWords = ({ side, said, late }: Appeal): boolean =>
  side === 'reporter' && (said !== undefined || late !== undefined);

/** Where in their texts words stood, and how long they were. */
const clearedRedaction = (content: Redaction): Redaction => ({
  ...content,
  held: true,
  passages: [],
  files: [],
});

/** Everything that is cleared; what does not fit into one change is the last of it. */
const allCleared = (
  context: CaseContext,
  notes: readonly NumberedNote[],
  { opinions, dataRequests, appeals }: Pick<DecisionRecords, 'opinions' | 'dataRequests' | 'appeals'>,
  redactions: readonly Numbered<Redaction>[],
): readonly RecordWrite[] => {
  const cleared = { by: authorOf(context.member), on: day(context.now) };
  return [
    ...appeals
      .filter(({ content }) => hasWords(content))
      .map(({ number, content }) => appealRecord.write(appealWithoutWords(content), { number })),
    ...opinions
      .filter(({ content }) => content.of === 'reporter' && content.said !== undefined)
      .map(({ number, content }) => opinionRecord.write(withoutWords(content), { number })),
    ...dataRequests
      .filter(({ content }) => content.person === 'reporter' && content.words !== undefined)
      .map(({ number, content }) => dataRequestRecord.write({ ...content, words: undefined }, { number })),
    ...notes
      .filter(isTheirs)
      .map(({ number, note }) => noteRecord.write(clearedNote(note, cleared), { number })),
    ...redactions
      .filter(({ content }) => content.thread === reporterThread)
      .map(({ number, content }) => redactionRecord.write(clearedRedaction(content), { number })),
  ];
};

const listOf = (what: string, numbers: readonly number[]): readonly string[] =>
  numbers.length === 0
    ? []
    : [`${what} ${numbers.slice(0, mostListed).join(', ')}${numbers.length > mostListed ? ' and more' : ''}`];

/** What still quotes the reporter, in words. Private notes are left to those who wrote them. */
const stillQuoted = (
  words: readonly string[],
  notes: readonly NumberedNote[],
  { findings, evidence, appeals, narratives }: DecisionRecords,
): readonly string[] => {
  const runs = tellingRuns(words);
  const areQuoting = (texts: readonly (string | undefined)[]): boolean =>
    texts.some((text) => text !== undefined && quotes(text, runs));
  const quoting = notes.filter(
    (one) =>
      !isTheirs(one) && !(one.note.kind === 'note' && one.note.private) && areQuoting(writtenIn(one.note)),
  );
  const isInterview = ({ note }: NumberedNote): boolean => note.kind === 'interview';
  const numbered = (found: readonly { readonly number: number }[]): number[] =>
    found.map(({ number }) => number).toSorted((one, other) => one - other);
  return [
    ...listOf('notes', numbered(quoting.filter((one) => !isInterview(one)))),
    ...listOf('conversations', numbered(quoting.filter(isInterview))),
    ...listOf(
      'findings',
      numbered(findings.filter(({ content }) => areQuoting([content.summary, content.impact]))),
    ),
    ...listOf(
      'evidence',
      numbered(evidence.filter(({ content }) => areQuoting([content.what, content.elsewhere]))),
    ),
    ...listOf(
      'appeals',
      numbered(
        appeals.filter(({ content: { hearing, outcome } }) => areQuoting([hearing?.notes, outcome?.reasons])),
      ),
    ),
    ...listOf(
      'texts for a transparency report',
      numbered(narratives.filter(({ content }) => areQuoting([content.text]))),
    ),
  ];
};

/** @param left records that had no room in the change */
const taskText = (quoted: readonly string[], left: number): string =>
  [
    'What the reporter wrote is erased. Go through what the team wrote, and take out what is in their words.',
    quoted.length === 0
      ? 'Nothing was found that quotes them word for word.'
      : `These quote them: ${quoted.join('; ')}.`,
    ...(left === 0
      ? []
      : [`${left} notes or redactions of what they wrote had no room in one go: clear them by hand.`]),
    'Look through your private notes yourself, and through cases of their own: split off from this one, or made of what was told of retaliation.',
  ].join(' ');

/** What experts were shown of the conversation goes as well; what they were asked, and wrote, stays. */
const pagesWithout = async (
  context: CaseContext,
  opened: OpenCase,
): Promise<NonNullable<CaseEdit['pages']>> => {
  const { records } = await readRecordsOf(context, opened, doorRecord);
  return records.flatMap(({ content: { kind, thread, language, endsOn } }) =>
    kind === 'expert' && opened.threadKeys.has(thread)
      ? [{ thread, page: { kind, language, about: '', endsOn: endsOn ?? day(context.now), excerpts: [] } }]
      : [],
  );
};

/** The reporter has been answered, and nobody can be in touch with them any more. */
const headWithout = ({ deadlines }: OpenCase['head']): HeadEdit => ({
  deadlines: { ...deadlines, erasureAnswerBy: undefined, inTouchBy: undefined },
  inTouch: undefined,
  identityOpened: undefined,
  originalsOpened: undefined,
});

/**
 * Erases what the reporter wrote and said of themselves while the case goes on: their entries, files, name and contact,
 * what the brief has of them, what they thought of a proposal and said with an appeal, where words of theirs were hidden, and
 * their door. A case that was made of what they told of retaliation is its own, and stays. What the team wrote for itself it has to go
 * through: that becomes a task.
 */
export const wordsErased = async (
  context: CaseContext,
  opened: OpenCase,
): Promise<Required<Pick<CaseEdit, 'erasesReporter' | 'brief' | 'head' | 'pages' | 'records'>>> => {
  const { member, now } = context;
  const [entries, notes, records, redactions] = await Promise.all([
    openedEntries(context, opened, reporterThread),
    allNotes(context, opened),
    readDecisionRecords(context, opened),
    readRecordsOf(context, opened, redactionRecord),
  ]);
  const cleared = allCleared(context, notes, records, redactions.records);
  const task = taskRecord.write({
    text: taskText(stillQuoted(wordsOf(entries), notes, records), Math.max(0, cleared.length - mostCleared)),
    dueOn: day(addDays(now, daysToGoThrough)),
    addedBy: authorOf(member),
    addedOn: day(now),
  });
  const hasRoom = recordsOf(opened.head, taskRecord.name).last < mostTasks;
  return {
    erasesReporter: true,
    brief: { ...opened.brief, persons: '', spaces: '', identityGiven: [] },
    head: headWithout(opened.head),
    pages: await pagesWithout(context, opened),
    records: [...cleared.slice(0, mostCleared), ...(hasRoom ? [task] : [])],
  };
};

import type * as z from 'zod';
import type { CaseHead } from '../../domain/casework/change/case-store.ts';
import type { FoundPlace } from '../../domain/casework/reading/search-contents.ts';
import type { ListedCase } from '../../domain/casework/reading/walk-queue.ts';
import type { Note } from '../../domain/casework/record/note.ts';
import type { ReadCase } from '../../domain/casework/reading/read-case.ts';
import { movedFromOf } from '../../domain/casework/change/promises.ts';
import { allowedNextStates } from '../../domain/case/state.ts';
import { isOverdue } from '../../domain/deadline/due-dates.ts';
import { deadlineStatuses } from '../../domain/deadline/deadline-status.ts';
import { questionLabel } from '../../settings/questions.ts';
import type { Settings } from '../../settings/schema.ts';
import { entryText } from '../../domain/thread/entry-text.ts';
import { caseOperations, otherOperations } from '../../domain/casework/operations.ts';
import { checkInAnswers, type CheckInAnswer } from '../../domain/thread/check-in.ts';
import { actText, eventText, factWords, type EventWords } from '../../domain/thread/event-facts.ts';
import type { Act } from '../../domain/thread/acts.ts';
import { isMailText } from '../../domain/thread/by-mail.ts';
import {
  attachmentsOfEntry,
  byBridgeOf,
  byMailOf,
  filedByOf,
  type Announcement,
  type Entry,
} from '../../domain/thread/entry.ts';
import { dayText, deadlineLabels } from '../ui/words.ts';
import { attachmentView } from '../files/attachment-view.ts';
import { type caseNote } from './case-lists-contract.ts';
import { wholeCase, type caseEntry } from './case-contract.ts';
import { remarkSentences, verdictSentences } from './mail-words.ts';

type Line = Omit<Extract<ListedCase, { kind: 'case' }>, 'kind'>;

export const caseLineView = ({ head, brief, opened, retainedUntil }: Line, now: Date) => ({
  id: head.caseId,
  caseName: head.caseName,
  channel: head.channel,
  state: head.state,
  urgent: head.urgent,
  unread: head.unread,
  opened,
  likelySpam: brief.likelySpam,
  title: brief.title,
  persons: brief.persons,
  spaces: brief.spaces,
  receivedOn: head.sentAt.toISOString().slice(0, 10),
  nextDeadline: head.nextDeadline,
  overdue: isOverdue(head, now),
  retainedUntil: retainedUntil.toISOString(),
  version: head.version,
  assignee: head.assignee,
  tags: brief.tags ?? [],
  risk: brief.risk,
});

export const listedCaseView = (listed: ListedCase, now: Date) =>
  listed.kind === 'unreadable' ? { id: listed.caseId, unreadable: true as const } : caseLineView(listed, now);

const eventWords: ReadonlyMap<string, EventWords> = new Map(
  [...caseOperations, ...otherOperations].flatMap(({ events = {} }) => Object.entries(events)),
);

/** Where in a case something was found; `id` is that of the entry or the note. */
export const foundPlaceView = (place: FoundPlace) => {
  switch (place.kind) {
    case 'line':
      return { in: place.kind };
    case 'report':
    case 'message': {
      const { kind, thread, number, from, on, excerpt } = place;
      return { in: kind, thread, id: String(number), from, on, excerpt };
    }
    case 'record': {
      const { kind, of, number, excerpt } = place;
      return { in: kind, of, id: String(number), excerpt };
    }
    case 'note': {
      const { kind, number, on, excerpt } = place;
      return { in: kind, id: String(number), on, excerpt };
    }
  }
};

/** What the reporter has done by pressing a button. */
const announced: Record<Announcement, string> = {
  'withdrawal-request':
    'The reporter asks for this report to be withdrawn and erased. Answer them with your reason.',
  'stop-writing': 'The reporter wants no more messages. They can still read here and write again.',
  'stop-mails':
    'The reporter wants no more emails: neither answers nor notices are mailed to them, and mails come into this case no more. They read answers behind their words.',
  'door-closed':
    'The reporter has erased their name and contact and has left: they can read and write here no longer.',
};

const checkInAnswersInWords: Readonly<Record<CheckInAnswer, string>> = {
  fine: 'nothing has happened.',
  safe: 'something has happened, but they are safe.',
  retaliation: 'somebody is retaliating against them.',
};

const checkInWords = (answer: string): string => {
  const known = checkInAnswers.find((one) => one === answer);
  return known === undefined ? answer : checkInAnswersInWords[known];
};

/** What the holder of a door has done, as the team reads it. */
const actWords: ReadonlyMap<string, EventWords> = new Map<Act, EventWords>([
  ['appeal', () => 'Appeals against the decision.'],
  ['retaliation', () => 'Says that somebody is retaliating against them.'],
  [
    'check-in',
    (fact) =>
      `Answered how it has been, ${fact('after')} days after closing: ${checkInWords(fact('answer'))}`,
  ],
  ['more-time', () => 'Asks for more time to answer.'],
  ['measure-done', (fact) => `Says that measure ${fact('measure')} is done.`],
  ['return-request', () => 'Asks to come back.'],
  ['declined', () => 'Does not want to say anything.'],
  ['off-the-record', () => 'Asks for what they say to stay out of the record.'],
  ['placed', (fact) => `Put a restriction in place: measure ${fact('measure')}.`],
  ['lifted', (fact) => `Lifted a restriction: measure ${fact('measure')}.`],
  ['cannot', (fact) => `Cannot carry out a restriction: measure ${fact('measure')}.`],
]);

export const entryView = (
  settings: Settings,
  channel: string,
  { number, entry }: { readonly number: number; readonly entry: Entry },
  originalsOpened?: CaseHead['originalsOpened'],
): z.infer<typeof caseEntry> => {
  const filedBy = filedByOf(entry);
  const byBridge = byBridgeOf(entry);
  const byMail = byMailOf(entry);
  return {
    id: String(number),
    from: entry.from,
    kind: entry.kind,
    on: entry.on,
    ...(entry.from === 'team' ? { author: entry.author } : {}),
    text: entryText(entry, {
      language: 'en',
      question: (id) => questionLabel(settings, channel, id, 'en'),
      announcement: (kind) => announced[kind],
      event: (event) => eventText(event, eventWords, factWords(event, deadlineLabels, dayText)),
      act: (act) => actText(act, actWords, factWords(act, deadlineLabels, dayText)),
    }),
    attachments: attachmentsOfEntry(entry).map((given) => attachmentView(given, originalsOpened)),
    ...(filedBy ? { filedBy } : {}),
    ...(byBridge ? { byBridge } : {}),
    ...(byMail
      ? {
          byMail: { ...byMail, sentences: [...verdictSentences(byMail), ...remarkSentences(byMail)] },
          mail: Object.fromEntries([...entry.texts].filter(([name]) => isMailText(name))),
        }
      : {}),
    ...(entry.kind === 'report' ? { answers: Object.fromEntries(entry.texts) } : {}),
  };
};

export const noteView = (number: number, note: Note): z.infer<typeof caseNote> => ({
  id: String(number),
  ...note,
});

/** The notes of a page, with where the older ones begin. */
export const notesView = ({ notes, older }: ReadCase['notes']) => ({
  notes: notes.map(({ number, note }) => (note === 'unreadable' ? damaged(number) : noteView(number, note))),
  notesCursor: older === undefined ? undefined : String(older),
});

/** The tasks of a page, with where the next one begins. */
export const tasksView = ({ tasks, next }: ReadCase['tasks']) => ({
  tasks: tasks.map(({ number, task }) =>
    task === 'unreadable' ? damaged(number) : { id: String(number), ...task },
  ),
  tasksCursor: next === undefined ? undefined : String(next),
});

export const wholeCaseView = (settings: Settings, read: ReadCase, now: Date): z.infer<typeof wholeCase> => {
  const { head, brief, retainedUntil, openedAt } = read;
  return wholeCase.parse({
    ...caseLineView({ head, brief, opened: openedAt !== undefined, retainedUntil }, now),
    deadlines: head.deadlines,
    running: deadlineStatuses(head, now).map(({ task, record, ...relation }) => ({
      ...relation,
      ...(task === undefined ? {} : { task: String(task) }),
      ...(record === undefined ? {} : { record: String(record) }),
    })),
    nextStates: allowedNextStates(head.state),
    identity: identityView(read),
    threads: {
      reporter: {
        entries: read.entries.map(({ number, entry }) =>
          entry === 'unreadable'
            ? damaged(number)
            : entryView(settings, head.sentTo ?? head.channel, { number, entry }, head.originalsOpened),
        ),
      },
    },
    ...tasksView(read.tasks),
    taken: head.taken && { by: head.taken.name, on: head.taken.on },
    inTouch: head.inTouch,
    movedFrom: movedFromOf(head),
    hasDoor: read.hasDoor,
    mail: read.mail,
    erasedThreads: read.erasedThreads,
    linked: read.linked.map(({ caseId, ...shown }) => ({ id: caseId, ...shown })),
    ...notesView(read.notes),
  });
};

/** Which parts were given and on which day each was opened; never what they say. */
const identityView = ({ head, identityGiven }: ReadCase) =>
  Object.fromEntries(identityGiven.map((part) => [part, { openedOn: head.identityOpened?.[part] }] as const));

const damaged = (number: number) => ({ id: String(number), unreadable: true as const });

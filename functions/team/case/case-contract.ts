import * as z from 'zod';
import { caseName } from '../../domain/case/case-name.ts';
import { identityParts } from '../../domain/case/identity.ts';
import { risk } from '../../domain/case/risk.ts';
import { isSearchable, searchTextLength } from '../../domain/casework/reading/search-words.ts';
import { searchedKinds } from '../../domain/casework/reading/record-texts.ts';
import { caseState } from '../../domain/case/state.ts';
import { datedRecords } from '../../domain/deadline/due-dates.ts';
import { deadlineNames } from '../../domain/deadline/running-deadlines.ts';
import { inTouch, movedFrom } from '../../domain/thread/summary.ts';
import { deadlines } from '../../domain/deadline/deadlines.ts';
import { escalationSteps } from '../../domain/deadline/escalation.ts';
import { author } from '../../domain/member/author.ts';
import { byBridge } from '../../domain/thread/by-bridge.ts';
import { byMail } from '../../domain/thread/by-mail.ts';
import { filedBy } from '../../domain/thread/entry.ts';
import { holders, reporterThread, threadName } from '../../domain/thread/thread-name.ts';
import { freeText, isBlank, messageLimitBytes, requiredText, textIssue } from '../../domain/kernel/text.ts';
import { filesToSend, shownAttachment } from '../files/attachment-contract.ts';
import { notesPage, tasksPage, unreadable } from './case-lists-contract.ts';

/** What goes out and comes in. A field that is not here cannot leak into an answer. */
const caseLine = {
  id: z.string(),
  caseName,
  channel: z.string(),
  state: caseState,
  urgent: z.boolean(),
  unread: z.boolean(),
  opened: z.boolean(),
  likelySpam: z.boolean(),
  title: z.string(),
  persons: z.string(),
  spaces: z.string(),
  receivedOn: z.iso.date(),
  nextDeadline: z.iso.datetime(),
  overdue: z.boolean(),
  retainedUntil: z.iso.datetime(),
  version: z.int(),
  /** The member who looks after the case; an id that is no member's any more is nobody. */
  assignee: z.string().optional(),
  tags: z.array(z.string()).describe('Names of the settings’ tags, and words of the team’s own.'),
  risk: risk.optional().describe('How dangerous it is, as far as the team has judged it.'),
};

const excerpt = z.string().describe('At most about 120 characters around a word that was searched for.');

const foundPlace = z.discriminatedUnion('in', [
  z.object({
    in: z
      .literal('line')
      .describe('In the case’s name, its tags or the persons or spaces named; nothing else was looked at.'),
  }),
  z.object({
    in: z.enum(['report', 'message']),
    thread: z.string().describe('The conversation that it stands in.'),
    /** The id of the entry. */
    id: z.string(),
    from: z.enum([...holders, 'team', 'automatic']),
    on: z.iso.datetime(),
    excerpt,
  }),
  z.object({
    in: z.literal('record'),
    of: z.enum(searchedKinds).describe('Of which kind: a finding, a proposal with its letter, a task.'),
    id: z.string().describe('Its number.'),
    excerpt,
  }),
  z.object({ in: z.literal('note'), id: z.string(), on: z.iso.datetime(), excerpt }),
]);

export const caseList = z.object({
  cases: z.array(
    z.union([
      z.object({
        ...caseLine,
        found: z
          .array(foundPlace)
          .optional()
          .describe('Where what was searched for stands: the first places of it. In a search alone.'),
      }),
      z.object({ id: z.string(), unreadable: z.literal(true) }),
    ]),
  ),
  searched: z
    .object({
      lines: z.int().describe('Of so many cases the name, the tags and the persons and spaces named.'),
      contents: z.int().describe('Of so many cases the messages, notes and records.'),
    })
    .optional()
    .describe('What this page looked through. In a search alone.'),
  progress: z
    .object({
      lines: z.int().describe('Cases whose name, persons, places and tags were looked through so far.'),
      of: z.int().describe('Cases whose contents are to be looked through, as far as it is known.'),
      contents: z.int().describe('Those of them that were.'),
    })
    .optional()
    .describe('How far the search has come over all its pages. In a search alone.'),
  /** Absent when nothing follows. What is narrowed or searched can have a short page and go on all the same. */
  cursor: z.string().optional(),
});

export const caseEntry = z.object({
  id: z.string(),
  from: z.enum([...holders, 'team', 'automatic']),
  kind: z.string(),
  on: z.iso
    .datetime()
    .describe('The full hour that had begun, in UTC: it was written within the hour after.'),
  author: author.optional(),
  text: z.string(),
  attachments: z.array(shownAttachment),
  answers: z.record(z.string(), z.string()).optional(),
  /** A member wrote the report down. */
  filedBy: filedBy.optional(),
  /** A program brought the report from a chat. */
  byBridge: byBridge.optional(),
  /** It came by mail: what the mail servers found out, and what of it is not here. */
  byMail: byMail
    .extend({ sentences: z.array(z.string()).describe('The same in words, for a person to read.') })
    .optional(),
  /** What else the mail held, by name: `mailSubject`, `mailQuoted`, `mailSignature`. */
  mail: z.record(z.string(), z.string()).optional(),
});

export const wholeCase = z.object({
  ...caseLine,
  deadlines,
  /**
   * The promises and dated tasks that run, earliest first. `told`: the days on which notices that one is near, missed or
   * long missed were handed over to be mailed; a mail that is not accepted is tried again.
   */
  running: z.array(
    z.object({
      deadline: z.enum([...deadlineNames, 'task', ...datedRecords]),
      /** The id of the task. */
      task: z.string().optional(),
      /** The id of a decision, measure or another record that the date is of. */
      record: z.string().optional(),
      by: z.iso.datetime(),
      missed: z.boolean(),
      told: z.array(z.object({ step: z.enum(escalationSteps), on: z.iso.date() })),
    }),
  ),
  nextStates: z.array(caseState),
  identity: z.partialRecord(z.enum(identityParts), z.object({ openedOn: z.iso.date().optional() })),
  threads: z.record(z.string(), z.object({ entries: z.array(z.union([caseEntry, unreadable])) })),
  ...notesPage.shape,
  ...tasksPage.shape,
  /** Who has taken up what is urgent. */
  taken: z.object({ by: z.string(), on: z.iso.date() }).optional(),
  /** Whether somebody can come back to the reporter's thread and read what is answered. */
  hasDoor: z.boolean(),
  /**
   * For a reporter who wrote by mail: whether what the team writes is mailed in full, only that something waits, or nothing
   * any more; and the day on which a mail could not be delivered for good, the last time.
   */
  mail: z.object({ as: z.enum(['full', 'notice', 'off']), failedOn: z.iso.date().optional() }).optional(),
  /** What was erased of conversations while the case goes on, by their names: the day, and the last entry that is gone. */
  erasedThreads: z.record(z.string(), z.object({ on: z.iso.date(), through: z.int() })),
  /** Other cases about the same incident that you may see. */
  linked: z.array(z.object({ id: z.string(), caseName, channel: z.string(), state: caseState })),
  inTouch: inTouch.optional(),
  /** From when the promises that run were moved, as the reporter is told. */
  movedFrom: movedFrom.optional(),
});

export const newMessage = z
  .strictObject({
    thread: threadName
      .default('reporter')
      .describe('`reporter`, or another conversation of the case, as `GET …/doors` names it.'),
    /** May be empty when files go with it. */
    text: freeText(messageLimitBytes),
    attachments: filesToSend,
    /** Who will be in touch with the reporter, and by which day: said on their page. */
    inTouch: z.strictObject({ name: requiredText(200), by: z.iso.date() }).optional(),
    /** The version the member has read; when the case has changed since, they are told. */
    version: z.int().min(1).optional(),
  })
  .refine(({ thread, inTouch: promised }) => promised === undefined || thread === reporterThread, {
    message: 'Is promised to the reporter alone.',
    path: ['inTouch'],
  })
  .superRefine(({ text, attachments }, context) => {
    if (isBlank(text) && attachments.length === 0)
      context.addIssue({ ...textIssue({ kind: 'empty' }), path: ['text'] });
  });

/** What the conflict check shows; nothing happens by looking. */
export const casePreview = z.object({
  id: z.string(),
  caseName,
  channel: z.string(),
  persons: z.string(),
  spaces: z.string(),
  urgent: z.boolean(),
  /** Whether you have said that you have no conflict of interest. Reading the case says so. */
  opened: z.boolean(),
});

export const listQuery = z.strictObject({
  channel: z.string().optional(),
  status: z
    .enum(['open', 'closed'])
    .optional()
    .describe('Without it a list shows open cases, and a search looks through open and closed ones.'),
  limit: z
    .string()
    .regex(/^\d{1,2}$/, 'Must be a number from 1 to 50.')
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= 50, 'Must be a number from 1 to 50.')
    .default(25),
  state: caseState.optional(),
  assignee: z
    .enum(['me', 'none'])
    .optional()
    .describe('`me`: those you look after. `none`: those that nobody looks after.'),
  tag: z
    .string()
    .max(31)
    .optional()
    .describe(
      'A tag of the settings. Tags of your own are found by searching: an address keeps no text of yours.',
    ),
  q: z
    .string()
    .max(searchTextLength, `Must have at most ${searchTextLength} characters.`)
    .refine(isSearchable, 'Must hold a letter or a digit.')
    .optional()
    .describe(
      'Every word must stand in the case’s name, its tags or the persons or spaces named; or in a report, a message, a note or a record such as a finding, a proposal with its letter or a task, where some may stand in the name, tags, persons or spaces instead. Whole or as a part of a word. What is in a case is searched in cases that you have opened and of which nothing is unread: searching opens no case and marks none as read. Each page looks through a limited number; go on with the cursor until there is none.',
    ),
  cursor: z.string().max(4_000).optional(),
});

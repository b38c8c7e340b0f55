import * as z from 'zod';
import { caseName } from '../../domain/case/case-name.ts';
import { identityParts } from '../../domain/case/identity.ts';
import { isSearchable, searchTextLength } from '../../domain/case/search-words.ts';
import { caseState } from '../../domain/case/state.ts';
import { deadlineNames } from '../../domain/deadline/running-deadlines.ts';
import { inTouch, movedFrom } from '../../domain/case/summary.ts';
import { deadlines } from '../../domain/deadline/deadlines.ts';
import { escalationSteps } from '../../domain/deadline/escalation.ts';
import { author } from '../../domain/member/author.ts';
import { filedBy } from '../../domain/thread/entry.ts';
import { freeText, isBlank, messageLimitBytes, requiredText, textIssue } from '../../domain/text.ts';
import { filesToSend, shownAttachment } from './attachment-contract.ts';
import { notesPage, tasksPage, unreadable } from './case-lists-contract.ts';

const reasonLimitBytes = 4 * 1024;
const taskLimitBytes = 4 * 1024;

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
};

const excerpt = z.string().describe('At most about 120 characters around a word that was searched for.');

const foundPlace = z.discriminatedUnion('in', [
  z.object({
    in: z
      .literal('line')
      .describe('In the case’s name or the persons or spaces named; nothing else was looked at.'),
  }),
  z.object({
    in: z.enum(['report', 'message']),
    /** The id of the entry. */
    id: z.string(),
    from: z.enum(['reporter', 'team', 'automatic']),
    on: z.iso.datetime(),
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
      lines: z.int().describe('Of so many cases the name and the persons and spaces named.'),
      contents: z.int().describe('Of so many cases the messages and notes.'),
    })
    .optional()
    .describe('What this page looked through. In a search alone.'),
  /** Absent when nothing follows. What is narrowed or searched can have a short page and go on all the same. */
  cursor: z.string().optional(),
});

export const caseEntry = z.object({
  id: z.string(),
  from: z.enum(['reporter', 'team', 'automatic']),
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
      deadline: z.enum([...deadlineNames, 'task']),
      /** The id of the task. */
      task: z.string().optional(),
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
  /** Other cases about the same incident that you may see. */
  linked: z.array(z.object({ id: z.string(), caseName, channel: z.string(), state: caseState })),
  inTouch: inTouch.optional(),
  /** From when the promises that run were moved, as the reporter is told. */
  movedFrom: movedFrom.optional(),
});

export const stateChanged = z.object({
  id: z.string(),
  state: caseState,
  version: z.int(),
  nextStates: z.array(caseState),
  nextDeadline: z.iso.datetime(),
  retainedUntil: z.iso.datetime(),
});

export const newMessage = z
  .strictObject({
    thread: z.literal('reporter').default('reporter'),
    /** May be empty when files go with it. */
    text: freeText(messageLimitBytes),
    attachments: filesToSend,
    /** Who will be in touch with the reporter, and by which day: said on their page. */
    inTouch: z.strictObject({ name: requiredText(200), by: z.iso.date() }).optional(),
    /** The version the member has read; when the case has changed since, they are told. */
    version: z.int().min(1).optional(),
  })
  .superRefine(({ text, attachments }, context) => {
    if (isBlank(text) && attachments.length === 0)
      context.addIssue({ ...textIssue({ kind: 'empty' }), path: ['text'] });
  });

export const newNote = z.strictObject({
  text: requiredText(messageLimitBytes),
  /** For its writer alone. */
  private: z.boolean().default(false),
});

export const nothing = z.strictObject({});
const memberId = z.string().min(1).max(64);

/** The answer to a reporter who asks for everything to be erased. */
export const erasureAnswer = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('erase') }),
  /** The reason is a message to the reporter. */
  z.strictObject({ decision: z.literal('refuse'), reason: requiredText(messageLimitBytes) }),
]);
export const erased = z.object({ id: z.string(), erased: z.literal(true) });

export const newAssignee = z.strictObject({ memberId: memberId.nullable() });
export const liftedRecusal = z.strictObject({ memberId });

export const movedDeadline = z.strictObject({
  deadline: z.enum(deadlineNames),
  by: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
  /** For the team alone. */
  reason: requiredText(reasonLimitBytes),
  /** The reason as it is meant for the reporter, who is told that the date was moved in any case. */
  toReporter: requiredText(reasonLimitBytes).optional(),
});

export const newTask = z.strictObject({
  text: requiredText(taskLimitBytes),
  dueOn: z.iso.date().optional(),
  assigneeId: memberId.optional(),
});
export const changedTask = z.strictObject({ done: z.boolean() });

/** What every change of a case answers: the version it is at now. */
export const caseChanged = z.object({ id: z.string(), version: z.int() });
export const taskAdded = z.object({ id: z.string(), task: z.string(), version: z.int() });

/** What the conflict check shows; nothing happens by looking. */
export const caseGlance = z.object({
  id: z.string(),
  caseName,
  channel: z.string(),
  persons: z.string(),
  spaces: z.string(),
  urgent: z.boolean(),
  /** Whether you have said that you have no conflict of interest. Reading the case says so. */
  opened: z.boolean(),
});

export const newState = z
  .strictObject({
    state: caseState,
    /** For the team alone. */
    reason: freeText(reasonLimitBytes).optional(),
    /** To the reporter, in the same moment. Closing needs it, or `whyNoMessage`. */
    message: requiredText(messageLimitBytes).optional(),
    /** Why the reporter of a case that is closed gets no message; for the team alone. */
    whyNoMessage: requiredText(reasonLimitBytes).optional(),
    /** The version the member decided on; when the case has changed since, they are told. */
    version: z.int().min(1).optional(),
  })
  .refine(({ state, reason = '' }) => state !== 'closed' || !isBlank(reason), {
    message: 'Closing a case needs a reason.',
    path: ['reason'],
  });

export const identityRequest = z.strictObject({
  part: z.enum(identityParts),
  /** Written down, for the team; that a part was opened is shown to the reporter. */
  reason: requiredText(reasonLimitBytes),
});

export const identityOpened = z.object({ part: z.enum(identityParts), text: z.string() });

export const newGrant = z.strictObject({
  /** A member of the channel who joined after the report was sent, or an outside reviewer. */
  memberId: z.string().min(1).max(64),
  reason: requiredText(reasonLimitBytes),
});

/** Whom a lead keeps from a case, or lets back. */
export const newAside = z.strictObject({
  memberId: memberId.describe('A member who may know of the case; never oneself.'),
  reason: requiredText(reasonLimitBytes).describe('Kept among the notes.'),
});

export const granted = z.object({ id: z.string(), memberId: z.string(), version: z.int() });

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
  q: z
    .string()
    .max(searchTextLength, `Must have at most ${searchTextLength} characters.`)
    .refine(isSearchable, 'Must hold a letter or a digit.')
    .optional()
    .describe(
      'Every word must stand in the case’s name or in the persons or spaces named; or in a report, a message or a note, where some may stand in the name, persons or spaces instead. Whole or as a part of a word. Messages and notes are searched in cases that you have opened and of which nothing is unread: searching opens no case and marks none as read. Each page looks through a limited number; go on with the cursor until there is none.',
    ),
  cursor: z.string().max(4_000).optional(),
});

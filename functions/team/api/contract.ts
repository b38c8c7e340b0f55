import * as z from 'zod';
import { caseName } from '../../domain/case/case-name.ts';
import { identityParts } from '../../domain/case/identity.ts';
import { caseState } from '../../domain/case/state.ts';
import { deadlines } from '../../domain/deadline/deadlines.ts';
import { author } from '../../domain/member/author.ts';
import { freeText, isBlank, messageLimitBytes, requiredText } from '../../domain/text.ts';

/** What goes out and comes in. A field that is not here cannot leak into an answer. */
const caseLine = {
  id: z.string(),
  caseName,
  channel: z.string(),
  state: caseState,
  urgent: z.boolean(),
  unread: z.boolean(),
  opened: z.boolean(),
  title: z.string(),
  persons: z.string(),
  spaces: z.string(),
  receivedOn: z.iso.date(),
  nextDeadline: z.iso.datetime(),
  overdue: z.boolean(),
  retainedUntil: z.iso.datetime(),
  version: z.int(),
};

export const caseList = z.object({
  cases: z.array(z.union([z.object(caseLine), z.object({ id: z.string(), unreadable: z.literal(true) })])),
  cursor: z.string().optional(),
});

const unreadable = z.object({ id: z.string(), unreadable: z.literal(true) });

export const caseEntry = z.object({
  id: z.string(),
  from: z.enum(['reporter', 'team']),
  kind: z.string(),
  on: z.iso.datetime(),
  author: author.optional(),
  text: z.string(),
  answers: z.record(z.string(), z.string()).optional(),
});

export const caseNote = z.object({
  id: z.string(),
  kind: z.enum(['note', 'state', 'identity']),
  author,
  on: z.iso.datetime(),
  text: z.string().optional(),
  from: caseState.optional(),
  to: caseState.optional(),
  reason: z.string().optional(),
  part: z.enum(identityParts).optional(),
});

export const wholeCase = z.object({
  ...caseLine,
  deadlines,
  nextStates: z.array(caseState),
  identity: z.partialRecord(z.enum(identityParts), z.object({ openedOn: z.iso.date().optional() })),
  threads: z.record(z.string(), z.object({ entries: z.array(z.union([caseEntry, unreadable])) })),
  notes: z.array(z.union([caseNote, unreadable])),
});

export const stateChanged = z.object({
  id: z.string(),
  state: caseState,
  version: z.int(),
  nextStates: z.array(caseState),
  nextDeadline: z.iso.datetime(),
  retainedUntil: z.iso.datetime(),
});

export const newMessage = z.strictObject({
  thread: z.literal('reporter').default('reporter'),
  text: requiredText(messageLimitBytes),
});

export const newNote = z.strictObject({ text: requiredText(messageLimitBytes) });

const reasonLimitBytes = 4 * 1024;

export const newState = z
  .strictObject({
    state: caseState,
    /** For the team alone. */
    reason: freeText(reasonLimitBytes).optional(),
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

export const listQuery = z.strictObject({
  channel: z.string().optional(),
  status: z.enum(['open', 'closed']).default('open'),
  limit: z
    .string()
    .regex(/^\d{1,2}$/, 'Must be a number from 1 to 50.')
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= 50, 'Must be a number from 1 to 50.')
    .default(25),
  cursor: z.string().max(4_000).optional(),
});

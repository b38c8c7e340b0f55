import * as z from 'zod';
import { decisionList, findingList } from '../decision/decision-contract.ts';
import { measureList } from '../measures/measures-contract.ts';
import { respondentList } from '../investigation/investigation-contract.ts';
import { caseEntry } from '../case/case-contract.ts';
import { caseNote, unreadable } from '../case/case-lists-contract.ts';
import {
  askedCopy,
  copyContents,
  copyFiles,
  requestStates,
  twoPersonRequest,
} from '../../domain/decision/two-person-request.ts';
import { appeal } from '../../domain/appeal/appeal.ts';
import { threadName } from '../../domain/thread/thread-name.ts';
import { author } from '../../domain/member/author.ts';

/** JSON of what takes two people. */
export const requestList = z.object({
  requests: z.array(
    twoPersonRequest.pick({ act: true, reason: true, by: true, on: true, answered: true }).extend({
      number: z.int(),
      copy: askedCopy
        .omit({ version: true, entries: true, redactions: true, threads: true })
        .extend({ form: z.enum(['whole', 'redacted']) })
        .optional(),
      state: z.enum(requestStates).describe('`over`: it has lapsed, or the copy is closed again.'),
      until: z.iso.datetime().optional().describe('When it lapses, while it waits for somebody.'),
      hash: z.string().describe('What an answer to it binds.'),
    }),
  ),
  damaged: z.int().describe('How many cannot be shown: what was stored is damaged.'),
});

/** Who decides an appeal and what whoever appealed reads of it are for the team. */
const copiedAppeal = appeal
  .pick({ decision: true, side: true, ground: true, said: true, sentAt: true })
  .extend({
    number: z.int(),
    entry: z.int().optional().describe('Of the reporter’s thread, where it was sent there.'),
    outcome: appeal.shape.outcome.unwrap().pick({ is: true, reasons: true, standsOn: true }).optional(),
  });

const copiedEntries = z.array(
  z.union([caseEntry, unreadable, z.object({ id: z.string(), heldBack: z.literal(true) })]),
);

const numbered = z.array(z.looseObject({ number: z.int() }));

/** What only the copy of a whole case has: every other record as it is kept, by its number. */
const wholeRecords = z.object({
  tasks: numbered,
  doors: numbered,
  evidence: numbered,
  opinions: numbered,
  proposals: numbered,
  approvals: numbered,
  softConflicts: numbered,
  holds: numbered,
  publicBans: numbered,
  requests: numbered,
  dataRequests: numbered,
  disclosures: numbered,
  narratives: numbered,
});

/** A copy of a case, as it was when it was asked for. */
export const caseCopy = z.object({
  caseName: z.string(),
  channel: z.string(),
  recipient: z.string(),
  contents: z.enum(copyContents),
  form: z.enum(['whole', 'redacted']).describe('`redacted`: what was hidden stands in it as a mark.'),
  reason: z.string(),
  asOf: z.iso.datetime().describe('What was written later is not in it.'),
  askedBy: author,
  agreedBy: author.optional(),
  until: z.iso.datetime().describe('Until when it can be read.'),
  files: z.enum(copyFiles),
  entries: copiedEntries.describe('Of the conversation with the reporter.'),
  threads: z
    .array(z.object({ thread: threadName, entries: copiedEntries }))
    .describe('Every other conversation, where the copy has them.'),
  respondents: respondentList.shape.respondents,
  findings: findingList.shape.findings,
  decisions: decisionList.shape.decisions,
  measures: measureList.shape.measures,
  appeals: z.array(copiedAppeal),
  notes: z.array(z.union([caseNote, unreadable])),
  whole: wholeRecords.optional().describe('Every other record, where the copy is of the whole case.'),
  leftOut: z.int().describe('Records that have changed since, and are not in it.'),
  damaged: z.int().describe('Records that cannot be shown: what was stored is damaged.'),
});

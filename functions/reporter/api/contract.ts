import * as z from 'zod';
import { describedFile, newUploadFields } from '../../web/files/upload-contract.ts';
import { chosenFiles } from '../../domain/attachment/chosen-files.ts';
import { caseName } from '../../domain/case/case-name.ts';
import { caseState } from '../../domain/case/state.ts';
import { identityOpened, inTouch, movedFrom } from '../../domain/thread/summary.ts';
import { toldDecision } from '../../domain/thread/told-decision.ts';
import { deadlines } from '../../domain/deadline/deadlines.ts';
import { doorPage } from '../../domain/door/door-page.ts';
import { doorKinds, holders } from '../../domain/thread/thread-name.ts';
import { withdrawalChoices } from '../../domain/thread/withdraw.ts';
import { draftLength } from '../../domain/intake/new-report.ts';
import { freeText, isBlank, messageLimitBytes, textIssue } from '../../domain/kernel/text.ts';
import { countedStandings } from '../../domain/transparency/find-in-reports.ts';

/** What goes out, and what comes in beside reports. A field that is not here cannot leak into an answer. */
export const ticketIssued = z.object({ ticket: z.string() });

export const reportFiled = z.object({
  token: z.string().describe('128 bits, base64url. Anybody who holds it can read, reply and withdraw.'),
  passphrase: z.string().describe('The same token as twelve English words.'),
  followUpUrl: z.url(),
  caseName,
  deadlines,
  retainedUntil: z.iso.datetime(),
});

export const threadAttachment = z.object({
  ...describedFile,
  hasOriginal: z
    .boolean()
    .describe('The file as it came is kept beside it, for the team to open with a reason.'),
  originalOpenedOn: z.iso.date().optional().describe('The day on which the team opened the file as it came.'),
});

export const threadEntry = z.object({
  id: z.string(),
  from: z
    .enum([...holders, 'team', 'automatic', 'unknown'])
    .describe('automatic: no person wrote it; unknown: the entry is damaged and cannot be shown'),
  on: z.iso.date(),
  text: z.string(),
  filedByTeam: z.literal(true).optional().describe('A member of the team wrote it down for the reporter.'),
  byMail: z.literal(true).optional().describe('It came by mail.'),
  attachments: z.array(threadAttachment),
});

export const followUp = z.object({
  caseName,
  thread: z.string(),
  summary: z.object({
    state: caseState,
    stateInWords: z.string(),
    opened: z.boolean(),
    urgent: z.boolean(),
    sentOn: z.iso.date(),
    deadlines,
    retainedUntil: z.iso.datetime(),
    lookedAfterBy: z.string().optional().describe('The channel it has been transferred to, if it was.'),
    identityOpened: identityOpened
      .optional()
      .describe('The days on which the team opened your name or contact, if it did.'),
    decisions: z
      .array(toldDecision)
      .optional()
      .describe(
        'Decisions you were told of: when the letter goes or went out, and the last day, if you are told it.',
      ),
    closedOn: z.iso.date().optional().describe('The day on which the case was closed.'),
    takenOn: z.iso.date().optional().describe('The day on which somebody took up what is urgent.'),
    inTouch: inTouch.optional().describe('Who of the team will be in touch, and by which day.'),
    movedFrom: movedFrom
      .optional()
      .describe('From when the dates above were moved; their thread says so in an entry of its own.'),
  }),
  answersMailed: z
    .literal(true)
    .optional()
    .describe('The reporter is told of answers by mail; `DELETE /api/follow-up/mails` ends that.'),
  entries: z
    .array(threadEntry)
    .describe('The newest, in their order; 200 KB of text together, or one entry.'),
  before: z
    .string()
    .optional()
    .describe(
      'There are earlier entries: ask again with `?before=` and this id. Absent when there are none.',
    ),
});

/** The conversation of a door that the team has handed over: of a respondent, witness, expert or platform admin. */
export const otherFollowUp = z.object({
  thread: z.enum(doorKinds),
  page: doorPage.describe('What the team shows beside the conversation.'),
  endsAt: z.iso
    .datetime()
    .optional()
    .describe('For a door that ends by itself: when nothing opens it any more.'),
  entries: followUp.shape.entries,
  before: followUp.shape.before,
});

export const newMessage = z
  .strictObject({
    text: freeText(messageLimitBytes).default('').describe('May be empty when there are files.'),
    urgent: z.boolean().default(false).describe('Tells the team with the next scheduled run.'),
    attachments: chosenFiles.default([]).describe('Files that were uploaded with this token.'),
  })
  .superRefine(({ text, attachments }, context) => {
    if (isBlank(text) && attachments.length === 0)
      context.addIssue({ ...textIssue({ kind: 'empty' }), path: ['text'] });
  });

/** The text that files in one step bring with them. */
export const textWithFiles = z.object({ text: freeText(messageLimitBytes) });

/** More than any handle of ours has. */
const longestHandle = 200;

export const newUpload = z
  .strictObject({
    ...newUploadFields,
    draft: z.string().max(draftLength).optional().describe('Of a file of the same report.'),
    handle: z.string().max(longestHandle).optional().describe('Of a page; programs send the token.'),
  })
  .superRefine(({ draft, handle }, context) => {
    if (draft !== undefined && handle !== undefined)
      context.addIssue({ code: 'custom', message: 'Goes with no draft.', path: ['handle'] });
  });

export const withdrawal = z.strictObject({
  choice: z
    .enum(withdrawalChoices)
    .describe(
      'stop-writing: the team is told that no more messages are wanted; the token goes on working. ' +
        'close-door: erases name and contact at once, and the token opens nothing from then on; the case goes on. ' +
        'erase-everything: erases at once while nobody has opened the report, else asks the team.',
    ),
});

export const withdrawalDone = z.object({
  outcome: z
    .enum(['told', 'closed', 'erased', 'asked'])
    .describe('told: of stop-writing. closed: of close-door. erased or asked: of erase-everything.'),
  answerBy: z.iso.datetime().optional().describe('asked: when the team answers.'),
});

export const mailsStopped = z.object({ outcome: z.literal('stopped') });

export const newPassphrase = z.strictObject({
  ticket: z
    .string()
    .max(200)
    .describe(
      'Of POST /api/tickets. Get it first: with it, sending twice within two hours gives the same new token, so that an ' +
        'answer that was lost on its way does not cost the report.',
    ),
});

export const passphraseChanged = z.object({
  token: z.string().describe('Takes the place of the one that was sent, which opens nothing any more.'),
  passphrase: z.string().describe('The same token as twelve English words.'),
  followUpUrl: z.url(),
});

export const withdrawn = z.object({
  outcome: z
    .enum(['erased', 'asked'])
    .describe('erased: nobody had opened the report, its keys are gone. asked: the team has been asked.'),
});

export const publicBanList = z.object({
  /** The latest first. */
  bans: z.array(
    z.object({
      text: z.string(),
      from: z.iso.date().describe('The day from which the ban holds. It has no end.'),
      until: z.iso.date().describe('The last day on which this entry is public.'),
    }),
  ),
});

export const transparencyReports = z.object({
  /** The latest period first. */
  reports: z.array(
    z.object({
      id: z.string().describe('The first and the last month, such as `2026-01_2026-06`.'),
      publishedOn: z.iso.date(),
      sha256: z.string().describe('Of the file at `/transparency/<id>.json`, in hexadecimal.'),
    }),
  ),
});

/** In which published reports a report was counted. */
export const countedReports = z.object({
  /** The latest period first. */
  reports: z.array(
    z.object({
      id: z.string().describe('The first and the last month, such as `2026-01_2026-06`.'),
      standing: z
        .enum(countedStandings)
        .describe('`held-back`: it came in these months, and was not counted. `other-months`: it did not.'),
    }),
  ),
});

/** The keys by which other communities forward cases (docs/forward-format.md). */
export const receivingKeys = z.object({
  community: z.string(),
  keys: z.array(
    z.object({ channel: z.string(), label: z.string(), key: z.string(), fingerprint: z.string() }),
  ),
});

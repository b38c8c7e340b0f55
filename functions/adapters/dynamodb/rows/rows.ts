import * as z from 'zod';
import { caseName } from '../../../domain/case/case-name.ts';
import { caseState } from '../../../domain/case/state.ts';
import { identityOpened, movedDates, promisedContact } from '../../../domain/thread/summary.ts';
import { recordCounters } from '../../../domain/casework/record/sealed-record.ts';
import { language } from '../../../settings/localised.ts';
import { mailProblem } from '../../../domain/member/mail-problem.ts';
import { taskDate } from '../../../domain/deadline/due-dates.ts';
import { deadlines, type Deadlines } from '../../../domain/deadline/deadlines.ts';
import { toldSteps } from '../../../domain/deadline/told-steps.ts';
import { ringPurpose } from '../../../domain/key-ring/purpose.ts';
import { outsideMails } from '../../../domain/notice/mail.ts';
import { mailMarks } from '../../../domain/notice/mail-marks.ts';
import { noticeSteps } from '../../../domain/notice/outbox.ts';
import { webhookMarks } from '../../../domain/delivery/webhook.ts';
import { savedFilter } from '../../../domain/member/saved-filter.ts';
import { absence } from '../../../domain/member/absence.ts';
import { announcement } from '../../../domain/member/announce-members.ts';
import { addedBy, memberRole } from '../../../domain/member/member.ts';
import { accessTokenScope } from '../../../domain/member/access-token.ts';
import { rosterMember } from '../../../domain/member/roster.ts';
import { doorClosed } from '../../../domain/thread/open-thread.ts';
import { reporterThread, threadCounters, threadName } from '../../../domain/thread/thread-name.ts';
import { bytes, time } from '../client/attributes.ts';

/** What DynamoDB hands back is foreign input; attributes we do not know are left out. */
const ringSealed = z.object({
  version: z.literal(1),
  suite: z.literal(1),
  keyRing: z.string(),
  epoch: z.int(),
  bytes,
});

export const doorRow = z.object({
  caseId: z.string(),
  thread: z.string(),
  channel: z.string(),
  wrappedThreadKey: bytes,
  expiresAt: time,
  entries: z.int(),
  textBytes: z.int().default(0),
  attachmentBytes: z.int().default(0),
  written: z.object({ hour: time, entries: z.int() }).optional(),
  nextDeadline: z.iso.datetime(),
  hardLimit: time,
  /** Since when something urgent waits for somebody to take it: what the reporter writes must not put it behind. */
  urgentSince: time.optional(),
  /** The days on which somebody was last told that a promise was missed. */
  toldReaders: z.iso.date().optional(),
  toldLeads: z.iso.date().optional(),
  toldOutside: z.iso.date().optional(),
  /** A door that a member handed over, until its words have been changed. */
  handover: z.object({ until: time }).optional(),
  /** Its holder is written to by mail. */
  mailed: z.boolean().optional(),
  /** When a door that ends by itself opens nothing any more. */
  endsAt: time.optional(),
  /** Its report waits until somebody else names the same person. */
  held: z.boolean().optional(),
});

/** What is left of a door that was closed or erased: neither a key nor the case it led to. */
export const closedDoorRow = z.object({ closed: z.enum(doorClosed) });

const erasedThreads = z.record(threadName, z.object({ on: z.iso.date(), through: z.int() }));

const mailOfCase = z.object({
  correspondent: ringSealed,
  answersFrom: z.iso.datetime().optional(),
  failedOn: z.iso.date().optional(),
});

export const vaultCaseRow = z.object({
  caseId: z.string(),
  channel: z.string(),
  /** The channels it was in before. */
  leftChannels: z.array(z.string()).optional(),
  /** Thread keys by thread; gone once the report is withdrawn. */
  threads: z.record(z.string(), ringSealed).optional(),
  /** Ids of the open doors by thread; they stay to be erased with the rest. */
  doors: z.record(z.string(), z.array(z.string())),
  /** Ids of the doors that were closed while the case goes on, to be erased with the rest. */
  closedDoors: z.array(z.string()).optional(),
  /** What the reporter says of themselves, part by part. */
  identity: z.object({ name: ringSealed.optional(), contact: ringSealed.optional() }).optional(),
  sealedBrief: ringSealed.optional(),
  /** What is counted of a case that goes unopened; it stays when a report is withdrawn, until the sweep. */
  sealedCount: ringSealed.optional(),
  sealedCaseworkKey: ringSealed.optional(),
  expiresAt: time,
  /** When threads go before the case, and since when their time runs. */
  threadLimits: z
    .record(threadName, z.object({ since: time, until: time, endsAt: time.optional() }))
    .optional(),
  /** What was erased of threads while the case goes on. */
  erasedThreads: erasedThreads.optional(),
  /** Threads of which rows are still to be deleted. */
  threadsToSweep: z.array(threadName).optional(),
  /** Until when holds keep all of the case. */
  heldUntil: time.optional(),
  /** When it would have gone but for news in it. */
  keptForNews: time.optional(),
  openedAt: time.optional(),
  withdrawnAt: time.optional(),
  /** How it came by mail, and where answers go; gone when the report is withdrawn. */
  mail: mailOfCase.optional(),
  /** What leads mails into the reporter's thread. */
  mailDoor: z.object({ id: z.string(), wrappedThreadKey: bytes, sender: z.string() }).optional(),
  /** It waits until somebody else names the same person, and what its thread takes meanwhile. */
  held: z.object({ textBytes: z.int() }).optional(),
});

/** A message to the scheduled function about what waits. */
export const heldInboxRow = z.object({ sealed: ringSealed });
export const heldRecordRow = z.object({ sealed: bytes, blindKeys: z.array(z.string()) });
export const heldProgressRow = z.object({ day: z.iso.date(), after: z.string().optional() });

/** The part of a case in the vault that says which doors it has. */
export const vaultDoorsRow = vaultCaseRow.pick({ doors: true, closedDoors: true });

export const headRow = z
  .object({
    caseId: z.string(),
    caseName,
    channel: z.string(),
    sentTo: z.string().optional(),
    state: caseState,
    urgent: z.boolean(),
    unread: z.boolean(),
    version: z.int(),
    /** Of the reporter's thread, which the reporter function counts without reading the rest of the row. */
    ...threadCounters.shape,
    /** Of the other threads. */
    threads: z.record(threadName, threadCounters).default({}),
    sentAt: time,
    hardLimit: time,
    /** Until when rows from before the hard limit was put off are kept. */
    rowsUntil: time.optional(),
    deadlines,
    /** Of release 0.1.0; later rows have these days in the sealed summary. */
    identityOpened: identityOpened.optional(),
    originalsOpened: z.record(z.string(), z.iso.date()).optional(),
    /** How far up the ladder of each deadline the team has been told. */
    told: toldSteps.optional(),
    nextDeadline: z.iso.datetime(),
    openedBy: z.array(z.string()).default([]),
    assignee: z.string().optional(),
    assignedByLead: z.boolean().optional(),
    taken: z.object({ memberId: z.string(), name: z.string(), on: z.iso.date() }).optional(),
    /** Rows of release 0.1.0 have the name; later ones have it in the sealed summary. */
    inTouch: promisedContact.extend({ name: z.string().default('') }).optional(),
    movedDates: movedDates.optional(),
    records: z.record(z.string(), recordCounters).default({}),
    /** Of release 0.1.0, which counted tasks and notes apart. */
    tasks: z.int().default(0),
    noteBytes: z.int().default(0),
    /** The dates of open tasks. */
    taskDates: z.array(taskDate).default([]),
    audit: z.object({ number: z.int(), hash: bytes }).optional(),
    /** As the vault says it; here for a restore after the vault was lost. */
    erasedThreads: erasedThreads.optional(),
    /** Respondents that have their entry in the register; none has in rows of earlier releases. */
    registered: z.int().default(0),
    /** The day on which a mail to the reporter came back; the mail function puts it there. */
    mailFailedOn: z.iso.date().optional(),
    /** Put beside the other dates by the reporter function, which does not read them; the team's next change joins them. */
    erasureBy: z.iso.datetime().optional(),
    appealAcknowledgeBy: z.iso.datetime().optional(),
    appealAnswerBy: z.iso.datetime().optional(),
  })
  .transform((row) => {
    const { erasureBy, appealAcknowledgeBy, appealAnswerBy, ...kept } = row;
    const { entries, textBytes, attachmentBytes, threads, tasks, noteBytes, records, ...head } = kept;
    return {
      ...head,
      deadlines: withDates(head.deadlines, { erasureBy, appealAcknowledgeBy, appealAnswerBy }),
      threads: { ...threads, [reporterThread]: { entries, textBytes, attachmentBytes } },
      records: {
        ...(tasks > 0 && { task: { last: tasks, bytes: 0 } }),
        ...(noteBytes > 0 && { note: { last: 0, bytes: noteBytes } }),
        ...records,
      },
    };
  });

type AddedDates = Readonly<
  Record<'erasureBy' | 'appealAcknowledgeBy' | 'appealAnswerBy', string | undefined>
>;

const earlierOf = (one: string | undefined, other: string | undefined): string | undefined =>
  one !== undefined && (other === undefined || one < other) ? one : other;

/** The dates with those the reporter function has put beside them; of appeals the earliest counts. */
const withDates = (
  given: Deadlines,
  { erasureBy, appealAcknowledgeBy, appealAnswerBy }: AddedDates,
): Deadlines => {
  const acknowledge = earlierOf(given.appealAcknowledgeBy, appealAcknowledgeBy);
  const answer = earlierOf(given.appealAnswerBy, appealAnswerBy);
  return {
    ...given,
    ...(erasureBy !== undefined && { erasureAnswerBy: erasureBy }),
    ...(acknowledge !== undefined && { appealAcknowledgeBy: acknowledge }),
    ...(answer !== undefined && { appealAnswerBy: answer }),
  };
};

/** What is left of a case: that there was one, and why it went. */
export const tombstoneRow = z.object({
  tombstone: z.literal(true),
  caseId: z.string(),
  erasedOn: z.iso.date(),
  reason: z.enum(['withdrawn', 'expired']),
  channel: z.string(),
  threads: z.array(z.string()),
});

export const entryRow = z.object({ number: z.int(), sealed: bytes });
/** The ids of the objects of an entry's files: what is erased with it, without a key. */
export const entryObjectsRow = z.object({ objects: z.array(z.string()).default([]) });
/** The number of an entry, as a mark of what was sent has it as well. */
export const entryNumberRow = z.object({ number: z.int() });
/** Bytes of files that have come from reporters on a day, as they are sealed. */
export const budgetRow = z.object({ bytes: z.int().default(0) });
export const summaryRow = z.object({ revision: z.int(), sealed: bytes });
/** What has come from an address in an hour. */
export const mailCountRow = z.object({
  cases: z.int().default(0),
  answers: z.int().default(0),
  /** The reply handle of the last case that was made of it, sealed. */
  last: bytes.optional(),
});
export const sentRow = z.object({ number: z.int() });
/** Notes of release 0.1.0 have no revision: it is 1 for whatever is never rewritten. */
export const recordRow = z.object({ number: z.int(), revision: z.int().default(1), sealed: bytes });
export const auditRow = z.object({ number: z.int(), sealed: bytes, hash: bytes });

/** Its key says which entry; `caseId` while its case is there, and `keptUntil` once decisions keep it. */
export const registerEntryRow = z.object({
  channel: z.string(),
  revision: z.int(),
  sealed: ringSealed,
  matchKeys: z.array(z.string()),
});
/** What of an entry says, without a key, how long it is kept. */
export const keptEntryRow = z.object({
  matchKeys: z.array(z.string()),
  caseId: z.string().optional(),
  keptUntil: z.iso.date().optional(),
});

/** Its key says of which channel and which line. */
export const logLineRow = z.object({ revision: z.int(), sealed: ringSealed });

/** Its key says of which month. Rows of releases that sealed none have other attributes. */
export const statisticRow = z.object({
  sealed: z.discriminatedUnion('suite', [ringSealed, ringSealed.extend({ suite: z.literal(2) })]),
});
/** What a look-up has left for the leads. */
export const samePersonTaskRow = z.object({ sealed: ringSealed, endsAt: time });

/** What of one case stands in the public list. */
export const publicBansRow = z.object({
  bans: z.array(z.object({ text: z.string(), from: z.iso.date(), until: z.iso.date() })),
});

const draftTick = z.object({ by: z.string(), on: z.iso.date() });
export const publicReportRow = z.object({ publishedOn: z.iso.date(), file: z.string() });
export const reportDraftRow = z.object({
  period: z.object({ from: z.string(), until: z.string() }),
  made: draftTick,
  readers: z.array(z.string()),
  publishedBefore: z.int(),
  channel: z.string(),
  sealed: ringSealed,
  approvals: z.array(draftTick),
});
export const narrativeRow = z.object({ sealed: ringSealed });
export const checklistRow = z.object({ point: z.string(), on: z.iso.date(), by: z.string() });
export const reportCountsRow = z.object({ channel: z.string(), sealed: ringSealed });

export const outboxRow = z.object({
  caseId: z.string(),
  channel: z.string(),
  urgent: z.boolean(),
  attempts: z.int(),
  /** Absent when something has come in. */
  step: z.enum(noticeSteps).optional(),
  /** It is about a task of the team. */
  ofTask: z.boolean().optional(),
  /** Member ids still to be told; absent until the first attempt has found out who they are. */
  recipients: z.array(z.string()).optional(),
  asked: z.array(z.string()).optional(),
  webhook: z.string().optional(),
});

/** A mail to a reporter; its key says when it may leave. */
export const outgoingMailRow = z.object({
  caseId: z.string(),
  channel: z.string(),
  sealed: ringSealed,
  attempts: z.int().default(0),
});

export const ringPublicRow = z.object({
  channel: z.string(),
  purpose: ringPurpose,
  epoch: z.int(),
  publicKey: bytes,
});

/** The private half: a list of locks, all of which must be opened; today one, KMS. */
export const ringPrivateRow = z.object({
  policy: z.literal('all'),
  locks: z.tuple([z.object({ kind: z.literal('kms'), bytes })]),
});

export const ticketSecretRow = z.object({ secret: bytes });

/** Rows from before there were roles say `lead`. */
export const memberRow = z
  .object({
    memberId: z.string(),
    earlierIds: z.array(z.string()).optional(),
    formerly: z.array(z.string()).optional(),
    name: z.string(),
    email: z.string(),
    // A language that a later release knows is none here; it makes nobody's row unreadable.
    mailLanguage: language.optional().catch(undefined),
    channels: z.array(z.string()),
    role: memberRole.optional(),
    lead: z.boolean().optional(),
    since: z.record(z.string(), z.int()).default({}),
    onRoster: z.boolean().default(true),
    expertise: z.string().optional(),
    languages: z.string().optional(),
    availability: z.string().optional(),
    absence: absence.optional(),
    onCall: z.string().optional(),
    // What this release does not know is no filter; it makes nobody's row unreadable.
    savedFilters: z.array(savedFilter).optional().catch(undefined),
    addedBy: addedBy.optional(),
    announcement: announcement.optional(),
    addedOn: z.iso.date(),
    mailProblem: mailProblem.optional().catch(undefined),
    ...mailMarks.shape,
  })
  .transform(({ lead, role, ...member }) => ({ ...member, role: role ?? (lead ? 'lead' : 'member') }));

export const rosterRow = z.object({
  members: z.array(rosterMember).default([]),
  lastActive: z.iso.date().optional(),
  /** The day on which the first member was added. */
  firstAddedOn: z.iso.date().optional(),
  revision: z.int().default(0),
  /** The revision with which a channel lost its last reader. */
  emptySince: z.record(z.string(), z.int()).default({}),
});

export const accessTokenRow = z.object({
  memberId: z.string(),
  tokenId: z.string(),
  secretHash: bytes,
  /** What it may do; tokens from before there were scopes may do everything. */
  scope: accessTokenScope.default('all'),
  /** Absent for a token without an end. */
  expiresAt: time.optional(),
  addedOn: z.iso.date(),
});

/** When the outside contact was last written to. */
export const outsideMarksRow = z.object({ told: z.partialRecord(z.enum(outsideMails), z.string()) });

/** What the webhooks were last told, by name. */
export const webhookMarksRow = z.object({ told: z.record(z.string(), webhookMarks) });

/** Which settings of deadlines the cases are put down by, and how far. */
export const clocksRow = z.object({
  settings: z.string(),
  after: z.object({ caseId: z.string(), at: z.string() }).optional(),
});

/** How many expired cases were erased on a day, and up to how many ops has confirmed. */
export const erasureGuardRow = z.object({
  erased: z.int().default(0),
  confirmed: z.int().default(0),
});

/** When a scheduled run last began; absent in rows of earlier releases. */
export const leaseRow = z.object({ takenAt: time.optional() });

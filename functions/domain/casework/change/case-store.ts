import type { Deadlines } from '../../deadline/deadlines.ts';
import type { ToldSteps } from '../../deadline/told-steps.ts';
import type { RingSealed } from '../../key-ring/ring-sealed.ts';
import type { SealedSummary, SealedThread } from '../../thread/open-thread.ts';
import type { ErasedThread, ErasedThreads, KeptThreads, ThreadLimits } from '../../thread/thread-limits.ts';
import { noEntries, type ThreadCounters, type ThreadName } from '../../thread/thread-name.ts';
import type { MailOfCase } from '../../mail/mail-of-case.ts';
import type { OutgoingMail } from '../../mail/outgoing-mail.ts';
import type { OutboxNotice } from '../../notice/outbox.ts';
import type { AuditHead, SealedAuditEntry } from '../../audit/audit-log-line.ts';
import type { IdentityPart } from '../../case/identity.ts';
import type { CaseState } from '../../case/state.ts';
import type { MovedDates, PromisedContact } from '../../thread/summary.ts';
import type { ToldDecision } from '../../thread/told-decision.ts';
import type { ShownBan } from '../../decision/public-ban.ts';
import type { SealedNarrative } from '../../narrative/released-narrative.ts';
import type { LogStore } from '../../register/log-store.ts';
import type { RegisterStore, SealedRegisterEntry } from '../../register/register-store.ts';
import type { SealedLogLine } from '../../register/sealed-log-line.ts';
import type { StatisticStore } from '../../statistics/statistic-store.ts';
import type { SealedStatistic } from '../../statistics/sealed-statistic.ts';
import type { SealedRecord } from '../record/sealed-record.ts';
import type { FiledCase, MailDoor, NewDoor } from '../../intake/sealed-case.ts';
import type { RecordedHead } from '../record/work-record.ts';

/** What is known of a case without any key. */
export type CaseHead = RecordedHead & {
  readonly caseName: string;
  readonly channel: string;
  /** The channel the report was sent to, whose questions it answers, once it has gone to another one. */
  readonly sentTo?: string | undefined;
  readonly state: CaseState;
  readonly urgent: boolean;
  readonly unread: boolean;
  /** Grows with every change, the reporter's included. */
  readonly version: number;
  /** What each thread holds. */
  readonly threads: Readonly<Record<ThreadName, ThreadCounters>>;
  readonly sentAt: Date;
  readonly hardLimit: Date;
  /** Rows from before the hard limit was put off are kept until here, until the scheduled function has seen to them. */
  readonly rowsUntil?: Date | undefined;
  readonly deadlines: Deadlines;
  readonly nextDeadline: string;
  /** How far up the ladder of each deadline the team has been told; the scheduled function's mark. */
  readonly told?: ToldSteps | undefined;
  /** The days on which a part of the identity was opened; stored in the sealed summary alone. */
  readonly identityOpened?: Readonly<Partial<Record<IdentityPart, string | undefined>>> | undefined;
  /** The days on which originals of files were opened, by the id of their object; stored in the sealed summary alone. */
  readonly originalsOpened?: Readonly<Record<string, string>> | undefined;
  /** Ids of the members who have said that they have no conflict of interest, and have read the case. */
  readonly openedBy: readonly string[];
  /** The member who looks after the case. */
  readonly assignee?: string | undefined;
  /** A lead has said so; absent when they have taken it by themselves. */
  readonly assignedByLead?: boolean | undefined;
  /** Who took up what is urgent, and on which day. */
  readonly taken?: Taken | undefined;
  /** The name stands in the sealed summary alone. */
  readonly inTouch?: PromisedContact | undefined;
  readonly movedDates?: MovedDates | undefined;
  /** What the reporter was told of decisions; stored in the sealed summary alone. */
  readonly toldDecisions?: readonly ToldDecision[] | undefined;
  /** The day on which the case was closed; stored in the sealed summary alone. */
  readonly closedOn?: string | undefined;
  /** By which the reporter can find the case in a count; stored in the sealed summary, and in the case's row. */
  readonly countTag?: string | undefined;
  /** Where the audit log ends. */
  readonly audit?: AuditHead | undefined;
  /** As the vault says it; here for a restore after the vault was lost. */
  readonly erasedThreads?: ErasedThreads | undefined;
  /** Respondents that have their entry in the register: those from the first to this number. */
  readonly registered?: number | undefined;
  /** The day on which a mail to the reporter came back. */
  readonly mailFailedOn?: string | undefined;
};

export type Taken = { readonly memberId: string; readonly name: string; readonly on: string };

/** The sealed keys of a case, and the authority on whether it still exists. */
export type CaseVault = KeptThreads & {
  readonly caseId: string;
  readonly channel: string;
  /** The channels it was in before, whose index may still show it for a moment. */
  readonly leftChannels?: readonly string[] | undefined;
  /** Thread keys by thread; gone once the report is withdrawn. */
  readonly threads?: Readonly<Record<string, RingSealed>> | undefined;
  /** Ids of the open doors by thread: a change of a thread is written to each of them. */
  readonly doors: Readonly<Record<string, readonly string[]>>;
  /** Ids of doors that were closed while the case goes on, for its erasure alone. */
  readonly closedDoors?: readonly string[] | undefined;
  readonly sealedBrief?: RingSealed | undefined;
  /** What is counted of the case if it goes unopened; absent once it was opened, and in cases from before that was kept. */
  readonly sealedCount?: RingSealed | undefined;
  /** What the reporter says of themselves, part by part, sealed to the ring `identity`. */
  readonly identity?: Readonly<Partial<Record<IdentityPart, RingSealed | undefined>>> | undefined;
  readonly sealedCaseworkKey?: RingSealed | undefined;
  /** To whom answers are mailed; absent where nobody is written to. */
  readonly mail?: MailOfCase | undefined;
  /** What leads mails into the reporter's thread; absent where none are taken. */
  readonly mailDoor?: MailDoor | undefined;
  readonly expiresAt: Date;
  /** A hold keeps all of the case until then. */
  readonly heldUntil?: Date | undefined;
  /** When it would have gone but for news in it; absent while it was not kept for that. */
  readonly keptForNews?: Date | undefined;
  readonly openedAt?: Date | undefined;
  readonly withdrawnAt?: Date | undefined;
};

export type StoredCase = {
  readonly head: CaseHead;
  readonly vault: CaseVault;
  /** By thread, the reporter's at least; those that are damaged are left out. */
  readonly summaries: ReadonlyMap<ThreadName, SealedSummary>;
  /** What the case keeps of its rows in the statistics; absent where one call reads several cases. */
  readonly keptStatistic?: SealedRecord | undefined;
  /**
   * Reads those of other threads, where the case has any: one call. Made once it is known that the member may see the
   * case, so that no call tells anybody else that there are conversations in it.
   */
  readonly moreSummaries?: (() => Promise<ReadonlyMap<ThreadName, SealedSummary>>) | undefined;
};

export const countersOf = ({ threads }: Pick<CaseHead, 'threads'>, thread: ThreadName): ThreadCounters =>
  (Object.hasOwn(threads, thread) ? threads[thread] : undefined) ?? noEntries;

/** The ids of the doors that open a thread. */
export const doorsOf = ({ doors }: Pick<CaseVault, 'doors'>, thread: ThreadName): readonly string[] =>
  (Object.hasOwn(doors, thread) ? doors[thread] : undefined) ?? [];

/** Whether somebody can come back to a thread and read what is written there. */
export const hasDoor = (vault: Pick<CaseVault, 'doors'>, thread: ThreadName): boolean =>
  doorsOf(vault, thread).length > 0;

/** A row of the queue; one that does not parse is still listed, as unreadable. */
export type QueueRow = {
  readonly caseId: string;
  readonly order: string;
  readonly head: CaseHead | 'unreadable';
};

export type QueueStatus = 'open' | 'closed';

/** Where a page of one channel's queue ended. */
export type QueuePosition = { readonly caseId: string; readonly order: string };

/** At most `limit` records, the latest of those with a lower number than `before`. */
export type RecordsWanted = { readonly before?: number | undefined; readonly limit: number };

/** The latest first; `more` when older ones follow. */
export type RecordsPage = { readonly records: readonly SealedRecord[]; readonly more: boolean };

/** What a case that goes to another channel is opened with there. */
export type MovedKeys = Pick<CaseVault, 'threads' | 'identity' | 'sealedCaseworkKey' | 'leftChannels'>;

/** A door that a member makes. */
export type MadeDoor = NewDoor & {
  /** When it opens nothing any more, if that is before the case goes. */
  readonly endsAt?: Date | undefined;
};

/** A door of a thread that is made, closed or both. */
export type DoorChange = {
  readonly thread: ThreadName;
  readonly made: MadeDoor | undefined;
  /** Those that opened the thread until now. */
  readonly closing: readonly string[];
};

/** What a change adds to one thread, and what stands beside it afterwards. */
export type ThreadChange = {
  readonly thread: ThreadName;
  readonly counters: ThreadCounters;
  /** Absent where what the pages of the thread show stays as it is. */
  readonly sealedSummary: Uint8Array | undefined;
  readonly entries: readonly {
    readonly number: number;
    readonly sealed: Uint8Array;
    readonly sentKey: string | undefined;
    /** Ids of the objects that its files stand in. */
    readonly objects: readonly string[];
  }[];
};

export type RecordChange = {
  readonly kind: string;
  readonly record: SealedRecord;
  readonly isNew: boolean;
  readonly sentKey: string | undefined;
};

/** A line of the enforcement log that is written with a change of its case. */
export type LogLineChange = {
  /** Whose log it stands in. */
  readonly channel: string;
  readonly line: SealedLogLine;
  /** The last day on which it is kept. */
  readonly keptUntil: string;
  /** The line it takes the place of, which has gone or changed if it is not of this revision any more. */
  readonly before?: { readonly channel: string; readonly revision: number } | undefined;
};

/** An entry of the register that is written with a change of a case. */
export type RegisterEntryChange = {
  readonly entry: SealedRegisterEntry;
  /** What it takes the place of, which has changed meanwhile if it is not of this revision any more. */
  readonly before?: Pick<SealedRegisterEntry, 'revision' | 'matchKeys'> | undefined;
  /** Whose case it is of, and the last day on which decisions keep it; absent for one of another case, where both stay. */
  readonly ofCase?: { readonly caseId: string; readonly keptUntil: string | undefined } | undefined;
};

/** What the reporter wrote goes with a change: their thread gets another key, and nobody comes back to it. */
export type ReporterErasure = {
  readonly newKey: RingSealed;
  readonly erased: ErasedThread;
};

/** What a change leaves as it is. */
type Unchanging = 'caseId' | 'caseName' | 'urgent' | 'version' | 'sentAt' | 'hardLimit' | 'told';

/** One change of a case by the team, written in one transaction or not at all. */
export type CaseChange = {
  readonly before: StoredCase;
  readonly after: Omit<CaseHead, Unchanging>;
  readonly audit: SealedAuditEntry;
  readonly notices: readonly OutboxNotice[];
  /** What is mailed to the reporter because of this change. */
  readonly outgoingMail?: OutgoingMail | undefined;
  /** Absent while nobody has opened the case, this change included. */
  readonly openedAt?: Date | undefined;
  readonly expiresAt: Date;
  /** The hard limit from now on; absent while it stays. */
  readonly hardLimit?: Date | undefined;
  /** When the scheduled function has to look at the case next. */
  readonly nextActionAt: Date;
  /** When it has to look whether something of it is to be erased. */
  readonly retentionAt: Date;
  /** Only when the case had none yet. */
  readonly newCaseworkKey?: RingSealed | undefined;
  /** Everything else that is sealed to rings, for those of the channel the case goes to. */
  readonly moved?: MovedKeys | undefined;
  /** In the place of the brief that was read, and of no other. */
  readonly newSealedBrief?: RingSealed | undefined;
  /** Only while nobody has opened the case, with the brief. */
  readonly newSealedCount?: RingSealed | undefined;
  /** Every thread of the case. */
  readonly threads: readonly ThreadChange[];
  readonly reporterErasure?: ReporterErasure | undefined;
  /** Of every thread that goes before the case; absent while they stay as they are. */
  readonly threadLimits?: ThreadLimits | undefined;
  /** Until when a hold keeps all of the case from now on, `null` when none does; absent while that stays as it is. */
  readonly heldUntil?: Date | null | undefined;
  /** The keys of threads that begin, sealed. */
  readonly newThreadKeys: Readonly<Record<ThreadName, RingSealed>>;
  readonly doors: readonly DoorChange[];
  readonly records: readonly RecordChange[];
  readonly logLines: readonly LogLineChange[];
  /** Rows of the case in the statistics that say something else from now on. */
  readonly statistics: readonly SealedStatistic[];
  readonly registerEntries: readonly RegisterEntryChange[];
  /** What of the case stands in the public list from now on; absent while that stays as it is. */
  readonly publicBans?: readonly ShownBan[] | undefined;
  /** What a transparency report can take of the case from now on; absent while that stays as it is. */
  readonly narrative?: SealedNarrative | 'none' | undefined;
  /** Whom it names, told to the scheduled function for reports that wait. */
  readonly heldMessage?: RingSealed | undefined;
};

export type CaseStore = LogStore &
  RegisterStore &
  StatisticStore & {
    queuePage(
      channel: string,
      status: QueueStatus,
      after: QueuePosition | undefined,
      limit: number,
    ): Promise<readonly QueueRow[]>;
    /** The last rows of a queue, or of what stands in it before a place, the last first. */
    queueEnd(
      channel: string,
      status: QueueStatus,
      before: QueuePosition | undefined,
      limit: number,
    ): Promise<readonly QueueRow[]>;
    /** One call for at most 100 cases. */
    vaults(caseIds: readonly string[]): Promise<ReadonlyMap<string, CaseVault | 'unreadable'>>;
    /** Head, vault, the reporter's summary and what is kept of its statistics: one call, whatever else the case has. */
    findCase(caseId: string): Promise<StoredCase | undefined>;
    /** At most 33 cases, in one call; those that do not exist or cannot be read are left out. */
    findCases(caseIds: readonly string[]): Promise<readonly StoredCase[]>;
    readThread(caseId: string, thread: string): Promise<SealedThread>;
    /** A page of records of one kind, in one call; it may be shorter than wanted when they are long. */
    readRecordsPage(caseId: string, kind: string, wanted: RecordsWanted): Promise<RecordsPage>;
    /** All records of a kind of which a case has a limited number, in the order of their numbers. */
    readRecords(caseId: string, kind: string): Promise<readonly SealedRecord[]>;
    /** Lines of the log in the order of their numbers; without a last one, to its end. */
    readAudit(
      caseId: string,
      wanted: { readonly first: number; readonly last: number | undefined },
    ): Promise<readonly SealedAuditEntry[]>;
    /** At most 100 lines of the enforcement log of a channel, in one call; those that are not there are left out. */
    logLines(channel: string, ids: readonly string[]): Promise<readonly SealedLogLine[]>;
    /** Takes every key of the case away, if it is as it was read, and leaves what it counts for. */
    eraseAtOnce(
      stored: Pick<StoredCase, 'head' | 'vault'>,
      statistics: readonly SealedStatistic[],
      now: Date,
    ): Promise<'erased' | 'changed-meanwhile'>;
    /** `too-many-rows`: one transaction does not hold them; nothing was written. */
    commit(
      change: CaseChange,
      now: Date,
    ): Promise<'committed' | 'changed-meanwhile' | 'already-sent' | 'files-gone' | 'too-many-rows'>;
    /** Several cases and, if there is one, a new case: all of it or nothing. At most 100 rows are written. */
    commitTogether(
      changes: readonly CaseChange[],
      filed: FiledCase | undefined,
      now: Date,
    ): Promise<'committed' | 'changed-meanwhile' | 'already-filed' | 'too-many-rows'>;
    findSent(caseId: string, thread: string, sentKey: string): Promise<number | undefined>;
    findSentRecord(caseId: string, sentKey: string): Promise<number | undefined>;
  };

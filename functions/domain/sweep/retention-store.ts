import type { CaseHead, CaseVault } from '../casework/change/case-store.ts';
import type { ToldSteps } from '../deadline/told-steps.ts';
import type { ThreadName } from '../thread/thread-name.ts';
import type { SealedStatistic } from '../statistics/sealed-statistic.ts';
import type { OutboxNotice } from '../notice/outbox.ts';

/** A case the scheduled function has to look at: still there, half erased, or only a row that does not parse. */
export type DueCase =
  | {
      readonly kind: 'case';
      readonly head: CaseHead;
      /** The time the case was put down for, ISO in UTC. */
      readonly dueAt: string;
      /** The key that time stands in, as it is stored. */
      readonly dueKey: string;
      /** Absent when time to live has taken it. */
      readonly vault: CaseVault | undefined;
    }
  | { readonly kind: 'half-erased'; readonly caseId: string; readonly threads: readonly string[] }
  | { readonly kind: 'unreadable' };

/** A case that is still there, as it was read. */
export type LiveCase = Extract<DueCase, { kind: 'case' }> & { readonly vault: CaseVault };

export type ErasureReason = 'withdrawn' | 'expired';

export type Erasure = {
  readonly caseId: string;
  readonly channel: string;
  readonly reason: ErasureReason;
  readonly doors: readonly string[];
  readonly threads: readonly string[];
  /** `2026-11-22`; the guard counts by it. */
  readonly day: string;
  /** What it is counted as from now on, where nobody had opened it. */
  readonly statistic: SealedStatistic | undefined;
};

/** Threads of a case that goes on, whose time is over. */
export type ThreadErasure = {
  readonly head: CaseHead;
  readonly vault: CaseVault;
  readonly threads: readonly ThreadName[];
};

/** What is left of a thread that was erased: all of it, or its entries up to one. */
export type ThreadSweep = {
  readonly caseId: string;
  readonly thread: ThreadName;
  readonly through: number;
  readonly isWhole: boolean;
};

/** A case that is due. Of some the key says when retention comes, ISO in UTC; of others only the case tells. */
export type DueEntry = { readonly caseId: string; readonly retentionAt: string | undefined };

/** Where a walk over what is due goes on: behind this case, which stands under this key. */
export type DuePosition = { readonly caseId: string; readonly at: string };

/** What is told of a case's deadlines: the notices, and the marks that they were told. */
export type ToldNow = { readonly told: ToldSteps; readonly notices: readonly OutboxNotice[] };

/** By which settings the cases are put down, and the last one that has been looked at; absent when all have been. */
export type Clocks = { readonly settings: string; readonly after?: DuePosition | undefined };

export type RetentionStore = {
  clocks(): Promise<Clocks | undefined>;
  markClocks(clocks: Clocks): Promise<void>;
  /** Oldest first; `next` when there may be more. */
  dueCases(
    now: Date,
    limit: number,
    after?: DuePosition,
  ): Promise<{ readonly cases: readonly DueEntry[]; readonly next: DuePosition | undefined }>;
  /** In one call for at most 50 cases, in their order. */
  findDueCases(caseIds: readonly string[]): Promise<readonly DueCase[]>;
  /** Keys, doors and head in one transaction; what is left of the head is the tombstone. */
  eraseKeys(erasure: Erasure, now: Date): Promise<'erased' | 'changed-meanwhile'>;
  /** The ids of the objects that the files of these threads stand in. */
  contentObjects(caseId: string, threads: readonly string[]): Promise<readonly string[]>;
  /**
   * Deletes every row of an erased case but its tombstone; what names the objects of its files goes with them. Its entries of
   * the register are put down to go, or to stay as long as its decisions.
   */
  eraseContent(caseId: string, threads: readonly string[], now: Date): Promise<void>;
  /** Keys and doors of threads whose time is over, in one transaction; what was erased stands in the vault from then on. */
  eraseThreads(erasure: ThreadErasure, now: Date): Promise<'erased' | 'changed-meanwhile'>;
  /** The ids of the objects that the files of these rows stand in. */
  sweptObjects(sweep: ThreadSweep): Promise<readonly string[]>;
  /** Deletes the rows. @param left threads of the case of which rows are still there afterwards */
  sweepThread(sweep: ThreadSweep, left: readonly ThreadName[]): Promise<void>;
  /** Keeps an unopened case until `expiresAt`, in every row that has an expiry, and tells the team. */
  keepLonger(
    vault: CaseVault,
    until: { readonly expiresAt: Date; readonly nextActionAt: Date },
    now: Date,
  ): Promise<void>;
  /**
   * Keeps a case that was opened until `expiresAt`, which is no later than its hard limit, in every row that says when it
   * goes, and tells the team; only while it is as it was read.
   * @param until.first when it would have gone without any news
   */
  keepForNews(
    live: LiveCase,
    until: { readonly expiresAt: Date; readonly first: Date; readonly nextActionAt: Date },
    now: Date,
  ): Promise<'kept' | 'changed-meanwhile'>;
  /**
   * Keeps every row of a case until a hard limit that was put off. `more` when it ran out of time: called again, it goes
   * on where it ended.
   */
  keepRows(
    rows: { readonly caseId: string; readonly threads: readonly string[] },
    until: Date,
    outOfTime: () => boolean,
  ): Promise<'kept' | 'more'>;
  /**
   * Puts a case down for its next time and leaves its notices to be sent, all or nothing, and only while it is as it was
   * read: whoever changes a deadline or an expiry puts the case down for the right time again.
   */
  goOn(
    seen: LiveCase,
    next: {
      readonly nextActionAt: Date;
      /** Every row of it is kept until its hard limit. */
      readonly rowsKept?: boolean;
      readonly toldNow?: ToldNow | undefined;
    },
  ): Promise<'written' | 'changed-meanwhile'>;
  /** Expired cases erased on a day, and how many ops has confirmed for that day. */
  erasuresOn(day: string): Promise<{ readonly count: number; readonly confirmed: number }>;
  /** All cases that are stored. */
  countCases(): Promise<number>;
};

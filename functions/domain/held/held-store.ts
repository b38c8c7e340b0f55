import type { RingSealed } from '../key-ring/ring-sealed.ts';
import type { SealedThread, ThreadReader, WrittenInHour } from '../thread/open-thread.ts';
import type { ReleasedCase } from './released-case.ts';

/** A new report that waits, sealed; written in one transaction. */
export type SealedHeld = {
  readonly caseId: string;
  readonly channel: string;
  readonly doorId: string;
  /** The only thing that opens it. */
  readonly wrappedThreadKey: Uint8Array;
  readonly sealedEntry: Uint8Array;
  readonly textBytes: number;
  readonly sealedPage: Uint8Array;
  /** A full hour, in which it is erased. */
  readonly expiresAt: Date;
  readonly message: RingSealed;
  /** Of how many that may begin to wait on this day this is one. */
  readonly lane: { readonly day: string; readonly perDay: number };
};

type HeldPlace = { readonly doorId: string; readonly caseId: string };

/** The answer to the question of its page. */
export type SealedAnswer = HeldPlace & {
  readonly revisionBefore: number;
  readonly sealedPage: Uint8Array;
  readonly written: WrittenInHour;
  readonly message: RingSealed;
};

/** What the reporter function does with reports that wait. It only ever adds to the inbox, and reads nothing of it. */
export type HeldStore = ThreadReader & {
  fileHeld(report: SealedHeld): Promise<'filed' | 'already-filed' | 'lane-full'>;
  answerHeld(answer: SealedAnswer, now: Date): Promise<'written' | 'changed-meanwhile'>;
  /** Makes it a case, in one transaction. */
  tellHeld(
    told: { readonly doorId: string; readonly released: ReleasedCase; readonly message: RingSealed },
    now: Date,
  ): Promise<'told' | 'changed-meanwhile'>;
  withdrawHeld(
    withdrawal: HeldPlace & { readonly message: RingSealed },
    now: Date,
  ): Promise<'withdrawn' | 'changed-meanwhile'>;
};

/** A record of the scheduled function as it is stored. */
export type StoredHeldRecord = {
  readonly caseId: string;
  readonly kind: 'held' | 'named';
  readonly sealed: Uint8Array;
  /** The blind keys it stands under. */
  readonly blindKeys: readonly string[];
};

/** What the vault and the head say of a case, or of what is to become one. */
export type HeldState =
  | { readonly kind: 'waits'; readonly doors: readonly string[]; readonly textBytes: number }
  | { readonly kind: 'case'; readonly opened: boolean }
  /** Withdrawn, expired or erased. */
  | { readonly kind: 'gone'; readonly doors: readonly string[] };

export type InboxRow = { readonly id: string; readonly sealed: RingSealed | undefined };

/** How far the day's look has come; without `after` it is done. */
export type HeldProgress = { readonly day: string; readonly after?: string | undefined };

/** What the scheduled function does with them. */
export type HeldSweepStore = {
  /** In the order of their random ids, those after one. */
  inbox(limit: number, after?: string): Promise<readonly InboxRow[]>;
  /**
   * Takes a row from the inbox, if there is one, and keeps what follows from it, in one transaction; nothing where it is
   * taken already. A record of a case takes the place of one of the same report while it waited.
   */
  take(
    inboxId: string | undefined,
    record: (StoredHeldRecord & { readonly ttl: Date }) | undefined,
  ): Promise<void>;
  heldRecords(caseIds: readonly string[]): Promise<ReadonlyMap<string, StoredHeldRecord>>;
  /** Records of reports that wait, in the order of their ids. */
  waiting(limit: number, after?: string): Promise<readonly StoredHeldRecord[]>;
  /** Ids of whatever stands under a blind key, at most so many. */
  under(blindKey: string, limit: number): Promise<readonly string[]>;
  states(caseIds: readonly string[], now: Date): Promise<ReadonlyMap<string, HeldState>>;
  readThread(caseId: string, thread: string): Promise<SealedThread>;
  /** Makes a report that waits a case, and its record one of a case, in one transaction. */
  letOut(
    released: ReleasedCase,
    out: { readonly doors: readonly string[]; readonly record: StoredHeldRecord & { readonly ttl: Date } },
    now: Date,
  ): Promise<'told' | 'changed-meanwhile'>;
  /** Deletes everything of a report that waited, and closes the doors it still has. */
  eraseHeld(record: StoredHeldRecord, doors: readonly string[], now: Date): Promise<void>;
  progress(): Promise<HeldProgress | undefined>;
  markProgress(progress: HeldProgress): Promise<void>;
};

import type { RingSealed } from '../key-ring/ring-sealed.ts';
import type { MailDoor, MailedTo, NewDoor, SealedCase } from '../intake/sealed-case.ts';
import type { OutboxNotice } from '../notice/outbox.ts';
import type { ThreadCounters } from '../thread/thread-name.ts';

/** Raw mails, as SES has put them. */
export type RawMails = {
  /** `undefined` when it is not there, or may not be read: S3 does not tell whoever may not list. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Twice is once. */
  delete(key: string): Promise<void>;
};

/** A case that is made of a mail, sealed; written in one transaction. */
export type MailedCase = SealedCase & {
  /** What is handed over with the first answer; absent where nothing is answered. */
  readonly door: NewDoor | undefined;
  readonly mailDoor: MailDoor;
  readonly mail: MailedTo | undefined;
  /** The first answer. */
  readonly received: { readonly sealed: RingSealed; readonly notBefore: string } | undefined;
  /** For reports that wait; absent where the channel has none. */
  readonly heldMessage: RingSealed | undefined;
};

/** What has come from an address in an hour. */
export type MailCount = {
  readonly cases: number;
  readonly answers: number;
  /** The reply handle of the last case that was made of it, sealed. */
  readonly last?: Uint8Array | undefined;
};

/** A count of an hour as it was read, and as it is with one more case or answer. */
export type Counted = {
  readonly mark: string;
  readonly hour: Date;
  readonly before: MailCount;
  readonly after: MailCount;
};

/** What of a case leads mails into its reporter's thread, and what the next entry there needs. */
export type MailCase = {
  readonly caseId: string;
  readonly channel: string;
  readonly mailDoor: MailDoor;
  /** Ids of the open doors of the thread. */
  readonly doors: readonly string[];
  readonly counters: ThreadCounters;
  readonly nextDeadline: string;
  readonly urgentSince: string | undefined;
  readonly hardLimit: Date;
};

/** An entry of a thread that came by mail, sealed; written in one transaction. */
export type MailedEntry = {
  readonly to: MailCase;
  readonly seenMark: string;
  readonly number: number;
  readonly sealedEntry: Uint8Array;
  /** The thread with it. */
  readonly counters: ThreadCounters;
  /** Ids of the objects that its files stand in. */
  readonly objects: readonly string[];
  readonly notice: OutboxNotice;
};

export type MailCaseStore = {
  isSeen(mark: string): Promise<boolean>;
  /** Keeps a mark for some weeks; twice is once. */
  markSeen(mark: string, now: Date): Promise<void>;
  countOf(mark: string): Promise<MailCount>;
  /**
   * `seen`: it was filed before, whatever became of it. `counted-meanwhile`: another mail of the address came in between.
   * `files-gone`: its files were swept.
   */
  fileMail(
    filed: MailedCase,
    wanted: { readonly seenMark: string; readonly counts: readonly Counted[]; readonly now: Date },
  ): Promise<'filed' | 'seen' | 'counted-meanwhile' | 'files-gone'>;
  /** `undefined` when the case is gone, or takes no mails any more. */
  findMailCase(caseId: string, now: Date): Promise<MailCase | undefined>;
  /** `changed-meanwhile`: somebody has written there, or the case takes no mails any more. */
  appendMail(
    entry: MailedEntry,
    now: Date,
  ): Promise<'appended' | 'seen' | 'changed-meanwhile' | 'files-gone'>;
  /** Keeps the day on which a mail to the case's reporter came back, and the mark of what said so. */
  markBounced(
    bounced: { readonly to: MailCase; readonly seenMark: string; readonly on: string },
    now: Date,
  ): Promise<void>;
};

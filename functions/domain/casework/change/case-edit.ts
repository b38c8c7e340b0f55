import type { AuditFacts } from '../../audit/audit-log-line.ts';
import type { Token } from '../../../envelope/token.ts';
import type { Settings } from '../../../settings/schema.ts';
import type { OpenKeyRing } from '../../key-ring/open-ring-sealed.ts';
import type { RingPurpose } from '../../key-ring/purpose.ts';
import type { RingPublicKey } from '../../key-ring/seal-to-ring.ts';
import type { Member } from '../../member/member.ts';
import type { OutboxNotice } from '../../notice/outbox.ts';
import type { Random } from '../../kernel/random.ts';
import type { DoorPage } from '../../door/door-page.ts';
import type { Entry } from '../../thread/entry.ts';
import type { ThreadName } from '../../thread/thread-name.ts';
import type { Brief } from '../../case/brief.ts';
import type { CaseHead, CaseStore, MadeDoor } from './case-store.ts';
import type { LogWrite } from '../../register/log-write.ts';
import type { VisibleEntry } from '../../register/visible-entries.ts';
import type { RecordWrite } from '../record/work-record.ts';
import type { RegisterEntry } from '../../register/register-entry.ts';
import type { RegisterStore } from '../../register/register-store.ts';
import type { LookUpStore } from '../register/register-ports.ts';

/** What every operation of a member on a case needs. */
export type CaseContext = {
  readonly settings: Settings;
  readonly store: CaseStore;
  readonly register: RegisterStore;
  readonly lookUps: LookUpStore;
  readonly openKeyRing: OpenKeyRing;
  readonly ringPublicKey: (channel: string, purpose: RingPurpose) => Promise<RingPublicKey>;
  readonly random: Random;
  readonly member: Member;
  /** They asked with a token that may only read: nothing is changed, not even that the case was opened or read. */
  readonly readOnly: boolean;
  /** Everybody of the team; asked only where it decides something. */
  readonly team: () => Promise<readonly Member[]>;
  readonly findMember: (memberId: string) => Promise<Member | undefined>;
  /** The id of a case that is made from this one; with a key, the same one for the same key. */
  readonly newCaseId: (caseId: string, sentKey: string | undefined) => Promise<string>;
  /** Words to hand over; with a key, the same ones for the same key. Only the server's secret leads to them. */
  readonly newDoorToken: (caseId: string, sentKey: string | undefined) => Promise<Token>;
  /** Where whoever is heard without an account comes to: what a member hands over leads there. */
  readonly reporterUrl: string;
  readonly now: Date;
};

/** What an operation may set in the head of a case; what follows from entries and records is set by the engine. */
export type HeadEdit = Partial<
  Pick<
    CaseHead,
    | 'state'
    | 'unread'
    | 'openedBy'
    | 'assignee'
    | 'assignedByLead'
    | 'taken'
    | 'deadlines'
    | 'inTouch'
    | 'movedDates'
    | 'identityOpened'
    | 'originalsOpened'
    | 'toldDecisions'
  >
>;

/** An entry that is written into a thread. */
export type ThreadWrite = {
  readonly thread: ThreadName;
  readonly entry: Entry;
  /** Sent twice with this key, it is written once. */
  readonly sentKey?: string | undefined;
};

/** What opens a thread from now on, in the place of what did before; without a door nothing does. */
export type DoorWrite = { readonly thread: ThreadName; readonly door: MadeDoor | undefined };

/** An entry of the register as it was read, and what members say of it from now on: whose it is, and what they note. */
export type PersonWrite = Pick<VisibleEntry, 'row' | 'entry'> & {
  readonly change: Partial<Pick<RegisterEntry, 'personId' | 'notes' | 'apartFrom'>>;
};

/** Each takes three rows of the transaction. */
export const mostPersonWrites = 20;

/** What is to happen to a case; what is left out stays as it is. */
export type CaseEdit = {
  /** What the audit log says was done, and to what. */
  readonly audit: {
    readonly action: string;
    readonly detail?: string | undefined;
    readonly facts?: AuditFacts | undefined;
  };
  readonly head?: HeadEdit;
  /** The member has no conflict of interest, and reads the case from now on. */
  readonly opensCase?: boolean;
  /** What the queue shows from now on, and to whom. */
  readonly brief?: Brief;
  /** The case goes to another channel; everything that is sealed to rings is sealed again. */
  readonly channel?: string;
  readonly entries?: readonly ThreadWrite[];
  /** Conversations that begin, with their keys of 32 random bytes. Each needs a page before anybody can open it. */
  readonly newThreads?: readonly { readonly thread: ThreadName; readonly key: Uint8Array }[];
  /** Doors of other threads than the reporter's that are made or closed. */
  readonly doors?: readonly DoorWrite[];
  /** What the pages of other threads than the reporter's show from now on; the reporter's follows from the head. */
  readonly pages?: readonly { readonly thread: ThreadName; readonly page: DoorPage }[];
  readonly records?: readonly RecordWrite[];
  /** Lines of the enforcement log: new ones, and what stands otherwise in those of earlier decisions. */
  readonly logLines?: readonly LogWrite[];
  /**
   * Entries of the register, of this case or of others, of which members say something else from now on: at most
   * `mostPersonWrites`. One that has changed since it was read lets the change be decided again.
   */
  readonly persons?: readonly PersonWrite[];
  /** When the case is erased from now on, where something else decides it than its state. */
  readonly expiresAt?: Date;
  /** Until when holds keep all of it from now on; `null`: none does. */
  readonly heldUntil?: Date | null;
  /** What the reporter wrote and said of themselves goes, with the key of their thread and their door. */
  readonly erasesReporter?: true;
  /** The case's hard limit from now on, a full hour: every row of it is kept until then. */
  readonly hardLimit?: Date | undefined;
  /** What the team wrote in it, where the reporter may be answered by mail in full. Only that there is something, if it is absent. */
  readonly mailedText?: string | undefined;
  /** What others are told of this change. */
  readonly notices?: readonly OutboxNotice[];
};

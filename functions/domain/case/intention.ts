import type { Settings } from '../../settings/schema.ts';
import type { Deadlines } from '../deadline/deadlines.ts';
import type { DeadlineName } from '../deadline/running-deadlines.ts';
import type { OpenKeyRing } from '../key-ring/open-ring-sealed.ts';
import type { RingPurpose } from '../key-ring/purpose.ts';
import type { RingPublicKey } from '../key-ring/seal-to-ring.ts';
import type { Member } from '../member/member.ts';
import type { OutboxNotice } from '../notice/outbox.ts';
import type { Random } from '../random.ts';
import type { Entry } from '../thread/entry.ts';
import type { AuditAction } from './audit.ts';
import type { Brief } from './brief.ts';
import type { CaseStore } from './case-store.ts';
import type { IdentityPart } from './identity.ts';
import type { Note } from './note.ts';
import type { CaseState } from './state.ts';
import type { PromisedContact } from './summary.ts';
import type { Task } from './task.ts';

/** What every operation of a member on a case needs. */
export type CaseContext = {
  readonly settings: Settings;
  readonly store: CaseStore;
  readonly openKeyRing: OpenKeyRing;
  readonly ringPublicKey: (channel: string, purpose: RingPurpose) => Promise<RingPublicKey>;
  readonly random: Random;
  readonly member: Member;
  /** They asked with a token that may only read: nothing is changed, not even that the case was opened or read. */
  readonly readOnly: boolean;
  /** Everybody of the team; asked only where it decides something. */
  readonly team: () => Promise<readonly Member[]>;
  readonly now: Date;
};

/** What is to happen to a case; what is left out stays as it is. */
export type Intention = {
  /** What the audit log says was done, and to what. */
  readonly action: AuditAction;
  readonly detail?: string;
  /** The member has no conflict of interest, and reads the case from now on. */
  readonly opensCase?: boolean;
  /** The case goes to another channel; everything that is sealed to rings is sealed anew. */
  readonly channel?: string;
  /** Who of those who had opened the case still counts as having read it; absent for all of them. */
  readonly openedBy?: readonly string[];
  /** Nobody has taken up what is urgent any more. */
  readonly untaken?: boolean;
  /** Who looks after the case; `null` takes it from the one who does. */
  readonly assignee?: { readonly memberId: string; readonly byLead: boolean } | null;
  /** The member takes up what is urgent. */
  readonly takesUrgent?: boolean;
  /** Who will be in touch with the reporter, and by when; `null`: they have been. */
  readonly inTouch?: PromisedContact | null;
  /** Dates that are given anew. */
  readonly deadlines?: Deadlines;
  /** A date of these that was moved, and from when. */
  readonly moved?: { readonly name: DeadlineName; readonly from: string };
  /** A task, new without a number. */
  readonly task?: {
    readonly number?: number;
    readonly content: Task;
    readonly sentKey?: string | undefined;
  };
  /** What others are told of this change. */
  readonly notices?: readonly OutboxNotice[];
  readonly state?: CaseState;
  readonly unread?: boolean;
  /** A part of the identity that is opened with this change. */
  readonly opensIdentity?: IdentityPart;
  /** The object of an original that is opened with this change. */
  readonly opensOriginal?: string;
  /** What the queue shows from now on, and to whom. */
  readonly brief?: Brief;
  /** A word to the reporter: the next update is due a while later, and what is urgent is taken. */
  readonly isUpdate?: boolean;
  readonly entry?: { readonly content: Entry; readonly sentKey?: string | undefined };
  readonly note?: { readonly content: Note; readonly sentKey?: string | undefined };
};

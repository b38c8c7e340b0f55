import type { AuditHead, SealedAuditEntry } from '../audit/audit-log-line.ts';
import type { IdentityPart } from '../case/identity.ts';
import type { RingSealed } from '../key-ring/ring-sealed.ts';
import type { OutboxNotice } from '../notice/outbox.ts';
import type { Summary } from '../thread/summary.ts';

/** Everything a new case stores beside its door, sealed; written in one transaction. */
export type SealedCase = {
  readonly caseId: string;
  readonly caseName: string;
  readonly channel: string;
  readonly urgent: boolean;
  readonly sealedThreadKey: RingSealed;
  readonly sealedBrief: RingSealed;
  /** What is counted of it if it goes before anybody has opened it. */
  readonly sealedCount: RingSealed;
  /** What the reporter says of themselves, each part sealed to the ring `identity`, given or not. */
  readonly sealedIdentity: Readonly<Record<IdentityPart, RingSealed>>;
  readonly sealedEntry: Uint8Array;
  /** What the service says by itself after it, if the channel has that. */
  readonly sealedReceipt?: Uint8Array | undefined;
  /** What the thread takes, in size classes. */
  readonly textBytes: number;
  /** Ids of the objects its files stand in. */
  readonly objects: readonly string[];
  /** What the files take together, sealed. */
  readonly attachmentBytes: number;
  readonly sealedSummary: Uint8Array;
  readonly summary: Summary;
  /** Full hour in UTC. */
  readonly sentAt: Date;
  readonly expiresAt: Date;
  /** When the scheduled function has to look at the case next. */
  readonly nextActionAt: Date;
  readonly notice: OutboxNotice;
};

/**
 * What leads mails into the thread of a case: whoever has the address for replies appends there, and reads nothing. It
 * stands in the vault's row of the case, and works in the mail function alone.
 */
export type MailDoor = {
  /** One way from the handle in the address. */
  readonly id: string;
  /** The thread key, sealed under the handle's key. */
  readonly wrappedThreadKey: Uint8Array;
  /** A mark of the address that the case came from; another address that writes here is said to be another. */
  readonly sender: string;
};

/** To whom answers are mailed, sealed to the ring `mail` of all channels. */
export type MailedTo = {
  readonly correspondent: RingSealed;
  /** A full hour, ISO in UTC: the first answer waits for it, and what follows does not come before it. */
  readonly answersFrom?: string | undefined;
};

/** The thread key, sealed under a token's door key. */
export type NewDoor = {
  readonly doorId: string;
  readonly wrappedThreadKey: Uint8Array;
  /** A member has seen the token: until then it can only be changed. */
  readonly handover?: { readonly until: Date } | undefined;
};

/** A case that a member made. Nobody has opened it yet: only opening opens, and who made it may not even see it. */
export type FiledCase = SealedCase & {
  readonly door: NewDoor | undefined;
  readonly sealedCaseworkKey: RingSealed;
  readonly audit: SealedAuditEntry & AuditHead;
};

import type { CredentialStore } from '../domain/member/credential-store.ts';
import type { MemberStore } from '../domain/member/member-store.ts';
import type { TeamStore } from '../domain/member/team-store.ts';
import type { Log } from '../adapters/log/log.ts';
import type { AttachmentStore } from '../domain/attachment/attachment-store.ts';
import type { CleanFile } from '../domain/attachment/receive-file.ts';
import type { UploadStore } from '../domain/attachment/upload-store.ts';
import type { CaseStore } from '../domain/casework/change/case-store.ts';
import type { LookUpStore } from '../domain/casework/register/register-ports.ts';
import type { OpenKeyRing } from '../domain/key-ring/open-ring-sealed.ts';
import type { RingPurpose } from '../domain/key-ring/purpose.ts';
import type { RingPublicKey } from '../domain/key-ring/seal-to-ring.ts';
import type { ChecklistStore } from '../domain/review/checklist.ts';
import type { TransparencyStore } from '../domain/transparency/transparency-store.ts';
import type { Random } from '../domain/kernel/random.ts';
import type { Settings } from '../settings/schema.ts';

/** What the composition root gives the team application. */
export type TeamContext = {
  readonly settings: Settings;
  readonly cases: CaseStore;
  /** Sealed chunks of attachments. */
  readonly files: AttachmentStore;
  readonly uploads: UploadStore;
  /** Loaded when the first file comes. */
  readonly cleanFile: CleanFile;
  readonly members: MemberStore;
  readonly team: TeamStore;
  readonly credentials: CredentialStore;
  readonly lookUps: LookUpStore;
  readonly transparency: TransparencyStore;
  readonly checklist: ChecklistStore;
  readonly openKeyRing: OpenKeyRing;
  /** The public half of a channel's ring, for what is sealed while working on a case. */
  readonly ringPublicKey: (channel: string, purpose: RingPurpose) => Promise<RingPublicKey>;
  readonly ticketSecret: (now: Date) => Promise<Uint8Array>;
  /** Where reporters come back to: what a member hands over leads there. */
  readonly reporterUrl: string;
  /** The OpenAPI document, made from the same schemas at build time; loaded when somebody asks for it. */
  readonly openApi: () => Promise<unknown>;
  readonly random: Random;
  readonly clock: () => Date;
  readonly log: Log;
};

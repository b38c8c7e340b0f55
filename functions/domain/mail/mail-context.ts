import type { Settings } from '../../settings/schema.ts';
import type { AttachmentStore } from '../attachment/attachment-store.ts';
import type { CleanFile } from '../attachment/receive-file.ts';
import type { UploadStore } from '../attachment/upload-store.ts';
import type { OpenKeyRing } from '../key-ring/open-ring-sealed.ts';
import type { RingPurpose } from '../key-ring/purpose.ts';
import type { RingPublicKey } from '../key-ring/seal-to-ring.ts';
import type { Random } from '../kernel/random.ts';
import type { Roster } from '../member/roster.ts';
import type { MailCaseStore, RawMails } from './mail-case-store.ts';
import type { MailReader } from './read-mail.ts';

/** Public halves of key rings, and the roster as it is now. */
export type MailPublicKeys = {
  readonly roster: Roster;
  /** @throws {Fault} `not-ready` while the scheduled function has not made it yet */
  ring(channel: string, purpose: RingPurpose): RingPublicKey;
  /** What reports that wait are compared by; absent while it is not made yet. */
  readonly holdRing?: RingPublicKey | undefined;
};

export type MailContext = {
  readonly settings: Settings;
  readonly mails: RawMails;
  readonly store: MailCaseStore;
  readonly readMail: MailReader;
  readonly openKeyRing: OpenKeyRing;
  readonly loadKeys: () => Promise<MailPublicKeys>;
  readonly files: Pick<AttachmentStore, 'put' | 'chunksThere' | 'keep'>;
  readonly uploads: Pick<UploadStore, 'beginKeeping' | 'takeFromDay' | 'giveBackToDay'>;
  readonly cleanFile: CleanFile;
  readonly random: Random;
  readonly clock: () => Date;
};

/** The same while one mail is filed. */
export type FilingContext = Omit<MailContext, 'mails' | 'readMail' | 'openKeyRing' | 'loadKeys' | 'clock'> & {
  readonly keys: MailPublicKeys;
  readonly secret: Uint8Array;
  readonly now: Date;
};

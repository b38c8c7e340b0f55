import type { MemberStore } from '../adapters/dynamodb/member-store.ts';
import type { Log } from '../adapters/log/log.ts';
import type { CaseStore } from '../domain/case/case-store.ts';
import type { OpenKeyRing } from '../domain/key-ring/open-ring-sealed.ts';
import type { RingPublicKey } from '../domain/key-ring/seal-to-ring.ts';
import type { Random } from '../domain/random.ts';
import type { Settings } from '../settings/schema.ts';

/** What the composition root gives the team application. */
export type TeamContext = {
  readonly settings: Settings;
  readonly cases: CaseStore;
  readonly members: MemberStore;
  readonly openKeyRing: OpenKeyRing;
  /** The public half of a channel's `reports` ring, for keys made while working on a case. */
  readonly ringPublicKey: (channel: string) => Promise<RingPublicKey>;
  readonly ticketSecret: (now: Date) => Promise<Uint8Array>;
  readonly random: Random;
  readonly clock: () => Date;
  readonly log: Log;
};

import type { FormerMembers } from '../../member/team-store.ts';
import type { RingSealed } from '../../key-ring/ring-sealed.ts';

/** What a look-up leaves for the leads: whom it found, sealed. Every look-up leaves one of the same size. */
export type SealedSamePersonTask = {
  /** The channel of the case from which it was looked up. */
  readonly channel: string;
  /** 22 characters; the next look-up of the same respondent takes its place. */
  readonly id: string;
  readonly sealed: RingSealed;
};

/** What the operations of the register need beside the register itself. */
export type LookUpStore = {
  /** Counts one look-up of a member on a day. @returns whether there was one left; one call */
  takeLookUp(memberId: string, day: string, most: number): Promise<boolean>;
  putTask(task: SealedSamePersonTask, endsAt: Date): Promise<void>;
  /** At most `limit` of a channel, in one call. Those whose time is over are left out. */
  tasks(channel: string, limit: number, now: Date): Promise<readonly SealedSamePersonTask[]>;
  /** Who has left, and the salt of what they are known by; one call. */
  formerMembers(): Promise<FormerMembers>;
};

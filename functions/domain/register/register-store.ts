import type { RingSealed } from '../key-ring/ring-sealed.ts';

/** An entry of the register as it is stored. */
export type SealedRegisterEntry = {
  /** 22 random characters. */
  readonly id: string;
  /** Whose ring it is sealed to: that of the channel its case is in, or was in last. */
  readonly channel: string;
  /** 1 when it is new; every rewriting counts one on. */
  readonly revision: number;
  readonly sealed: RingSealed;
  /** The blind keys it stands under: always `keysOfEntry` of them. */
  readonly matchKeys: readonly string[];
};

/** Where an index row leads. */
export type EntryPlace = Pick<SealedRegisterEntry, 'id'>;

export type RegisterStore = {
  /**
   * Places of entries that stand under blind keys, by key: at most `limit` under each. It takes one call a key, however
   * much is stored. What was written in this moment may be missing.
   */
  entriesUnder(
    blindKeys: readonly string[],
    limit: number,
  ): Promise<ReadonlyMap<string, readonly EntryPlace[]>>;
  /** At most 100 different entries, in one call; those that are gone or do not parse are left out. */
  registerEntries(places: readonly EntryPlace[]): Promise<readonly SealedRegisterEntry[]>;
};

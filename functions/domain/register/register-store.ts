import type { RingSealed } from '../key-ring/ring-sealed.ts';

/** An entry of the register as it is stored. */
export type SealedRegisterEntry = {
  readonly channel: string;
  /** 22 random characters. */
  readonly id: string;
  /** 1 when it is new; every rewriting counts one on. */
  readonly revision: number;
  readonly sealed: RingSealed;
};

/** Where an index row leads. */
export type EntryPlace = Pick<SealedRegisterEntry, 'channel' | 'id'>;

export type RegisterStore = {
  /**
   * Places of entries that stand under blind keys, by key: at most `limit` under each. It takes one call a key, however
   * much is stored.
   */
  entriesUnder(
    blindKeys: readonly string[],
    limit: number,
  ): Promise<ReadonlyMap<string, readonly EntryPlace[]>>;
  /** At most 100 entries, in one call; those that are gone or do not parse are left out. */
  registerEntries(places: readonly EntryPlace[]): Promise<readonly SealedRegisterEntry[]>;
};

import type { RingSealed } from '../key-ring/ring-sealed.ts';
import type { NarrativeStore, SealedNarrative } from '../narrative/released-narrative.ts';

/** What everybody can read of a report that was published. */
export type PublicReport = { readonly id: string; readonly publishedOn: string; readonly file: string };

export type PublishedReports = {
  /** Every report that was published, the earliest period first; a row that does not parse is left out. */
  publishedReports(): Promise<readonly PublicReport[]>;
};

/** Who made a draft or approved it, by their id, and on which day. */
export type DraftTick = { readonly by: string; readonly on: string };

/** A draft as it is stored. */
export type StoredDraft = {
  /** 22 random characters. */
  readonly id: string;
  readonly period: { readonly from: string; readonly until: string };
  readonly made: DraftTick;
  /** Ids of the members who can read and approve it: what is hidden from one of them is not counted. */
  readonly readers: readonly string[];
  /** How many reports had been published when it was counted. It is protected together with them and no others. */
  readonly publishedBefore: number;
  /** Channel of the ring `register` it is sealed to. */
  readonly channel: string;
  readonly sealed: RingSealed;
  readonly approvals: readonly DraftTick[];
};

/** The true counts of the months of a report, as they were when it was published. */
export type KeptCounts = { readonly id: string; readonly channel: string; readonly sealed: RingSealed };

export type TransparencyStore = PublishedReports &
  NarrativeStore & {
    keptCounts(): Promise<readonly KeptCounts[]>;
    /** Drafts that wait for approvals. */
    drafts(): Promise<readonly StoredDraft[]>;
    writeDraft(draft: StoredDraft): Promise<void>;
    /** @returns `false` when somebody changed it meanwhile, or it is gone */
    approveDraft(draft: StoredDraft, approval: DraftTick): Promise<boolean>;
    dropDraft(id: string): Promise<void>;
    /** A draft in the place of another one. @returns `false` when somebody changed that one meanwhile, or it is gone */
    replaceDraft(before: StoredDraft, draft: StoredDraft): Promise<boolean>;
    /**
     * In one transaction: the report, its counts, and that there is one more. The draft goes.
     * @param narratives rows of the texts that the report tells, as they were read
     * @returns `changed-meanwhile` when another report was published since it was counted, or the draft has changed;
     * `narratives-changed` when a row is no more what was read: withdrawn, written anew, its case open again or erased
     */
    publish(
      draft: StoredDraft,
      report: PublicReport,
      kept: KeptCounts,
      narratives: readonly SealedNarrative[],
    ): Promise<'published' | 'changed-meanwhile' | 'narratives-changed'>;
  };

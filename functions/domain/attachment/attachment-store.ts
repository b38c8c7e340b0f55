/**
 * Where the sealed chunks of attachments lie. An upload is unfinished until it is kept; what is not kept within a day
 * goes. A chunk that is there stays as it is: nothing replaces it.
 */
export type AttachmentStore = {
  /** Puts a chunk of an unfinished upload; the same one twice is one, and of two different ones the first stays. */
  readonly put: (
    attachmentId: string,
    number: number,
    sealedChunk: Uint8Array,
  ) => Promise<'stored' | 'already-there'>;
  /** Which chunks of an unfinished upload are there, by number, so that it can go on. */
  readonly chunksThere: (attachmentId: string, chunks: number) => Promise<number[]>;
  /** Keeps an upload whose chunks are all there; twice is once. Nothing is kept for good when one is missing. */
  readonly keep: (attachmentId: string, chunks: number) => Promise<KeepResult>;
  /** A chunk of an upload that is not kept yet; `undefined` when it is not there. */
  readonly getUnfinished: (attachmentId: string, number: number) => Promise<Uint8Array | undefined>;
  /** A chunk of a kept attachment; `undefined` when it is not there. */
  readonly get: (attachmentId: string, number: number) => Promise<Uint8Array | undefined>;
};

export type KeepResult =
  { readonly kind: 'kept' } | { readonly kind: 'incomplete'; readonly missing: readonly number[] };

/** What the sweep does; whoever writes and reads attachments cannot. */
export type AttachmentSweep = {
  /** Deletes every chunk of an attachment, kept or not. Twice is once. */
  readonly erase: (attachmentId: string) => Promise<void>;
  /** Deletes chunks of uploads that were put before this time and never kept. @returns how many */
  readonly eraseUnfinished: (before: Date) => Promise<number>;
};

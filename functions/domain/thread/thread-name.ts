import * as z from 'zod';

/**
 * A conversation inside a case, with a key of its own: `reporter`, later `response`, `appeal`, `witness-1`. What a thread
 * is for, its kind, is the name without its number.
 */
export const threadName = z.string().regex(/^[a-z]+(?:-\d{1,4})?$/);
export type ThreadName = z.infer<typeof threadName>;

export const reporterThread = 'reporter';

/** Whose thread it is besides the team's: whoever holds its door writes there. */
export const holders = ['reporter', 'respondent', 'witness', 'expert', 'platform'] as const;
export type Holder = (typeof holders)[number];

/** The doors that members hand over, by the name of their threads. */
export const doorKinds = ['response', 'witness', 'expert', 'platform'] as const;
export type DoorKind = (typeof doorKinds)[number];

const holderOfKind: Readonly<Record<DoorKind, Exclude<Holder, 'reporter'>>> = {
  response: 'respondent',
  witness: 'witness',
  expert: 'expert',
  platform: 'platform',
};

/** @returns `undefined` for the reporter's thread, and for one that this release does not know */
export const doorKindOf = (thread: ThreadName): DoorKind | undefined =>
  doorKinds.find((kind) => kind === thread.replace(/-\d+$/, ''));

export const holderOf = (thread: ThreadName): Holder => {
  const kind = doorKindOf(thread);
  return kind === undefined ? 'reporter' : holderOfKind[kind];
};

/** @param number of the record of its door */
export const threadOfDoor = (kind: DoorKind, number: number): ThreadName => `${kind}-${number}`;

/** Where the casework key and what is sealed under it belong in a case: no conversation, but named in the same place. */
export const workThread = 'work';

/** What a thread holds, as every door that opens it and the head of its case count it. */
export const threadCounters = z.object({
  entries: z.int(),
  /** What all its entries take together, in size classes. */
  textBytes: z.int().default(0),
  /** What all its files take together, sealed. */
  attachmentBytes: z.int().default(0),
});
export type ThreadCounters = Readonly<z.infer<typeof threadCounters>>;

export const noEntries: ThreadCounters = { entries: 0, textBytes: 0, attachmentBytes: 0 };

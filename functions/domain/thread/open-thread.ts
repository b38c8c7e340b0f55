import { doorContext } from '../../envelope/format.ts';
import { open } from '../../envelope/open.ts';
import { doorId, doorKey, type Token } from '../../envelope/token.ts';
import { openSummary, type Summary } from './summary.ts';
import { earlier } from '../kernel/clock.ts';
import { openEntry, type Entry } from './entry.ts';
import { reporterThread } from './thread-name.ts';

/** How much was written by one door in one full hour; the exact time is not kept. */
export type WrittenInHour = { readonly hour: Date; readonly entries: number };

/** `closed`: by the team. `words-erased`: what the reporter wrote is gone, and the case goes on. */
export const doorClosed = ['withdrawn', 'left', 'replaced', 'erased', 'closed', 'words-erased'] as const;
export type DoorClosed = (typeof doorClosed)[number];

/** The stored half of a token, while it opens something. */
export type Door = {
  readonly caseId: string;
  readonly thread: string;
  readonly channel: string;
  readonly wrappedThreadKey: Uint8Array;
  readonly expiresAt: Date;
  /** How many entries the thread has; every writer of the thread keeps it true. */
  readonly entries: number;
  /** What all its entries take together, in size classes. */
  readonly textBytes: number;
  /** What all its files take together, sealed. */
  readonly attachmentBytes: number;
  /** Absent until the reporter has written after the report itself. */
  readonly written?: WrittenInHour | undefined;
  /** What the queue sorts the case by when it becomes unread. */
  readonly nextDeadline: string;
  /** The full hour since which something urgent waits for somebody to take it. */
  readonly urgentSince?: Date | undefined;
  readonly hardLimit: Date;
  /** The days on which those who may see the case, who leads the team, and the contact outside were last told of a missed promise. */
  readonly toldReaders?: string | undefined;
  readonly toldLeads?: string | undefined;
  readonly toldOutside?: string | undefined;
  /** A member has seen the token: until then it can be changed for another, and nothing else. */
  readonly handover?: { readonly until: Date } | undefined;
  /** Its holder wrote by mail, and is written to by mail. */
  readonly mailed?: boolean | undefined;
  /** When it opens nothing any more, for a door that ends by itself before its case does. */
  readonly endsAt?: Date | undefined;
  /** The team knows of no such report: it waits until somebody else names the same person. */
  readonly held?: boolean | undefined;
};

export type SealedThread = {
  readonly entries: readonly { readonly number: number; readonly sealed: Uint8Array }[];
  readonly summary: SealedSummary | undefined;
  /** Its holder has answered what is asked at the end. */
  readonly isSurveyed: boolean;
};

export type SealedSummary = { readonly revision: number; readonly sealed: Uint8Array };

export type ThreadReader = {
  /** `undefined` for a door that was never there, is closed or erased. */
  findDoor(doorId: string): Promise<Door | undefined>;
  /**
   * What became of a door, whether it has expired or not; `undefined` when it was never there or closed long ago. Only
   * for who proves to have opened it or to have sent its form: to anybody else all of them are as if never born.
   */
  doorState(doorId: string): Promise<'open' | DoorClosed | undefined>;
  readThread(caseId: string, thread: string): Promise<SealedThread>;
};

export type OpenDoor = {
  readonly doorId: string;
  readonly door: Door;
  readonly threadKey: Uint8Array;
};

/** A thread as its reader sees it; an entry that does not open is said to be unreadable, the rest is shown. */
export type OpenThread = {
  readonly summary: Summary;
  readonly retainedUntil: Date;
  /** Who was told of a missed promise, and on which day last. */
  readonly told: readonly { readonly who: 'readers' | 'leads' | 'outside'; readonly on: string }[];
  readonly entries: OpenEntries;
  /** Its holder has answered what is asked at the end. */
  readonly isSurveyed: boolean;
};

export type OpenEntries = readonly { readonly number: number; readonly entry: Entry | 'unreadable' }[];

export type OpenThreadResult =
  { readonly kind: 'thread'; readonly opened: OpenDoor; readonly thread: OpenThread } | NoDoor;

/**
 * Why there is no conversation. `must-change`: the token was handed over by a member, and its reporter has not chosen their
 * own words yet. `held`: the team does not know of the report.
 */
export type NoDoor =
  | { readonly kind: 'unusable' }
  | { readonly kind: 'must-change' }
  | { readonly kind: 'held'; readonly opened: OpenDoor };

export type OpenDoorResult = { readonly kind: 'open'; readonly opened: OpenDoor } | NoDoor;

/** The reporter's thread, and no other one. Two calls of the store: the door, then the thread. */
export const openThread = async (store: ThreadReader, token: Token, now: Date): Promise<OpenThreadResult> => {
  const door = await openReporterDoor(store, token, now);
  if (door.kind !== 'open') return door;
  const thread = await readOpenThread(store, door.opened);
  return { kind: 'thread', opened: door.opened, thread };
};

/** The door of a token, opened; one that was handed over opens nothing before its words are changed. */
export const openDoor = async (store: ThreadReader, token: Token, now: Date): Promise<OpenDoorResult> => {
  const opened = await openAnyDoor(store, token, now);
  if (!opened) return { kind: 'unusable' };
  if (opened.door.held === true) return { kind: 'held', opened };
  return opened.door.handover ? { kind: 'must-change' } : { kind: 'open', opened };
};

/**
 * The same for what only a reporter may do. For that, the doors of all others are unusable like a token
 * that opens nothing: the same calls, the same answer.
 */
export const openReporterDoor = async (
  store: ThreadReader,
  token: Token,
  now: Date,
): Promise<OpenDoorResult> => {
  const door = await openDoor(store, token, now);
  if (door.kind !== 'open' || door.opened.door.thread === reporterThread) return door;
  await readNothing(store, door.opened.doorId);
  return { kind: 'unusable' };
};

/**
 * The door of a token, opened even if it can only be changed. Unusable tokens (never born, withdrawn, expired, erased,
 * handed over too long ago) take the same calls and the same crypto work: one failing unwrap, then a look at a thread
 * that does not exist.
 */
export const openAnyDoor = async (
  store: ThreadReader,
  token: Token,
  now: Date,
): Promise<OpenDoor | undefined> => {
  const id = doorId(token);
  const door = await store.findDoor(id);
  const usable = door && usableUntil(door).getTime() > now.getTime() ? door : undefined;
  const wrapped = usable?.wrappedThreadKey ?? decoyWrappedKey;
  const place = doorContext(usable?.caseId ?? '', usable?.thread ?? '');
  const threadKey = open(doorKey(token), place, wrapped);
  if (usable && threadKey) return { doorId: id, door: usable, threadKey };
  await readNothing(store, id);
  return undefined;
};

/** A look at a thread that does not exist. */
const readNothing = async (store: ThreadReader, id: string): Promise<void> => {
  await store.readThread(id.slice(0, 22), reporterThread);
};

const usableUntil = ({ expiresAt, handover, endsAt = expiresAt }: Door): Date =>
  earlier(handover ? earlier(expiresAt, handover.until) : expiresAt, endsAt);

/** As long as a wrapped thread key: header, nonce, key, tag. */
const decoyWrappedKey = Uint8Array.from([1, 1, ...new Uint8Array(12 + 32 + 16)]);

/** @throws {Error} when a usable door leads to a thread without a summary */
export const readOpenThread = async (store: ThreadReader, opened: OpenDoor): Promise<OpenThread> => {
  const { caseId, thread, expiresAt } = opened.door;
  const sealed = await store.readThread(caseId, thread);
  const summary =
    sealed.summary &&
    openSummary(
      opened.threadKey,
      { caseId, thread, revision: sealed.summary.revision },
      sealed.summary.sealed,
    );
  if (!summary) throw new Error('a usable door leads to a thread with a summary');
  return {
    summary,
    retainedUntil: expiresAt,
    told: toldOf(opened.door),
    entries: openEntries(opened, sealed),
    isSurveyed: sealed.isSurveyed,
  };
};

export const openEntries = (
  { door: { caseId, thread }, threadKey }: OpenDoor,
  { entries }: Pick<SealedThread, 'entries'>,
): OpenEntries =>
  entries.map(({ number, sealed }) => ({
    number,
    entry: openEntry(threadKey, { caseId, thread, number }, sealed) ?? 'unreadable',
  }));

const toldOf = ({ toldReaders, toldLeads, toldOutside }: Door): OpenThread['told'] => {
  const days = { readers: toldReaders, leads: toldLeads, outside: toldOutside };
  return (['readers', 'leads', 'outside'] as const).flatMap((who) => {
    const on = days[who];
    return on === undefined ? [] : [{ who, on }];
  });
};

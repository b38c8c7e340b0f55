import type { Token } from '../../envelope/token.ts';
import {
  openDoor,
  openEntries,
  readOpenThread,
  type NoDoor,
  type OpenDoor,
  type OpenEntries,
  type OpenThreadResult,
  type ThreadReader,
} from '../thread/open-thread.ts';
import { openSummaryAs } from '../thread/summary.ts';
import { doorKindOf } from '../thread/thread-name.ts';
import { doorPage, type DoorPage } from './door-page.ts';
import { withHiddenRecords } from './hidden-records.ts';

/** What the holder of a door other than the reporter's sees. */
export type OtherThread = {
  readonly page: DoorPage;
  /**
   * The last day of a door that ends by itself; absent for others. How long the case is kept counts from the hour of the
   * report, and how long that is stands in the settings: whoever reads the one could work out the other.
   */
  readonly endsAt: Date | undefined;
  readonly entries: OpenEntries;
  /** Its holder has answered what is asked at the end. */
  readonly isSurveyed: boolean;
};

export type OpenConversationResult =
  OpenThreadResult | { readonly kind: 'other'; readonly opened: OpenDoor; readonly thread: OtherThread };

/** A conversation that is open, with the door that it was opened by. */
export type Conversation = Exclude<OpenConversationResult, NoDoor>;

export const isNoDoor = (result: OpenConversationResult): result is NoDoor =>
  result.kind === 'unusable' || result.kind === 'must-change' || result.kind === 'held';

/** The conversation of any door. Two calls of the store: the door, then the thread. */
export const openConversation = async (
  store: ThreadReader,
  token: Token,
  now: Date,
): Promise<OpenConversationResult> => {
  const door = await openDoor(store, token, now);
  return door.kind === 'open' ? readConversation(store, door.opened) : door;
};

/** The conversation of a door that is open. @throws {Error} when a usable door leads to a thread without a summary */
export const readConversation = async (store: ThreadReader, opened: OpenDoor): Promise<Conversation> =>
  doorKindOf(opened.door.thread) === undefined
    ? { kind: 'thread', opened, thread: await readOpenThread(store, opened) }
    : { kind: 'other', opened, thread: await readOtherThread(store, opened) };

const readOtherThread = async (store: ThreadReader, opened: OpenDoor): Promise<OtherThread> => {
  const { caseId, thread, endsAt } = opened.door;
  const sealed = await store.readThread(caseId, thread);
  const page =
    sealed.summary &&
    openSummaryAs(
      doorPage,
      opened.threadKey,
      { caseId, thread, revision: sealed.summary.revision },
      sealed.summary.sealed,
    );
  if (!page) throw new Error('a usable door leads to a thread with a summary');
  const shown = { page, endsAt, entries: openEntries(opened, sealed), isSurveyed: sealed.isSurveyed };
  return withHiddenRecords(opened.threadKey, shown);
};

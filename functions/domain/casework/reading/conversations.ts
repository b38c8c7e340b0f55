import type { DoorPage } from '../../door/door-page.ts';
import type { DoorRecord } from '../../door/door.ts';
import { day } from '../../kernel/clock.ts';
import { holderOf } from '../../thread/thread-name.ts';
import { readingPermissions } from '../../authorization/permissions.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { changeCase } from '../change/change-case.ts';
import { countersOf, doorsOf } from '../change/case-store.ts';
import type { OpenCase } from '../change/open-case.ts';
import { pageOfThread } from '../doors/door-parts.ts';
import { doorRecord } from '../record/door-record.ts';
import { openedEntries, type NumberedEntry } from './opened-entries.ts';
import { readRecordsOf, type Numbered } from './read-records.ts';

/**
 * `waiting`: handed over or to be, and nobody has made own words. `expired`: nobody did in time. `open`: somebody did.
 * `answered`: they have written. `closed`: by the team. `ended`: by itself, on its day.
 */
export const conversationStates = ['waiting', 'expired', 'open', 'answered', 'closed', 'ended'] as const;
export type ConversationState = (typeof conversationStates)[number];

/** A conversation besides the reporter's, as a member reads it. */
export type Conversation = {
  /** Of the record of its door. */
  readonly number: number;
  readonly door: DoorRecord;
  readonly state: ConversationState;
  /** What its holder is shown; `undefined` where that is damaged. */
  readonly page: DoorPage | undefined;
  readonly entries: readonly NumberedEntry[];
};

export type Conversations = {
  readonly conversations: readonly Conversation[];
  /** Records of doors that do not open or are gone. */
  readonly unreadable: number;
};

export const noConversations: Conversations = { conversations: [], unreadable: 0 };

/** @param isAnswered whether whoever holds the door has written */
export const conversationState = (
  { vault }: Pick<OpenCase, 'vault'>,
  door: DoorRecord,
  isAnswered: boolean,
  now: Date,
): ConversationState => {
  const today = day(now);
  const doorIds = doorsOf(vault, door.thread);
  if (door.state === 'closed' || doorIds.length === 0) return 'closed';
  if (door.endsOn !== undefined && door.endsOn < today) return 'ended';
  if (isAnswered && !doorIds.includes(door.doorId)) return 'answered';
  if (!doorIds.includes(door.doorId)) return 'open';
  return door.handoverUntil < today ? 'expired' : 'waiting';
};

const isHolders =
  ({ thread }: DoorRecord) =>
  ({ entry }: NumberedEntry): boolean =>
    entry !== 'unreadable' && entry.from === holderOf(thread);

/** All conversations of a case besides the reporter's: a call for the doors, and one for each that holds anything. */
export const readConversations = async (
  context: Pick<CaseContext, 'store' | 'now'>,
  opened: OpenCase,
): Promise<Conversations> => {
  const { records, unreadable } = await readRecordsOf(context, opened, doorRecord);
  const conversations = await Promise.all(
    records.map(async ({ number, content: door }) => {
      const entries = await openedEntries(context, opened, door.thread);
      const state = conversationState(opened, door, entries.some(isHolders(door)), context.now);
      return { number, door, state, page: pageOfThread(opened, door.thread), entries };
    }),
  );
  return { conversations, unreadable };
};

/** How many entries of a conversation the team has not looked at. */
export const newEntries = ({
  door,
  entries,
}: {
  readonly door: DoorRecord;
  readonly entries: number;
}): number => Math.max(0, entries - door.readUpTo);

/** The doors of a case, and how much of each is new, without reading what was written. */
export const unreadConversations = async (
  context: Pick<CaseContext, 'store'>,
  opened: OpenCase,
): Promise<readonly { readonly door: DoorRecord; readonly count: number }[]> => {
  const { records } = await readRecordsOf(context, opened, doorRecord);
  return records.flatMap(({ content: door }) => {
    const count = newEntries({ door, entries: countersOf(opened.head, door.thread).entries });
    return count > 0 ? [{ door, count }] : [];
  });
};

/** Keeps how far the team has looked at each conversation; nothing is written where nothing was new. */
export const markConversations = async (
  context: CaseContext,
  caseId: string,
  { conversations }: Conversations,
): Promise<void> => {
  const seen = new Map(
    conversations
      .filter(({ door, entries }) => newEntries({ door, entries: entries.length }) > 0)
      .map(({ number, entries }) => [number, entries.length] as const),
  );
  if (seen.size === 0 || context.readOnly) return;
  const isSeen = ({ number }: Numbered<DoorRecord>): boolean => seen.has(number);
  await changeCase(context, caseId, readingPermissions['open-case'], async (opened) => {
    const { records } = await readRecordsOf(context, opened, doorRecord);
    return {
      edit: {
        audit: { action: 'read' },
        records: records.filter(isSeen).map(({ number, content }) => {
          const readUpTo = Math.max(content.readUpTo, seen.get(number) ?? 0);
          return doorRecord.write({ ...content, readUpTo }, { number });
        }),
      },
    };
  });
};

import { doorId, type Token } from '../../envelope/token.ts';
import { day } from '../kernel/clock.ts';
import { erasureAnswerBy } from '../deadline/deadlines.ts';
import { conflict, retryOnConflict } from '../kernel/retry-on-conflict.ts';
import {
  openReporterDoor,
  type DoorClosed,
  type NoDoor,
  type OpenDoor,
  type ThreadReader,
} from './open-thread.ts';
import { newEntry, reply, sealReply, type ReplyContext, type ReplyStore, type SealedReply } from './reply.ts';

/** What a reporter may choose once somebody has opened the report. */
export const withdrawalChoices = ['stop-writing', 'close-door', 'erase-everything'] as const;
export type WithdrawalChoice = (typeof withdrawalChoices)[number];

export type WithdrawStore = ReplyStore & {
  /** Takes the keys away, in one transaction; `opened` when a member has opened the report meanwhile. */
  withdraw(
    withdrawal: { doorId: string; caseId: string },
    now: Date,
  ): Promise<'withdrawn' | 'opened' | 'case-gone'>;
  /**
   * Erases what the reporter said of themselves, closes the door and adds the last entry, in one transaction;
   * `changed-meanwhile` when the thread has grown or the door was closed.
   */
  leave(last: SealedReply, now: Date): Promise<'left' | 'changed-meanwhile'>;
};

export type WithdrawContext = ReplyContext & { readonly store: WithdrawStore };

export type WithdrawResult =
  | { readonly kind: 'erased' }
  /** `answerBy`: when the team answers. */
  | { readonly kind: 'asked'; readonly answerBy: string }
  | NoDoor;

/**
 * Erases at once while nobody has opened the report; afterwards the team is asked in the thread.
 * @param formKey the form's: pressed twice it asks once. Without one a thread asks once a day
 */
export const withdraw = async (
  context: WithdrawContext,
  token: Token,
  formKey?: string,
): Promise<WithdrawResult> => {
  const found = await openReporterDoor(context.store, token, context.now);
  if (found.kind !== 'open') return found;
  const { doorId: id, door } = found.opened;
  const outcome = await context.store.withdraw({ doorId: id, caseId: door.caseId }, context.now);
  switch (outcome) {
    case 'withdrawn':
      return { kind: 'erased' };
    case 'case-gone':
      return { kind: 'unusable' };
    case 'opened': {
      const replyKey = `withdrawal-${formKey ?? day(context.now)}`;
      const request = { token, replyKey, urgent: false, kind: 'withdrawal-request' } as const;
      const asked = await reply(context, request);
      const promised = context.settings.channels[door.channel]?.deadlines;
      if (asked.kind !== 'sent' || !promised) return { kind: 'unusable' };
      return { kind: 'asked', answerBy: erasureAnswerBy(promised, context.now).toISOString() };
    }
  }
};

export type StopWritingResult = { readonly kind: 'told'; readonly opened: OpenDoor } | NoDoor;

/** Tells the team that the reporter wants no more messages; the door stays open. @param formKey as for `withdraw` */
export const stopWriting = async (
  context: ReplyContext,
  token: Token,
  formKey?: string,
): Promise<StopWritingResult> => {
  const replyKey = `stop-writing-${formKey ?? day(context.now)}`;
  const message = { token, replyKey, urgent: false, kind: 'stop-writing' } as const;
  const told = await reply(context, message);
  if (told.kind === 'sent') return { kind: 'told', opened: told.opened };
  return told.kind === 'must-change' || told.kind === 'held' ? told : { kind: 'unusable' };
};

/** Erases the reporter's name and contact and closes their door, at once; the team is told, and the case goes on. */
export const closeDoor = async (
  context: WithdrawContext,
  token: Token,
): Promise<{ readonly kind: 'closed' } | NoDoor> => {
  const { store, now } = context;
  return retryOnConflict<{ readonly kind: 'closed' } | NoDoor>(async () => {
    const door = await openReporterDoor(store, token, now);
    if (door.kind !== 'open') return door;
    const last = newEntry({ kind: 'door-closed' }, now);
    const sealed = sealReply(context, door.opened, last, { replyKey: undefined, urgent: false });
    return (await store.leave(sealed, now)) === 'left' ? { kind: 'closed' } : conflict;
  });
};

/**
 * Why a token that has opened a thread opens nothing any more; `gone` when the case is erased. Only for somebody who
 * proves to have opened the thread: for anybody else all unusable tokens are alike.
 */
export const whyClosed = async (
  store: ThreadReader,
  token: Token,
): Promise<Exclude<DoorClosed, 'erased'> | 'gone' | 'expired'> => {
  const state = (await store.doorState(doorId(token))) ?? 'erased';
  if (state === 'open') return 'expired';
  return state === 'erased' ? 'gone' : state;
};

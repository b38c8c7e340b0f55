import type { Token } from '../../envelope/token.ts';
import { openDoor, type ThreadReader } from './open-thread.ts';
import { reply, type ReplyContext, type ReplyStore } from './reply.ts';

export type WithdrawStore = ReplyStore &
  ThreadReader & {
    /** Takes the keys away, in one transaction; `opened` when a member has opened the report meanwhile. */
    withdraw(
      withdrawal: { doorId: string; caseId: string },
      now: Date,
    ): Promise<'withdrawn' | 'opened' | 'case-gone'>;
  };

export type WithdrawResult =
  | { readonly kind: 'erased' }
  /** `answerBy`: the time by which the team has promised its next word. */
  | { readonly kind: 'asked'; readonly answerBy: string }
  | { readonly kind: 'unusable' };

const withdrawalText = 'The reporter asks for this report to be withdrawn and erased.';

/** Erases at once while nobody has opened the report; afterwards the team is asked in the thread. */
export const withdraw = async (
  context: ReplyContext & { readonly store: WithdrawStore },
  token: Token,
): Promise<WithdrawResult> => {
  const opened = await openDoor(context.store, token, context.now);
  if (!opened) return { kind: 'unusable' };
  const { doorId, door } = opened;
  const outcome = await context.store.withdraw({ doorId, caseId: door.caseId }, context.now);
  switch (outcome) {
    case 'withdrawn':
      return { kind: 'erased' };
    case 'case-gone':
      return { kind: 'unusable' };
    case 'opened': {
      // One request a thread: asking again adds nothing.
      const request = {
        token,
        text: withdrawalText,
        replyKey: 'withdrawal',
        urgent: false,
        kind: 'withdrawal-request',
      } as const;
      const asked = await reply(context, request);
      return asked.kind === 'sent' ? { kind: 'asked', answerBy: door.nextDeadline } : { kind: 'unusable' };
    }
  }
};

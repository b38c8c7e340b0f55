import { leavesLead } from '../authorization/permissions.ts';
import { authorOf } from '../member/author.ts';
import { noticeTime } from '../notice/outbox.ts';
import { changeCase, type ChangeResult } from './change-case.ts';
import type { CaseContext } from './intention.ts';
import { remainingReaders } from './remaining-readers.ts';

export type ChannelRefusal =
  /** None of the settings, or the one the case is in. */
  | { readonly kind: 'unknown-channel' }
  /** Nobody of the channel may lead the case: excluded, recused, an outside reviewer, or joined after it was sent. */
  | { readonly kind: 'nobody-there' };

/**
 * Gives a case to another channel. Whoever is not in that one as well has it no longer; exclusions, recusals and the
 * dates the reporter was given stay as they are. Its members are told that something waits.
 */
export const transferCase = async (
  context: CaseContext,
  caseId: string,
  wanted: { readonly channel: string; readonly reason: string },
): Promise<ChangeResult<ChannelRefusal>> => {
  const { member, settings, now } = context;
  const { channel, reason } = wanted;
  const team = await context.team();
  return changeCase<ChannelRefusal>(context, caseId, 'transfer-case', ({ head, brief }) => {
    if (!Object.hasOwn(settings.channels, channel) || channel === head.channel)
      return { refusal: { kind: 'unknown-channel' } };
    if (!leavesLead(team, member, channel, brief)) return { refusal: { kind: 'nobody-there' } };
    const remaining = remainingReaders(team, head, channel, brief);
    const urgent = head.urgent && (head.taken === undefined || remaining.untaken === true);
    return {
      intention: {
        action: 'transferred',
        detail: `${head.channel} to ${channel}`,
        channel,
        unread: true,
        ...remaining,
        notices: [{ caseId, channel, urgent, notBefore: noticeTime(settings, urgent, now) }],
        note: {
          content: {
            kind: 'transfer',
            author: authorOf(member),
            on: now.toISOString(),
            fromChannel: head.channel,
            toChannel: channel,
            reason,
          },
        },
      },
    };
  });
};

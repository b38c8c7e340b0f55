import { authorOf } from '../member/author.ts';
import { mayKnow } from '../member/may-know.ts';
import { noticeTime } from '../notice/outbox.ts';
import { changeCase, type ChangeResult } from './change-case.ts';
import type { CaseContext } from './case-edit.ts';
import { noteRecord } from './note.ts';
import { remainingReaders } from './remaining-readers.ts';

export type ChannelRefusal =
  /** None of the settings, or the one the case is in. */
  | { readonly kind: 'unknown-channel' }
  /** Nobody of the channel may see the case: excluded, recused, or joined after the report was sent. */
  | { readonly kind: 'nobody-there' };

/** Whether somebody of a channel may see a case with this brief. */
export const somebodyThere = (
  team: Awaited<ReturnType<CaseContext['team']>>,
  channel: string,
  brief: Parameters<typeof mayKnow>[2],
): boolean => team.some((member) => mayKnow(member, channel, brief));

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
    if (!somebodyThere(team, channel, brief)) return { refusal: { kind: 'nobody-there' } };
    const remaining = remainingReaders(team, head, channel, brief);
    const urgent = head.urgent && (head.taken === undefined || remaining.untaken);
    return {
      edit: {
        audit: { action: 'transferred', detail: `${head.channel} to ${channel}` },
        channel,
        head: { ...remaining.head, unread: true },
        notices: [{ caseId, channel, urgent, notBefore: noticeTime(settings, urgent, now) }],
        records: [
          noteRecord.write({
            kind: 'transfer',
            author: authorOf(member),
            on: now.toISOString(),
            fromChannel: head.channel,
            toChannel: channel,
            reason,
          }),
        ],
      },
    };
  });
};

import * as z from 'zod';
import { leads, leavesLead, type PermissionRow } from '../../authorization/permissions.ts';
import { authorOf } from '../../member/author.ts';
import { noticeTime } from '../../notice/outbox.ts';
import { changeCase, isCommitted, type ChangeResult } from '../change/change-case.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { canSeeCase } from '../../member/can-see-case.ts';
import { reviewMarks } from '../decision/mark-for-review.ts';
import { noteRecord } from '../record/note.ts';
import { reasonText } from '../change/input-limits.ts';
import { caseChanged, caseOperation, changedTo } from '../change/operation.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import { remainingReaders } from '../access/remaining-readers.ts';

export type ChannelRefusal =
  /** None of the settings, or the one the case is in. */
  | { readonly kind: 'unknown-channel' }
  /** Nobody of the channel may lead the case: excluded, recused, an outside reviewer, or joined after it was sent. */
  | { readonly kind: 'nobody-there' };

// Takes the case from a whole channel and gives it to another, so no ordinary member decides it.
const permission: PermissionRow = { roles: leads };

/**
 * Gives a case to another channel. Anybody who is not in that one as well has it no longer; exclusions, recusals and the
 * dates the reporter was given stay as they are. Its members are told that something waits.
 */
const transfer = async (
  context: CaseContext,
  caseId: string,
  wanted: { readonly channel: string; readonly reason: string },
): Promise<ChangeResult<ChannelRefusal>> => {
  const { member, settings, now } = context;
  const { channel, reason } = wanted;
  const team = await context.team();
  return changeCase<ChannelRefusal>(context, caseId, permission, async (opened) => {
    const { head, brief } = opened;
    if (!Object.hasOwn(settings.channels, channel) || channel === head.channel)
      return { refusal: { kind: 'unknown-channel' } };
    if (!leavesLead(team, member, channel, brief)) return { refusal: { kind: 'nobody-there' } };
    const remaining = remainingReaders(team, head, channel, brief);
    const urgent = head.urgent && (head.taken === undefined || remaining.untaken);
    const marked = await reviewMarks(context, opened, { leaving: [], channel });
    return {
      edit: {
        audit: { action: 'transferred', detail: `${head.channel} to ${channel}` },
        channel,
        head: { ...remaining.head, unread: true },
        notices: [
          { caseId, channel, urgent, notBefore: noticeTime(settings, urgent, now) },
          ...marked.notices,
        ],
        records: [
          noteRecord.write({
            kind: 'transfer',
            author: authorOf(member),
            on: now.toISOString(),
            fromChannel: head.channel,
            toChannel: channel,
            reason,
          }),
          ...marked.records,
        ],
      },
    };
  });
};

export const channelText = z.string().max(64);

export const channelProblems: ProblemsOf<ChannelRefusal> = {
  'unknown-channel': {
    is: 'invalid',
    code: 'unknown-channel',
    detail: 'There is no such channel, or the case is in it already.',
    at: { pointer: '/channel', detail: 'Must be another channel.' },
  },
  'nobody-there': {
    is: 'conflict',
    code: 'nobody-there',
    detail:
      'Nobody in that channel may lead this case: they are excluded, have left it to others, are outside reviewers, or joined after the report was sent. Who acts for its leads must leave it to somebody else.',
    at: { pointer: '/channel', detail: 'Has nobody who may lead this case.' },
  },
};

export const transferCase = caseOperation<ChannelRefusal>()({
  name: 'transfer-case',
  path: '/transfer',
  summary: 'Give the case to another channel. Exclusions stay; readers of this one lose it.',
  permission,
  input: z.strictObject({
    channel: channelText.describe('The channel that is to look after the case.'),
    reason: reasonText.describe('Kept among the notes.'),
  }),
  gives: 'Where it is now',
  answer: caseChanged.extend({
    channel: z.string(),
    visible: z.boolean().describe('Whether you may still see the case.'),
  }),
  perform: async (context, caseId, wanted) => {
    const { channel } = wanted;
    const result = await transfer(context, caseId, wanted);
    const changed = changedTo<ChannelRefusal>(caseId, result);
    if (changed.kind !== 'done') return changed;
    const visible = isCommitted(result) && canSeeCase(context.member, channel, result.committed.opened.brief);
    const answer = { ...changed.answer, channel, visible };
    return { kind: 'done', answer, ...(visible ? {} : { gone: true }) };
  },
  problems: channelProblems,
  audit: { transferred: { says: 'Moved the case to another channel', detail: 'channels' } },
  form: {
    name: 'transfer',
    panel: 'more',
    summary: 'Give it to another channel',
    text: 'Anybody who is not in that channel as well cannot see the case any more, you included. Who was excluded stays excluded, and the dates the reporter was given stay. The reporter sees which channel looks after it; if you can, ask them first.',
    fields: [
      { name: 'channel', label: 'To', as: 'choice', from: 'other-channels' },
      {
        name: 'reason',
        label: 'Why',
        hint: 'Kept among the notes, for those who have the case then.',
        as: 'lines',
        rows: 3,
      },
    ],
    button: 'Give it to that channel',
  },
  news: { did: 'transferred', says: 'The other channel has the case now.', at: '#more' },
});

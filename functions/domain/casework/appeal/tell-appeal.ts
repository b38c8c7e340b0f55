import type { Appeal } from '../../appeal/appeal.ts';
import { canSeeCase } from '../../member/can-see-case.ts';
import { noticeTime } from '../../notice/outbox.ts';
import type { ThreadName } from '../../thread/thread-name.ts';
import type { CaseContext, CaseEdit, ThreadWrite } from '../change/case-edit.ts';
import { hasDoor } from '../change/case-store.ts';
import type { OpenCase } from '../change/open-case.ts';
import { isFull, messageEntry } from '../handling/team-message.ts';

/** What one thread is told of an appeal: an event with what it is about, and the team's words where it has some. */
export type AppealEvent = {
  readonly event:
    | 'appeal-acknowledged'
    | 'appeal-not-taken'
    | 'appeal-hearing'
    | 'appeal-upheld'
    | 'appeal-changed'
    | 'appeal-overturned'
    | 'appeal-sent-back';
  readonly facts?: Readonly<Record<string, string>>;
  readonly text?: string | undefined;
};

/**
 * The entry that tells it.
 * @returns nothing where nobody can come back to such a thread, as for an appeal that came outside; `full` where it has no room
 */
export const appealTold = (
  context: CaseContext,
  opened: OpenCase,
  thread: ThreadName | undefined,
  { event, facts = {}, text }: AppealEvent,
): readonly ThreadWrite[] | 'full' => {
  if (thread === undefined || !opened.threadKeys.has(thread) || !hasDoor(opened.vault, thread)) return [];
  const { author, on, texts } = messageEntry(context, text ?? '');
  const entry = {
    from: 'team',
    kind: 'event',
    event,
    facts: { ...facts },
    author,
    on,
    texts: text === undefined ? new Map<string, string>() : texts,
  } as const;
  return isFull(opened, entry, thread) ? 'full' : [{ thread, entry }];
};

/** Those of these members are told that something waits who may know of the case; all of them where nobody is named. */
export const appealNotices = async (
  { settings, member, team, now }: CaseContext,
  { head: { caseId, channel }, brief }: OpenCase,
  whom?: readonly string[],
): Promise<NonNullable<CaseEdit['notices']>> => {
  const recipients = (await team())
    .filter(
      (one) =>
        one.memberId !== member.memberId &&
        (whom === undefined || whom.includes(one.memberId)) &&
        canSeeCase(one, channel, brief),
    )
    .map(({ memberId }) => memberId);
  if (recipients.length === 0) return [];
  return [{ caseId, channel, urgent: false, recipients, notBefore: noticeTime(settings, false, now) }];
};

/** The side that did not appeal. */
export const otherSide = ({ side }: Pick<Appeal, 'side'>): Appeal['side'] =>
  side === 'reporter' ? 'respondent' : 'reporter';

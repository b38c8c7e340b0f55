import { isAbsent } from '../member/absence.ts';
import type { Member } from '../member/member.ts';
import { isOnCall } from '../member/on-call.ts';
import { noticeSteps, type NoticeStep } from '../notice/outbox.ts';

/** So long each step waits for somebody to take what is urgent before the next are told. */
export const takenWithinMinutes = 10;

/** So many of those on call are asked, one after the other, before it goes to the leads. */
export const mostOnCall = 3;

/** Those on call now who have not been asked, in the order in which they are. */
export const onCallLeft = <Person extends Member>(
  eligible: readonly Person[],
  asked: readonly string[],
  now: Date,
): readonly Person[] =>
  asked.length >= mostOnCall
    ? []
    : eligible.filter(
        (member) =>
          isOnCall(member.onCall, now) && !isAbsent(member, now) && !asked.includes(member.memberId),
      );

/** How many each step would reach. */
export type Reach = { readonly onCall: number; readonly leads: number; readonly outside: number };

/**
 * Who is told next of what is urgent and nobody has taken: the next on call as long as there is one, then those who lead
 * the team, then the outside contact. A step that reaches nobody is left out.
 */
export const nextUntaken = (told: NoticeStep | undefined, reach: Reach): NoticeStep | undefined => {
  const rank = (step: NoticeStep | undefined): number => (step ? noticeSteps.indexOf(step) : -1);
  if (reach.onCall > 0 && rank(told) <= rank('untaken-on-call')) return 'untaken-on-call';
  if (reach.leads > 0 && rank(told) < rank('untaken-leads')) return 'untaken-leads';
  return reach.outside > 0 && rank(told) < rank('untaken-outside') ? 'untaken-outside' : undefined;
};

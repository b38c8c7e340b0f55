import * as z from 'zod';
import { changeCase } from '../case/change-case.ts';
import type { CaseContext, Intention } from '../case/intention.ts';
import type { OpenCase } from '../case/open-case.ts';
import { notPermittedUnread } from '../case/permission-of.ts';
import { noticeTime } from '../notice/outbox.ts';
import { mayKnow } from './may-know.ts';
import type { Member } from './member.ts';

/** How far through the open cases of the channels, one channel after the other. */
export const handOverPlace = z.object({
  channel: z.string(),
  after: z.object({ caseId: z.string(), order: z.string() }).optional(),
});
export type HandOverPlace = z.infer<typeof handOverPlace>;

export type HandedOver = {
  /** Cases that are the successor's now, and those that are nobody's. */
  readonly moved: number;
  readonly unassigned: number;
  /** Where to go on; absent when every open case has been looked at. */
  readonly next: HandOverPlace | undefined;
};

/** What one request does at most: rows of the queue looked at, and cases changed. */
const rowsAPage = 100;
export const mostPages = 30;
export const mostChanges = 50;
const atOnce = 5;

/**
 * Gives the open cases of somebody who leaves to a successor, as far as the successor may know of each; the others are
 * nobody's from now on. Only cases that exist for the member who does it are touched or counted. Authorship stays.
 */
export const handOverCases = async (
  context: CaseContext,
  leavingId: string,
  successor: Member | undefined,
  from: HandOverPlace | undefined,
): Promise<HandedOver> => {
  const { store, member, settings } = context;
  const channels = member.channels.filter((channel) => Object.hasOwn(settings.channels, channel));
  let [moved, unassigned, pages] = [0, 0, 0];
  const start = from === undefined ? 0 : Math.max(channels.indexOf(from.channel), 0);
  for (const channel of channels.slice(start)) {
    let after = channel === from?.channel ? from.after : undefined;
    for (;;) {
      if (pages >= mostPages || moved + unassigned >= mostChanges)
        return { moved, unassigned, next: { channel, after } };
      const rows = await store.queuePage(channel, 'open', after, rowsAPage);
      pages += 1;
      const theirs = rows.flatMap(({ caseId, head }) =>
        head !== 'unreadable' && head.assignee === leavingId ? [caseId] : [],
      );
      for (let at = 0; at < theirs.length; at += atOnce) {
        const group = theirs.slice(at, at + atOnce);
        const given = await Promise.all(group.map((id) => handOver(context, id, leavingId, successor)));
        moved += given.filter((outcome) => outcome === 'moved').length;
        unassigned += given.filter((outcome) => outcome === 'unassigned').length;
      }
      if (rows.length < rowsAPage) break;
      after = rows.at(-1);
    }
  }
  return { moved, unassigned, next: undefined };
};

type NotTheirs = { readonly kind: 'not-theirs' };

const handOver = async (
  context: CaseContext,
  caseId: string,
  leavingId: string,
  successor: Member | undefined,
): Promise<'moved' | 'unassigned' | 'untouched'> => {
  const { settings, now, member } = context;
  const outcome = { moved: false };
  const decide = ({
    head,
    brief,
  }: OpenCase): { readonly refusal: NotTheirs } | { readonly intention: Intention } => {
    // Somebody else has given it away meanwhile.
    if (head.assignee !== leavingId) return { refusal: { kind: 'not-theirs' } };
    const next = successor && mayKnow(successor, head.channel, brief) ? successor : undefined;
    outcome.moved = next !== undefined;
    const notices =
      next && next.memberId !== member.memberId
        ? [
            {
              caseId,
              channel: head.channel,
              urgent: false,
              recipients: [next.memberId],
              notBefore: noticeTime(settings, false, now),
            },
          ]
        : [];
    return {
      intention: {
        action: 'assigned',
        detail: next?.name ?? 'nobody',
        // It is a lead who takes somebody off the team.
        assignee: next ? { memberId: next.memberId, byLead: true } : null,
        notices,
      },
    };
  };
  // Who removes a member gives their cases on without having read them.
  const result = await changeCase<NotTheirs>(context, caseId, 'assign-another', decide, notPermittedUnread);
  if (result.kind !== 'committed') return 'untouched';
  return outcome.moved ? 'moved' : 'unassigned';
};

import * as z from 'zod';
import { decisionRecord } from '../record/decision-records.ts';
import { recordsOf } from '../record/work-record.ts';
import type { CaseHead } from '../change/case-store.ts';
import { reviewMarks } from '../decision/mark-for-review.ts';
import { changeUnreadCase } from '../change/change-case.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import { assignAnother, assignedTo } from '../handling/assignee.ts';
import type { OpenCase } from '../change/open-case.ts';
import { sectionsOf, walkQueue, type ListPosition } from '../reading/walk-queue.ts';
import { noticeTime } from '../../notice/outbox.ts';
import { canSeeCase } from '../../member/can-see-case.ts';
import type { Member } from '../../member/member.ts';

/** How far through the open cases of the channels: the last row passed, by section. */
export const handOverPlace = z.record(z.string(), z.object({ caseId: z.string(), order: z.string() }));

export type HandedOver = {
  /** Cases that are the successor's now, and those that are nobody's. */
  readonly moved: number;
  readonly unassigned: number;
  /** Where to go on; absent when every open case has been looked at. */
  readonly next: ListPosition | undefined;
};

/** What one request does at most: cases looked at, and cases opened to be changed. Only those that exist for the member count. */
const mostLookedAt = 3_000;
const mostChanges = 50;
/** Teams have fewer open cases, as a rule, and see all of them with the same calls. */
const rowsAtOnce = 300;

/**
 * Gives the open cases of somebody who leaves to a successor, as far as the successor may know of each; the others are
 * nobody's from now on. Decisions in them that would not have been made without who leaves are marked to be looked at
 * again. Only cases that exist for the member who does it are touched or counted. Authorship stays.
 */
export const handOverCases = async (
  context: CaseContext,
  leavingId: string,
  successor: Member | undefined,
  from: ListPosition = {},
): Promise<HandedOver> => {
  const { member, settings } = context;
  const channels = member.channels.filter((channel) => Object.hasOwn(settings.channels, channel));
  const walked = { sections: sectionsOf(channels, ['open']), after: from };
  let [moved, unassigned, looked, changes] = [0, 0, 0, 0];
  for await (const { listed, before } of walkQueue(context, walked, rowsAtOnce)) {
    if (looked === mostLookedAt || changes === mostChanges) return { moved, unassigned, next: before };
    looked += 1;
    if (listed.kind === 'unreadable' || !concerns(listed.head, leavingId)) continue;
    changes += 1;
    const outcome = await handOver(context, listed.head.caseId, leavingId, successor);
    if (outcome === 'moved') moved += 1;
    if (outcome === 'unassigned') unassigned += 1;
  }
  return { moved, unassigned, next: undefined };
};

/** They look after it, or may have taken part in a decision that is in force. */
const concerns = (head: CaseHead, leavingId: string): boolean =>
  head.assignee === leavingId || recordsOf(head, decisionRecord.name).last > 0;

type NotTheirs = { readonly kind: 'not-theirs' };

const handOver = async (
  context: CaseContext,
  caseId: string,
  leavingId: string,
  successor: Member | undefined,
): Promise<'moved' | 'unassigned' | 'untouched'> => {
  const { settings, now, member } = context;
  const outcome = { moved: false, wasTheirs: false };
  const decide = async (
    opened: OpenCase,
  ): Promise<{ readonly refusal: NotTheirs } | { readonly edit: CaseEdit }> => {
    const { head, brief } = opened;
    outcome.wasTheirs = false;
    const marked = await reviewMarks(context, opened, { leaving: [leavingId] });
    // It never was theirs, or somebody else has given it away meanwhile.
    if (head.assignee !== leavingId)
      return marked.records.length === 0
        ? { refusal: { kind: 'not-theirs' } }
        : { edit: { audit: { action: 'decision-to-review' }, ...marked } };
    const next = successor && canSeeCase(successor, head.channel, brief) ? successor : undefined;
    outcome.moved = next !== undefined;
    outcome.wasTheirs = true;
    // What they had taken up is nobody's again.
    const waits = next === undefined && head.urgent && head.taken?.memberId === leavingId;
    const { channel } = head;
    const told = next && next.memberId !== member.memberId ? { recipients: [next.memberId] } : undefined;
    const notices =
      told || waits
        ? [{ caseId, channel, urgent: waits, ...told, notBefore: noticeTime(settings, waits, now) }]
        : [];
    return {
      edit: {
        audit: { action: 'assigned', detail: next?.name ?? 'nobody' },
        // It is a lead who takes somebody off the team.
        head: {
          ...assignedTo(next?.memberId, next?.memberId !== member.memberId),
          ...(waits ? { taken: undefined } : {}),
        },
        records: marked.records,
        notices: [...notices, ...marked.notices],
      },
    };
  };
  // Who removes a member gives their cases on without having read them.
  const result = await changeUnreadCase<NotTheirs>(context, caseId, assignAnother, decide);
  if (result.kind !== 'committed' || !outcome.wasTheirs) return 'untouched';
  return outcome.moved ? 'moved' : 'unassigned';
};

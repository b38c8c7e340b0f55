import type { OpenKeyRing } from '../key-ring/open-ring-sealed.ts';
import { mayKnow } from '../member/may-know.ts';
import type { Member } from '../member/member.ts';
import type { Brief } from './brief.ts';
import type { CaseHead, CaseStore, CaseVault, QueuePosition, QueueRow, QueueStatus } from './case-store.ts';
import { briefIfReadable } from './open-brief.ts';
import type { CaseState } from './state.ts';

export type ReadableLine = {
  readonly kind: 'case';
  readonly head: CaseHead;
  readonly brief: Brief;
  readonly opened: boolean;
  readonly retainedUntil: Date;
};

/** A line of the queue. */
export type ListedCase = ReadableLine | { readonly kind: 'unreadable'; readonly caseId: string };

/** Where the next page begins, per channel; a channel without a position begins at its start. */
export type ListPosition = Readonly<Record<string, QueuePosition>>;

export type CaseList = {
  readonly cases: readonly ListedCase[];
  /** Absent when nothing follows. With `only`, a page that is not full can be followed by another. */
  readonly next: ListPosition | undefined;
};

export type ListQuery = {
  readonly channels: readonly string[];
  readonly status: QueueStatus;
  readonly after: ListPosition;
  readonly limit: number;
  /** Which cases are wanted, of those that can be read; without it all are, and damaged ones too. */
  readonly only?: ((line: ReadableLine) => boolean) | undefined;
};

export type ListContext = {
  readonly store: Pick<CaseStore, 'queuePage' | 'vaults'>;
  readonly openKeyRing: OpenKeyRing;
  readonly member: Member;
  readonly now: Date;
};

/** What the queue can be narrowed to. */
export type CaseFilter = {
  readonly state?: CaseState | undefined;
  /** The member's own, or those that nobody looks after. */
  readonly assignee?: 'me' | 'none' | undefined;
};

/** @param team who is on it: an assignee who has left the team is nobody */
export const wantedBy =
  (
    { memberId }: Pick<Member, 'memberId'>,
    { state, assignee }: CaseFilter,
    team: readonly Pick<Member, 'memberId'>[],
  ) =>
  ({ head }: ReadableLine): boolean => {
    if (state !== undefined && head.state !== state) return false;
    if (assignee === undefined) return true;
    if (assignee === 'me') return head.assignee === memberId;
    return team.every((member) => member.memberId !== head.assignee);
  };

/**
 * One request looks through so many cases for those that are wanted. Only cases that exist for the member count: where a
 * page ends must tell nothing of the others.
 */
export const mostLookedThrough = 500;
const rowsAtOnce = 100;

/**
 * A page of the queue, what is due first, over all the channels asked for. Cases that do not exist for this member
 * (expired, withdrawn, `mayKnow`) take no place on the page.
 */
export const listCases = async (context: ListContext, query: ListQuery): Promise<CaseList> => {
  const { limit, only } = query;
  const cases: ListedCase[] = [];
  let looked = 0;
  // Always as many rows as a page has and one more, however full the page is: a long run of cases that do not exist for
  // this member costs few calls.
  const walk = walkQueue(context, query, only ? rowsAtOnce : limit + 1);
  for await (const { listed, before } of walk) {
    const wanted = only === undefined || (listed.kind === 'case' && only(listed));
    if (wanted ? cases.length === limit : looked === mostLookedThrough) return { cases, next: before };
    looked += 1;
    if (wanted) cases.push(listed);
  }
  return { cases, next: undefined };
};

/**
 * The queue from a place on, one case after the other as they exist for the member: one query a channel and one batch
 * read for every `rowsAtOnce` (at most 100) rows.
 */
export async function* walkQueue(
  context: ListContext,
  { channels, status, after }: Pick<ListQuery, 'channels' | 'status' | 'after'>,
  atOnce: number,
): AsyncGenerator<{ readonly listed: ListedCase; readonly before: ListPosition }> {
  let position = after;
  for (;;) {
    const from = position;
    const pages = await Promise.all(
      channels.map((channel) => context.store.queuePage(channel, status, placeIn(from, channel), atOnce)),
    );
    const rows = pages
      .flatMap((page, index) => page.map((row) => ({ row, channel: channels[index] ?? '' })))
      .sort((one, other) => compareText(one.row.order, other.row.order))
      .slice(0, atOnce);
    const vaults = await context.store.vaults(rows.map(({ row }) => row.caseId));
    for (const { row, channel } of rows) {
      const listed = await listedCase(context, channel, row, vaults.get(row.caseId));
      if (listed) yield { listed, before: position };
      position = { ...position, [channel]: { caseId: row.caseId, order: row.order } };
    }
    if (rows.length < atOnce) return;
  }
}

// A channel may be called `constructor`.
const placeIn = (position: ListPosition, channel: string): QueuePosition | undefined =>
  Object.hasOwn(position, channel) ? position[channel] : undefined;

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const listedCase = async (
  { openKeyRing, member, now }: ListContext,
  channel: string,
  { caseId, head }: QueueRow,
  vault: CaseVault | 'unreadable' | undefined,
): Promise<ListedCase | undefined> => {
  // What cannot be read says of nobody that it was granted to them.
  const unreadable =
    member.role === 'outside-reviewer' ? undefined : ({ kind: 'unreadable', caseId } as const);
  if (vault === 'unreadable') return unreadable;
  if (!vault?.sealedBrief || vault.expiresAt.getTime() <= now.getTime()) return undefined;
  // The index still shows a case that has gone to another channel; one that was put here shows nothing of itself.
  if (vault.channel !== channel) return vault.leftChannels?.includes(channel) ? undefined : unreadable;
  const brief = await briefIfReadable(openKeyRing, vault.channel, caseId, vault.sealedBrief);
  if (brief && !mayKnow(member, channel, brief)) return undefined;
  const isOwnHead = head !== 'unreadable' && head.caseId === caseId && head.channel === channel;
  if (!isOwnHead || !brief) return unreadable;
  const opened = vault.openedAt !== undefined;
  return { kind: 'case', head, brief, opened, retainedUntil: vault.expiresAt };
};

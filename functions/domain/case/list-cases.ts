import type { OpenKeyRing } from '../key-ring/open-ring-sealed.ts';
import { mayKnow } from '../member/may-know.ts';
import type { Member } from '../member/member.ts';
import type { Brief } from './brief.ts';
import type { CaseHead, CaseStore, CaseVault, QueuePosition, QueueRow, QueueStatus } from './case-store.ts';
import { briefIfReadable } from './open-brief.ts';

/** A line of the queue. */
export type ListedCase =
  | {
      readonly kind: 'case';
      readonly head: CaseHead;
      readonly brief: Brief;
      readonly opened: boolean;
      readonly retainedUntil: Date;
    }
  | { readonly kind: 'unreadable'; readonly caseId: string };

/** Where the next page begins, per channel; a channel without a position begins at its start. */
export type ListPosition = Readonly<Record<string, QueuePosition>>;

export type CaseList = {
  readonly cases: readonly ListedCase[];
  /** Absent when nothing follows. */
  readonly next: ListPosition | undefined;
};

export type ListQuery = {
  readonly channels: readonly string[];
  readonly status: QueueStatus;
  readonly after: ListPosition;
  readonly limit: number;
};

export type ListContext = {
  readonly store: Pick<CaseStore, 'queuePage' | 'vaults'>;
  readonly openKeyRing: OpenKeyRing;
  readonly member: Member;
  readonly now: Date;
};

/**
 * A page of the queue: unread first, then by next deadline, over all the channels asked for. One query a channel and
 * one batch read. Cases that do not exist for this member (expired, withdrawn, `mayKnow`) take no place on the page.
 */
export const listCases = async (context: ListContext, query: ListQuery): Promise<CaseList> => {
  const { channels, status, limit } = query;
  const cases: ListedCase[] = [];
  // Always as many rows as a page has and one more, however full the page is: a long run of cases that do not exist for
  // this member costs few calls.
  const wanted = limit + 1;
  let position = query.after;
  for (;;) {
    const pages = await Promise.all(
      channels.map((channel) => context.store.queuePage(channel, status, placeIn(position, channel), wanted)),
    );
    const rows = pages
      .flatMap((page, index) => page.map((row) => ({ row, channel: channels[index] ?? '' })))
      .sort((one, other) => compareText(one.row.order, other.row.order))
      .slice(0, wanted);
    const vaults = await context.store.vaults(rows.map(({ row }) => row.caseId));
    for (const { row, channel } of rows) {
      const listed = await listedCase(context, channel, row, vaults.get(row.caseId));
      if (listed && cases.length === limit) return { cases, next: position };
      if (listed) cases.push(listed);
      position = { ...position, [channel]: { caseId: row.caseId, order: row.order } };
    }
    if (rows.length < wanted) return { cases, next: undefined };
  }
};

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
  // A case that was put into another channel's queue shows nothing of itself there.
  if (vault.channel !== channel) return unreadable;
  const brief = await briefIfReadable(openKeyRing, vault.channel, caseId, vault.sealedBrief);
  if (brief && !mayKnow(member, channel, brief)) return undefined;
  const isOwnHead = head !== 'unreadable' && head.caseId === caseId && head.channel === channel;
  if (!isOwnHead || !brief) return unreadable;
  const opened = vault.openedAt !== undefined;
  return { kind: 'case', head, brief, opened, retainedUntil: vault.expiresAt };
};

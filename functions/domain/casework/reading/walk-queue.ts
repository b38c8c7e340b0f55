import type { OpenKeyRing, RingPrivateKey } from '../../key-ring/open-ring-sealed.ts';
import { canSeeCase } from '../../member/can-see-case.ts';
import { knowsOfDamage, type Member } from '../../member/member.ts';
import type { Brief } from '../../case/brief.ts';
import { openBriefRings, openNoBrief } from '../../case/brief-rings.ts';
import type {
  CaseHead,
  CaseStore,
  CaseVault,
  QueuePosition,
  QueueRow,
  QueueStatus,
} from '../change/case-store.ts';
import { briefIfReadable } from '../../case/open-brief.ts';

export type ReadableLine = {
  readonly kind: 'case';
  readonly head: CaseHead;
  readonly brief: Brief;
  readonly opened: boolean;
  readonly retainedUntil: Date;
};

/** A line of the queue. */
export type ListedCase = ReadableLine | { readonly kind: 'unreadable'; readonly caseId: string };

/** A line, and the place in the queue from which on it is the next. */
export type WalkedCase = { readonly listed: ListedCase; readonly before: ListPosition };

/** One of the queues that are walked together: a channel's open or closed cases. */
export type QueueSection = { readonly channel: string; readonly status: QueueStatus };

export const sectionsOf = (channels: readonly string[], statuses: readonly QueueStatus[]): QueueSection[] =>
  statuses.flatMap((status) => channels.map((channel) => ({ channel, status })));

export const sectionName = ({ channel, status }: QueueSection): string => `${channel}#${status}`;

/** Where the next page begins, per section by its name; a section without a position begins at its start. */
export type ListPosition = Readonly<Record<string, QueuePosition>>;

export type ListContext = {
  readonly store: Pick<CaseStore, 'queuePage' | 'queueEnd' | 'vaults'>;
  readonly openKeyRing: OpenKeyRing;
  readonly member: Member;
  /** Which cases are there for the member; those that exist for them, unless said. */
  readonly isThere?: typeof canSeeCase;
  readonly now: Date;
};

/** One batch read asks for so many keys, whether there are so many cases or not. */
const batch = 100;
/** So many cases of others can stand among those of a page without a call more. */
const hiddenAmong = 49;

/**
 * How many rows are read at once to find `cases` that exist for the member, and the one that says that more follows:
 * always so many, whatever the rows hold.
 */
export const rowsFor = (cases: number): number => Math.ceil((cases + 1 + hiddenAmong) / batch) * batch;

/**
 * The queue from a place on, section after section of one status together, one case after the other as they exist for the
 * member. One query a section and one batch read for every 100 of `atOnce` rows: the same calls, and as many briefs opened,
 * whatever of the rows is there and whomever it exists for. Only where all of `atOnce` rows do not fill what is asked for
 * does it read on, as many again.
 */
export async function* walkQueue(
  context: ListContext,
  { sections, after }: { readonly sections: readonly QueueSection[]; readonly after: ListPosition },
  atOnce: number,
): AsyncGenerator<WalkedCase> {
  const ring = await openBriefRings(
    context.openKeyRing,
    sections.map(({ channel }) => channel),
  );
  let position = after;
  for (;;) {
    const rows = await rowsFrom(context, sections, position, atOnce);
    const listed = await listedOf(context, rows, { atOnce, ring });
    for (const [index, { row, section }] of rows.entries()) {
      const found = listed[index];
      if (found) yield { listed: found, before: position };
      position = { ...position, [sectionName(section)]: { caseId: row.caseId, order: row.order } };
    }
    if (rows.length < atOnce) return;
  }
}

/**
 * At most `limit` cases at the end of these queues that exist for the member, the last first: among closed ones those that
 * were closed last, but for what is still due of others. Calls and work are those of one round of `walkQueue`; only where
 * the cases of others leave fewer than `limit` does it read on.
 */
export const endOfQueue = async (
  context: ListContext,
  sections: readonly QueueSection[],
  limit: number,
): Promise<readonly ListedCase[]> => {
  const ring = await openBriefRings(
    context.openKeyRing,
    sections.map(({ channel }) => channel),
  );
  const atOnce = rowsFor(limit);
  const found: ListedCase[] = [];
  for (let position: ListPosition = {}; ;) {
    const rows = await rowsBefore(context, sections, position, atOnce);
    const listed = await listedOf(context, rows, { atOnce, ring });
    found.push(...listed.filter((one) => one !== undefined));
    if (found.length >= limit || rows.length < atOnce) return found.slice(0, limit);
    position = { ...position, ...lastOfEach(rows) };
  }
};

/** The place of the last row of each section. */
const lastOfEach = (rows: readonly Row[]): ListPosition =>
  Object.fromEntries(
    rows.map(({ row: { caseId, order }, section }) => [sectionName(section), { caseId, order }] as const),
  );

/** Rows that stand before a place, the last first. */
const rowsBefore = async (
  { store }: ListContext,
  sections: readonly QueueSection[],
  position: ListPosition,
  atOnce: number,
): Promise<readonly Row[]> => {
  const pages = await Promise.all(
    sections.map(async (section) => {
      const page = await store.queueEnd(section.channel, section.status, placeIn(position, section), atOnce);
      return page.map((row) => ({ row, section }));
    }),
  );
  return pages
    .flat()
    .sort((one, other) => compareText(other.row.order, one.row.order))
    .slice(0, atOnce);
};

type Row = { readonly row: QueueRow; readonly section: QueueSection };

/** Each row as it exists for the member; work is done for rows that are missing, too. */
const listedOf = async (
  context: ListContext,
  rows: readonly Row[],
  { atOnce, ring }: { readonly atOnce: number; readonly ring: RingPrivateKey | undefined },
): Promise<readonly (ListedCase | undefined)[]> => {
  const vaults = await vaultsOf(context, rows, atOnce);
  const listed: (ListedCase | undefined)[] = [];
  for (const one of rows) listed.push(await listedCase(context, one, vaults.get(one.row.caseId), ring));
  for (let missing = rows.length; missing < atOnce; missing++) openNoBrief(ring);
  return listed;
};

/** Sections of one status are sorted into one another; those of the next begin where all of them end. */
const rowsFrom = async (
  { store }: ListContext,
  sections: readonly QueueSection[],
  position: ListPosition,
  atOnce: number,
): Promise<Row[]> => {
  const pages = await Promise.all(
    sections.map(async (section) => {
      const page = await store.queuePage(section.channel, section.status, placeIn(position, section), atOnce);
      return page.map((row) => ({ row, section }));
    }),
  );
  const statuses = [...new Set(sections.map(({ status }) => status))];
  return pages
    .flat()
    .sort(
      (one, other) =>
        statuses.indexOf(one.section.status) - statuses.indexOf(other.section.status) ||
        compareText(one.row.order, other.row.order),
    )
    .slice(0, atOnce);
};

/** Ids that no case has, to fill up a batch. */
const nobodys = Array.from(
  { length: batch },
  (_, index) => `${'-'.repeat(19)}${String(index).padStart(3, '0')}`,
);

const vaultsOf = async (
  { store }: ListContext,
  rows: readonly Row[],
  atOnce: number,
): Promise<ReadonlyMap<string, CaseVault | 'unreadable'>> => {
  const ids = [...new Set(rows.map(({ row }) => row.caseId))];
  const found = await Promise.all(
    Array.from({ length: atOnce / batch }, (_, index) => {
      const some = ids.slice(index * batch, (index + 1) * batch);
      return store.vaults([...some, ...nobodys.slice(some.length)]);
    }),
  );
  return new Map(found.flatMap((some) => [...some]));
};

// A name of the settings is no property of an object.
const placeIn = (position: ListPosition, section: QueueSection): QueuePosition | undefined =>
  Object.hasOwn(position, sectionName(section)) ? position[sectionName(section)] : undefined;

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const listedCase = async (
  { openKeyRing, member, isThere = canSeeCase, now }: ListContext,
  { row, section: { channel } }: Row,
  vault: CaseVault | 'unreadable' | undefined,
  ring: RingPrivateKey | undefined,
): Promise<ListedCase | undefined> => {
  const { caseId, head } = row;
  // What cannot be read says of nobody that it was granted to them.
  const unreadable = knowsOfDamage(member) ? ({ kind: 'unreadable', caseId } as const) : undefined;
  if (vault === 'unreadable') return unreadable;
  if (!vault?.sealedBrief || vault.expiresAt.getTime() <= now.getTime()) {
    openNoBrief(ring);
    return undefined;
  }
  // The index still shows a case that has gone to another channel; one that was put here shows nothing of itself.
  if (vault.channel !== channel) return vault.leftChannels?.includes(channel) ? undefined : unreadable;
  const brief = await briefIfReadable(openKeyRing, vault.channel, caseId, vault.sealedBrief);
  if (brief && !isThere(member, channel, brief)) return undefined;
  const isOwnHead = head !== 'unreadable' && head.caseId === caseId && head.channel === channel;
  if (!isOwnHead || !brief) return unreadable;
  const opened = vault.openedAt !== undefined;
  return { kind: 'case', head, brief, opened, retainedUntil: vault.expiresAt };
};

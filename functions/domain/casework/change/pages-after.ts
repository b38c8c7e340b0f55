import { doorPage, type DoorPage } from '../../door/door-page.ts';
import type { DoorRecord } from '../../door/door.ts';
import { platformPageAfter } from '../../door/platform-restrictions.ts';
import { shownDecisions, type ShownRecords } from '../../door/shown-decisions.ts';
import { day } from '../../kernel/clock.ts';
import { openSummaryAs } from '../../thread/summary.ts';
import type { DoorKind } from '../../thread/thread-name.ts';
import type { Measure } from '../../decision/measure.ts';
import { decisionRecord, measureRecord, proposalRecord } from '../record/decision-records.ts';
import { doorRecord } from '../record/door-record.ts';
import { recordsOf } from '../record/work-record.ts';
import type { CaseContext, CaseEdit } from './case-edit.ts';
import type { RecordChange } from './case-store.ts';
import type { OpenCase } from './open-case.ts';
import type { RecordsAfter } from './records-after.ts';

type Pages = NonNullable<CaseEdit['pages']>;

/** Records as they are after the change; read once, whichever and however many pages follow from them. */
type FollowedRecords = {
  readonly measures: () => Promise<ReadonlyMap<number, Measure>>;
  /** What decisions are made up of. */
  readonly decided: () => Promise<ShownRecords>;
};

const once = <Content>(make: () => Promise<Content>): (() => Promise<Content>) => {
  let made: Promise<Content> | undefined;
  return () => (made ??= make());
};

const numbered = <Content>(records: ReadonlyMap<number, Content>) =>
  [...records].map(([number, content]) => ({ number, content }));

const followed = (after: RecordsAfter): FollowedRecords => {
  const measures = once(() => after(measureRecord));
  const decided = once(async () => ({
    decisions: numbered(await after(decisionRecord)),
    proposals: numbered(await after(proposalRecord)),
    measures: numbered(await measures()),
  }));
  return { measures, decided };
};

/** What the page of a door follows from. */
export type PageSources = {
  readonly door: DoorRecord;
  /** As it stands, or as the same change writes it; `undefined` where it is damaged. */
  readonly page: DoorPage | undefined;
  readonly after: FollowedRecords;
  readonly settings: CaseContext['settings'];
  /** In UTC. */
  readonly today: string;
};

type FollowingPage = {
  /** Kinds of records that the page shows something of. */
  readonly kinds: readonly string[];
  /** Whether the page of a door that is closed follows as well. */
  readonly closedToo?: true;
  /** @returns `undefined` where the page stays as it is */
  readonly pageAfter: (sources: PageSources) => Promise<DoorPage | undefined>;
};

/**
 * Pages that show something of the case's records. Every change that writes one of these kinds writes them anew, whichever
 * operation it is of, so that none can forget to. What a page shows must follow from its sources alone.
 */
const followingPages: Readonly<Partial<Record<DoorKind, FollowingPage>>> = {
  platform: {
    kinds: [measureRecord.name, doorRecord.name],
    pageAfter: async ({ door, after, settings, today }) =>
      platformPageAfter(settings.decisions, door, await after.measures(), today),
  },
  response: {
    kinds: [decisionRecord.name, measureRecord.name],
    // New words may be made for it: what is shown then is as it stands.
    closedToo: true,
    pageAfter: async ({ page, after, settings, today }) => {
      if (page?.kind !== 'response' || page.decisions.length === 0) return undefined;
      const numbers = page.decisions.map(({ number }) => number);
      const shown = { language: page.language, today };
      return { ...page, decisions: shownDecisions(settings, await after.decided(), numbers, shown) };
    },
  },
};

/**
 * What the pages of doors show after a change. Nothing is read for a case without doors, nor for a change that none of
 * their pages follows from; a page that would say the same is not written.
 */
export const pagesAfter = async (
  context: Pick<CaseContext, 'settings' | 'now'>,
  opened: Pick<OpenCase, 'head' | 'threadKeys' | 'summaries'>,
  after: RecordsAfter,
  { edit, written }: { readonly edit: CaseEdit; readonly written: readonly RecordChange[] },
): Promise<Pages> => {
  const given = edit.pages ?? [];
  const kinds = new Set(written.map(({ kind }) => kind));
  const hasDoors = kinds.has(doorRecord.name) || recordsOf(opened.head, doorRecord.name).last > 0;
  const isTouched = Object.values(followingPages).some((one) => one.kinds.some((kind) => kinds.has(kind)));
  if (!hasDoors || !isTouched) return given;
  const records = followed(after);
  const pages = new Map(given.map(({ thread, page }) => [thread, page]));
  // What a new conversation shows at first is written by the operation that begins it.
  const isNew = (door: DoorRecord) => edit.newThreads?.some(({ thread }) => thread === door.thread) ?? false;
  for (const door of (await after(doorRecord)).values()) {
    const following = followingPages[door.kind];
    if (isNew(door) || !following?.kinds.some((kind) => kinds.has(kind))) continue;
    if (door.state !== 'open' && !following.closedToo) continue;
    const stored = storedPage(opened, door);
    const page = pages.get(door.thread) ?? stored;
    const sources = { door, page, after: records, settings: context.settings, today: day(context.now) };
    const next = await following.pageAfter(sources);
    if (next && JSON.stringify(next) !== JSON.stringify(stored)) pages.set(door.thread, next);
  }
  return [...pages].map(([thread, page]) => ({ thread, page }));
};

/** What the page of a door shows before the change; `undefined` where it does not open. */
const storedPage = (
  { head: { caseId }, threadKeys, summaries }: Pick<OpenCase, 'head' | 'threadKeys' | 'summaries'>,
  { thread }: DoorRecord,
): DoorPage | undefined => {
  const key = threadKeys.get(thread);
  const sealed = summaries.get(thread);
  const place = { caseId, thread, revision: sealed?.revision ?? 0 };
  return key && sealed && openSummaryAs(doorPage, key, place, sealed.sealed);
};

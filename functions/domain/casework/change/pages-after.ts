import { doorPage, type DoorPage } from '../../door/door-page.ts';
import type { DoorRecord } from '../../door/door.ts';
import { platformPageAfter } from '../../door/platform-restrictions.ts';
import { withDecisions } from '../../door/shown-decisions.ts';
import { day } from '../../kernel/clock.ts';
import { openSummaryAs } from '../../thread/summary.ts';
import type { DoorKind } from '../../thread/thread-name.ts';
import { decisionRecord, measureRecord, proposalRecord } from '../record/decision-records.ts';
import { doorRecord } from '../record/door-record.ts';
import { recordsOf } from '../record/work-record.ts';
import type { CaseContext, CaseEdit } from './case-edit.ts';
import type { RecordChange } from './case-store.ts';
import type { OpenCase } from './open-case.ts';
import type { RecordsAfter } from './records-after.ts';

type Pages = NonNullable<CaseEdit['pages']>;

/** What the page of a door follows from. */
export type PageSources = {
  readonly door: DoorRecord;
  /** As it stands, or as the same change writes it; `undefined` where it is damaged. */
  readonly page: DoorPage | undefined;
  readonly after: RecordsAfter;
  readonly settings: CaseContext['settings'];
  /** In UTC. */
  readonly today: string;
};

type FollowingPage = {
  /** Kinds of records that the page shows something of. */
  readonly kinds: readonly string[];
  /** @returns `undefined` where the page stays as it is */
  readonly pageAfter: (sources: PageSources) => Promise<DoorPage | undefined>;
};

/**
 * Pages that show something of the case's records. Every change that writes one of these kinds writes them anew, whichever
 * operation it is of, so that none can forget to. What a page shows must follow from its sources alone.
 */
const numbered = <Content>(records: ReadonlyMap<number, Content>) =>
  [...records].map(([number, content]) => ({ number, content }));

const followingPages: Readonly<Partial<Record<DoorKind, FollowingPage>>> = {
  platform: {
    kinds: [measureRecord.name, doorRecord.name],
    pageAfter: async ({ door, after, settings, today }) =>
      platformPageAfter(settings.decisions, door, await after(measureRecord), today),
  },
  // A page says itself which decisions were put on it: those that were, as they stand.
  response: {
    kinds: [decisionRecord.name, measureRecord.name],
    pageAfter: async ({ page, after, settings, today }) => {
      if (page?.kind !== 'response' || page.decisions.length === 0) return undefined;
      const [decisions, proposals, measures] = await Promise.all([
        after(decisionRecord),
        after(proposalRecord),
        after(measureRecord),
      ]);
      const records = {
        decisions: numbered(decisions),
        proposals: numbered(proposals),
        measures: numbered(measures),
      };
      return withDecisions(settings, page, records, {
        numbers: page.decisions.map(({ number }) => number),
        today,
      });
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
  const pages = new Map(given.map(({ thread, page }) => [thread, page]));
  for (const door of (await after(doorRecord)).values()) {
    const following = followingPages[door.kind];
    if (door.state !== 'open' || !following?.kinds.some((kind) => kinds.has(kind))) continue;
    const stored = storedPage(opened, door);
    const page = pages.get(door.thread) ?? stored;
    const sources = { door, page, after, settings: context.settings, today: day(context.now) };
    const next = await following.pageAfter(sources);
    if (next && !isSamePage(next, stored)) pages.set(door.thread, next);
  }
  return [...pages].map(([thread, page]) => ({ thread, page }));
};

// Parsed, so that neither the order in which parts are written nor one that says nothing makes a difference.
const isSamePage = (one: DoorPage, other: DoorPage | undefined): boolean =>
  JSON.stringify(doorPage.parse(one)) === JSON.stringify(other);

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

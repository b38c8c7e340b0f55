import type { Token } from '../../envelope/token.ts';
import { isNoDoor, openConversation, type Conversation } from '../door/open-conversation.ts';
import type { ReportPeriod } from '../statistics/report-period.ts';
import type { NoDoor, ThreadReader } from '../thread/open-thread.ts';
import type { Summary } from '../thread/summary.ts';
import { countedMark } from './counted-mark.ts';
import { readReportFile } from './published-report.ts';
import type { PublicReport, PublishedReports } from './transparency-store.ts';

export const countedStandings = ['counted', 'other-months', 'held-back'] as const;
/** `held-back`: it came in the months of the published report and was not counted. */
export type CountedStanding = (typeof countedStandings)[number];

export type FoundInReport = {
  readonly id: string;
  readonly period: ReportPeriod;
  readonly standing: CountedStanding;
};

/** How a report stands in each published one; one that does not parse is left out. Every mark of each is looked at. */
export const findInReports = (
  published: readonly PublicReport[],
  { countTag, sentOn }: Pick<Summary, 'countTag' | 'sentOn'>,
): readonly FoundInReport[] =>
  published.flatMap(({ file }) => {
    const report = readReportFile(file);
    if (!report) return [];
    const { id, period, counted } = report;
    const mark = countTag === undefined ? undefined : countedMark(countTag, id);
    const isCounted = counted.filter((one) => one === mark).length > 0;
    const month = sentOn.slice(0, 7);
    const isOfPeriod = period.from <= month && month <= period.until;
    return [{ id, period, standing: isCounted ? 'counted' : isOfPeriod ? 'held-back' : 'other-months' }];
  });

export type LookForReportResult =
  | NoDoor
  /** Another door than the reporter's: nothing is looked for. */
  | { readonly kind: 'not-the-reporters'; readonly found: Conversation }
  | {
      readonly kind: 'looked';
      readonly found: Extract<Conversation, { kind: 'thread' }>;
      /** The latest period first. */
      readonly reports: readonly FoundInReport[];
    };

/**
 * In which published reports a report was counted, by the tag that stands in its sealed summary: nobody but its reporter, and
 * the team, can ask. Three calls of the store, whether it was counted or not; unusable doors take the same as everywhere.
 */
export const lookForReport = async (
  store: ThreadReader & PublishedReports,
  token: Token,
  now: Date,
): Promise<LookForReportResult> => {
  const found = await openConversation(store, token, now);
  if (isNoDoor(found)) return found;
  if (found.kind === 'other') return { kind: 'not-the-reporters', found };
  const published = await store.publishedReports();
  return { kind: 'looked', found, reports: [...findInReports(published, found.thread.summary)].reverse() };
};

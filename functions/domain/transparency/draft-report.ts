import type { Settings } from '../../settings/schema.ts';
import { mayDo } from '../authorization/permissions.ts';
import { day } from '../kernel/clock.ts';
import { onlyEpoch } from '../key-ring/purpose.ts';
import { ringIfThere } from '../key-ring/ring-if-there.ts';
import { newId } from '../kernel/random.ts';
import { isNamedIn } from '../member/can-see-case.ts';
import type { Member } from '../member/member.ts';
import { countMonths, tagsOfMonths, type MonthCounts } from '../statistics/report-counts.ts';
import {
  countableFrom,
  monthAfter,
  monthsOf,
  mostMonthsOfPeriod,
  reportId,
  type ReportPeriod,
} from '../statistics/report-period.ts';
import { maySeeStatistic, readStatistics } from '../statistics/read-statistics.ts';
import type { Statistic } from '../statistics/statistic.ts';
import { answersInBatches } from '../survey/survey-batches.ts';
import { makeReport, namesOf, settingsNamesOf } from './make-report.ts';
import { narrativesFor } from './draft-narratives.ts';
import { readReportFile, type PublishedReport } from './published-report.ts';
import { openCounts, sealDraft } from './report-draft.ts';
import type { TransparencyContext } from './transparency-context.ts';
import type { StoredDraft } from './transparency-store.ts';

export type DraftRefusal =
  /** The months are not in order, too many, or not over for long enough; `from` is the first day, ISO. */
  | { readonly kind: 'not-a-period' }
  | { readonly kind: 'too-early'; readonly from: string }
  | { readonly kind: 'published-before' }
  /** Readers are members of all channels, at least one besides who counts. */
  | { readonly kind: 'not-readers' }
  /** `too-many`: more reports than one published report has room for. */
  | { readonly kind: 'too-few' | 'too-many' | 'unprotected' }
  /** Something that was counted before, or a row, does not open. */
  | { readonly kind: 'damaged' };

export type DraftResult = { readonly kind: 'drafted'; readonly id: string } | DraftRefusal;

/** Months before a period in which a report can have come that was closed in it; the rest of its first year at least. */
const monthsBack = (settings: Settings): number =>
  1 +
  Math.max(
    11,
    ...Object.values(settings.channels).map(({ retention }) => Math.ceil(retention.hardLimitDays / 28)),
  );

/** Who can read a draft if they are named in it: what it counts is of all channels. */
export const canRead = (settings: Settings, member: Pick<Member, 'role' | 'channels'>): boolean =>
  mayDo('approve-report', member.role) === 'allowed' &&
  Object.keys(settings.channels).every((channel) => member.channels.includes(channel));

/**
 * What is counted: rows that exist for every reader, and that were kept from nobody who is on the team today. A member who
 * is kept from a case and knows how many there are besides would find it in the difference.
 */
export const countable = (
  rows: readonly Statistic[],
  readers: readonly Member[],
  team: readonly Member[],
): readonly Statistic[] =>
  rows.filter(
    (row) =>
      readers.every((reader) => maySeeStatistic(reader, row)) &&
      (row.kind === 'survey' || !team.some((member) => isNamedIn(row.hiddenFrom, member))),
  );

/** Marks and tags of so many fit into the rows they are stored in. */
export const mostReportsOfPeriod = 10_000;

type CountedMonths = {
  readonly months: ReadonlyMap<string, MonthCounts>;
  /** Tags of the reports that each month counts. */
  readonly tags: ReadonlyMap<string, readonly string[]>;
};
type Earlier = CountedMonths & { readonly reports: readonly PublishedReport[] };

/** All that was published, and what was counted for it. @returns `undefined` when some of it does not open */
const readEarlier = async ({ store, openKeyRing }: TransparencyContext): Promise<Earlier | undefined> => {
  const [published, kept] = await Promise.all([store.publishedReports(), store.keptCounts()]);
  const reports = published.map(({ file }) => readReportFile(file));
  if (reports.some((report) => report === undefined) || published.length !== kept.length) return undefined;
  const months = new Map<string, MonthCounts>();
  const tags = new Map<string, readonly string[]>();
  for (const { id, channel, sealed } of kept) {
    const ring = await ringIfThere(openKeyRing, channel, 'register', onlyEpoch);
    const counts = ring && openCounts(ring, id, sealed);
    if (!counts) return undefined;
    for (const [month, cells] of Object.entries(counts.months)) months.set(month, cells);
    for (const [month, ofMonth] of Object.entries(counts.tags)) tags.set(month, ofMonth);
  }
  return { reports: reports.flatMap((report) => report ?? []), months, tags };
};

const periodProblem = (
  { settings, now }: TransparencyContext,
  period: ReportPeriod,
): DraftRefusal | undefined => {
  const months = period.from > period.until ? 0 : monthsOf(period).length;
  if (months < 1 || months > mostMonthsOfPeriod) return { kind: 'not-a-period' };
  const from = countableFrom(period, settings.transparency.delayMonths);
  return now < from ? { kind: 'too-early', from: day(from) } : undefined;
};

/** Everybody named, and who counts. @returns `undefined` when they may not all read it, or there is nobody else */
const readersOf = (
  { settings, member }: TransparencyContext,
  team: readonly Member[],
  chosen: readonly string[],
): readonly Member[] | undefined => {
  const ids = new Set([member.memberId, ...chosen]);
  const readers = team.filter(({ memberId }) => ids.has(memberId));
  const all = readers.length === ids.size && readers.every((reader) => canRead(settings, reader));
  return all && readers.length >= 2 ? readers : undefined;
};

/** Months of the period that no report was of, with what happened in them. @returns `undefined` when a row does not open */
const countNew = async (
  context: TransparencyContext,
  months: readonly string[],
  { earlier, readers, team }: { earlier: Earlier; readers: readonly Member[]; team: readonly Member[] },
): Promise<CountedMonths | undefined> => {
  const [first] = months;
  if (first === undefined) return { months: new Map(), tags: new Map() };
  const { settings, openKeyRing } = context;
  const asked = monthsOf({ from: monthAfter(first, -monthsBack(settings)), until: months.at(-1) ?? first });
  const channels = Object.keys(settings.channels);
  const read = await readStatistics({ store: context.statistics, openKeyRing }, channels, asked);
  if (read.unreadable > 0) return undefined;
  const names = settingsNamesOf(namesOf(settings, earlier.reports));
  const rows = answersInBatches(countable(read.rows, readers, team), months.at(-1) ?? first);
  return { months: countMonths(rows, months, names), tags: tagsOfMonths(rows, months) };
};

/**
 * Counts a period and keeps what would be published as a draft, which never changes. Months that were published before are
 * not counted again: they count as they did.
 * @param chosen ids of members who can read and approve it besides who counts
 * @throws {Fault} when storage or KMS does not answer
 */
export const draftReport = async (
  context: TransparencyContext,
  period: ReportPeriod,
  chosen: readonly string[],
): Promise<DraftResult> => {
  const { settings, store, member, now, random } = context;
  const problem = periodProblem(context, period);
  if (problem) return problem;
  const team = await context.team();
  const readers = readersOf(context, team, chosen);
  if (!readers) return { kind: 'not-readers' };
  const earlier = await readEarlier(context);
  if (!earlier) return { kind: 'damaged' };
  if (earlier.reports.some(({ id }) => id === reportId(period))) return { kind: 'published-before' };
  const months = monthsOf(period).filter((month) => !earlier.months.has(month));
  const counted = await countNew(context, months, { earlier, readers, team });
  if (!counted) return { kind: 'damaged' };
  const counts = new Map([...earlier.months, ...counted.months]);
  const tags = new Map(
    monthsOf(period).map((month) => [month, counted.tags.get(month) ?? earlier.tags.get(month) ?? []]),
  );
  if ([...tags.values()].flat().length > mostReportsOfPeriod) return { kind: 'too-many' };
  const made = makeReport({ settings, period, counts, tags, earlier: earlier.reports, countedOn: day(now) });
  if (made.kind !== 'made') return made;
  const narratives = await narrativesFor(
    context,
    { readers, team },
    { report: made.report, earlier: earlier.reports },
  );
  const id = newId(random);
  const channel = settings.defaultChannel;
  const ring = await context.ringPublicKey(channel, 'register');
  const draft: StoredDraft = {
    id,
    period,
    made: { by: member.memberId, on: day(now) },
    readers: readers.map(({ memberId }) => memberId),
    publishedBefore: earlier.reports.length,
    channel,
    sealed: sealDraft(ring, id, {
      report: made.report,
      months: Object.fromEntries(counted.months),
      tags: Object.fromEntries(tags),
      narratives,
    }),
    approvals: [],
  };
  await store.writeDraft(draft);
  return { kind: 'drafted', id };
};

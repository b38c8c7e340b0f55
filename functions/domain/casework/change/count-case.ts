import type { ReportSource } from '../../case/source.ts';
import { fullHour } from '../../kernel/clock.ts';
import { newId } from '../../kernel/random.ts';
import { logAccessOf } from '../../register/log-access.ts';
import { datesSettled } from '../../statistics/settled-dates.ts';
import { sourceOfReport } from '../../statistics/source-of-report.ts';
import type { KeptStatistic } from '../../statistics/kept-statistic.ts';
import type { CaseStatistic } from '../../statistics/statistic.ts';
import {
  findInCase,
  nothingFound,
  statisticOfCase,
  type CaseRecords,
} from '../../statistics/statistic-of-case.ts';
import { statisticOfDecision } from '../../statistics/statistic-of-decision.ts';
import type { Appeal } from '../../appeal/appeal.ts';
import type { Decision } from '../../decision/decision.ts';
import type { Entry } from '../../thread/entry.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import { openedEntries } from '../reading/opened-entries.ts';
import {
  appealRecord,
  decisionRecord,
  findingRecord,
  measureRecord,
  respondentRecord,
} from '../record/decision-records.ts';
import type { CaseContext, CaseEdit } from './case-edit.ts';
import { hasDoor, type CaseHead, type RecordChange } from './case-store.ts';
import type { OpenCase } from './open-case.ts';
import type { RecordsAfter } from './records-after.ts';

/** What a change does to a case, as far as it is counted. */
export type CountedChange = {
  readonly edit: Pick<CaseEdit, 'brief' | 'channel' | 'entries'>;
  /** As the change leaves it. */
  readonly after: CaseHead;
  /** Absent while nobody has opened the case, this change included. */
  readonly openedAt: Date | undefined;
  /** The case is erased by it, before its time. */
  readonly erases?: true;
  readonly recordsNow: RecordsAfter;
  readonly written: readonly RecordChange[];
};

/** Kinds of records that rows follow from. */
const countedKinds: readonly string[] = [
  respondentRecord.name,
  findingRecord.name,
  decisionRecord.name,
  measureRecord.name,
  appealRecord.name,
];

export const writesCounted = ({ written }: Pick<CountedChange, 'written'>): boolean =>
  written.some(({ kind }) => countedKinds.includes(kind));

/**
 * What the rows of a case say after a change.
 * @param kept what they say now; a case without rows is counted from what it still says
 */
export const countCase = async (
  context: CaseContext,
  opened: OpenCase,
  change: CountedChange,
  kept: KeptStatistic | undefined,
): Promise<KeptStatistic> => {
  const { head } = opened;
  const { edit, after, recordsNow } = change;
  const before = kept ? { ...kept, source: kept.row.source } : await notCountedYet(context, opened);
  const records = !kept || writesCounted(change) ? await readRecords(context, recordsNow) : undefined;
  const found = records ? findInCase(records) : (kept?.found ?? nothingFound);
  const moments = momentsAfter(context, opened, change, { before, records });
  const promises = sumOf(before.promises, datesSettled(head, after, context.now));
  const brief = edit.brief ?? opened.brief;
  const counted = { channel: after.channel, source: before.source, access: logAccessOf(brief) };
  const row = statisticOfCase({
    ...counted,
    ...asDates(moments),
    sentAt: head.sentAt,
    anonymous: (brief.identityGiven ?? []).length === 0,
    urgent: head.urgent,
    likelySpam: brief.likelySpam,
    state: after.state,
    found,
    promises,
    countTag: kept?.row.countTag ?? head.countTag ?? newId(context.random),
  });
  return {
    id: kept?.id ?? newId(context.random),
    ...moments,
    promises,
    found,
    row: change.erases && row.state === 'open' ? { ...row, state: 'withdrawn' } : row,
    decisions: decisionsAfter(context, kept, counted, records),
  };
};

const sumOf = (
  one: CaseStatistic['promises'],
  other: CaseStatistic['promises'],
): CaseStatistic['promises'] => ({ kept: one.kept + other.kept, missed: one.missed + other.missed });

type Moments = Pick<KeptStatistic, 'acknowledgedAt' | 'firstAnswerAt' | 'decidedAt' | 'closedAt'>;

const asDate = (at: string | undefined): Date | undefined => (at === undefined ? undefined : new Date(at));
const asDates = ({ acknowledgedAt, firstAnswerAt, decidedAt, closedAt }: Moments) => ({
  acknowledgedAt: asDate(acknowledgedAt),
  firstAnswerAt: asDate(firstAnswerAt),
  decidedAt: asDate(decidedAt),
  closedAt: asDate(closedAt),
});

type Before = Moments & Pick<KeptStatistic, 'promises'> & { readonly source: ReportSource };

/** The words of the team that a reporter reads, whatever they come with. */
const isAnswer = (entry: Entry | 'unreadable'): entry is Entry =>
  entry !== 'unreadable' && entry.from === 'team' && (entry.texts.get('text') ?? '') !== '';

/** Of a case without a row: what its thread still says of what came before. */
const notCountedYet = async (context: CaseContext, opened: OpenCase): Promise<Before> => {
  const { head, brief, vault } = opened;
  const entries = await openedEntries(context, opened, reporterThread);
  const source = sourceOfReport(brief, entries.find(({ number }) => number === 1)?.entry);
  // A case that a member made begins with their own words.
  const answers = entries.flatMap(({ number, entry }) => (number > 1 && isAnswer(entry) ? [entry.on] : []));
  const first = hasDoor(vault, reporterThread) ? answers[0] : undefined;
  const firstAnswerAt = first === undefined ? undefined : fullHour(new Date(first)).toISOString();
  return {
    source,
    promises: { kept: 0, missed: 0 },
    firstAnswerAt,
    acknowledgedAt: head.state === 'received' ? undefined : firstAnswerAt,
    closedAt: head.closedOn === undefined ? undefined : new Date(head.closedOn).toISOString(),
  };
};

type Read = Omit<CaseRecords, 'decisions' | 'appeals'> & {
  readonly decisions: readonly { readonly number: number; readonly content: Decision }[];
  readonly appeals: readonly Appeal[];
  /** Types of the measures of each decision. */
  readonly measures: ReadonlyMap<number, readonly string[]>;
};

const readRecords = async (
  { settings }: Pick<CaseContext, 'settings'>,
  recordsNow: RecordsAfter,
): Promise<Read> => {
  const [respondents, findings, decisions, measures, appeals] = await Promise.all([
    recordsNow(respondentRecord),
    recordsNow(findingRecord),
    recordsNow(decisionRecord),
    recordsNow(measureRecord),
    recordsNow(appealRecord),
  ]);
  const types = new Map<number, readonly string[]>();
  for (const { decision, type } of measures.values())
    if (decision !== undefined) types.set(decision, [...(types.get(decision) ?? []), type]);
  return {
    respondents: numbered(respondents),
    findings: numbered(findings),
    decisions: numbered(decisions),
    appeals: [...appeals.values()],
    measures: types,
    secondApprovals: settings.decisions.appeal.secondApprovals,
  };
};

const numbered = <Content>(records: ReadonlyMap<number, Content>) =>
  [...records]
    .map(([number, content]) => ({ number, content }))
    .sort((one, other) => one.number - other.number);

const momentsAfter = (
  { now }: CaseContext,
  { head, vault }: OpenCase,
  { edit, after }: CountedChange,
  { before, records }: { readonly before: Before; readonly records: Read | undefined },
): Moments => {
  const hour = fullHour(now).toISOString();
  const isAcknowledged = head.state === 'received' && after.state !== 'received';
  const isAnswered =
    hasDoor(vault, reporterThread) &&
    (edit.entries ?? []).some(({ thread, entry }) => thread === reporterThread && isAnswer(entry));
  // In force since the change that writes it, or, in a case that is counted for the first time, since its day.
  const today = hour.slice(0, 10);
  const decidedOn = records?.decisions.map(({ content }) => content.on).toSorted()[0];
  const decidedAt = decidedOn === today ? hour : decidedOn && new Date(decidedOn).toISOString();
  const staysClosed = head.state === 'closed' ? before.closedAt : undefined;
  return {
    acknowledgedAt: before.acknowledgedAt ?? (isAcknowledged ? hour : undefined),
    firstAnswerAt: before.firstAnswerAt ?? (isAnswered ? hour : undefined),
    decidedAt: before.decidedAt ?? decidedAt,
    closedAt: after.state === 'closed' ? (staysClosed ?? hour) : undefined,
  };
};

/** A decision's row stays where its record does not open any more, and follows the case in who may see it. */
const decisionsAfter = (
  { random }: CaseContext,
  kept: KeptStatistic | undefined,
  counted: Pick<Parameters<typeof statisticOfDecision>[0], 'channel' | 'source' | 'access'>,
  records: Read | undefined,
): KeptStatistic['decisions'] => {
  const { channel, access } = counted;
  const before = kept?.decisions ?? [];
  const stay = before.flatMap((one) =>
    records?.decisions.some(({ number }) => number === one.number)
      ? []
      : [{ ...one, row: { ...one.row, channel, ...access } }],
  );
  if (!records) return stay;
  const { measures, appeals, secondApprovals } = records;
  const written = records.decisions.map(({ number, content }) => ({
    number,
    id: before.find((one) => one.number === number)?.id ?? newId(random),
    row: statisticOfDecision({
      ...counted,
      decision: content,
      measures: measures.get(number) ?? [],
      appeals: appeals.filter((one) => one.decision === number),
      secondApprovals,
    }),
  }));
  return [...stay, ...written].sort((one, other) => one.number - other.number);
};

import type { Decision } from '../../decision/decision.ts';
import type { Measure } from '../../decision/measure.ts';
import { shownDecisions, type ShownRecords } from '../../door/shown-decisions.ts';
import type { ResponsePage } from '../../door/response-page.ts';
import { day } from '../../kernel/clock.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import type { OpenCase } from '../change/open-case.ts';
import { readRecordsOf, type Numbered } from '../reading/read-records.ts';
import { decisionRecord, measureRecord, proposalRecord } from '../record/decision-records.ts';
import { doorRecord } from '../record/door-record.ts';
import { pageOfThread } from './door-parts.ts';

type Pages = NonNullable<CaseEdit['pages']>;

/** Records as they stand once a change is written, in the place of those that are stored. */
export type ChangedRecords = {
  readonly decisions?: readonly Pick<Numbered<Decision>, 'number' | 'content'>[];
  readonly measures?: readonly Pick<Numbered<Measure>, 'number' | 'content'>[];
};

const after = <Content>(
  stored: readonly Numbered<Content>[],
  changed: readonly { readonly number: number; readonly content: Content }[] = [],
) => [
  ...stored.map((one) => changed.find(({ number }) => number === one.number) ?? one),
  ...changed.filter(({ number }) => !stored.some((one) => one.number === number)),
];

/** Everything that a page of a respondent shows of decisions, once a change is written. */
export const shownRecordsAfter = async (
  context: Pick<CaseContext, 'store'>,
  opened: OpenCase,
  changed: ChangedRecords,
): Promise<ShownRecords> => {
  const [decisions, proposals, measures] = await Promise.all([
    readRecordsOf(context, opened, decisionRecord),
    readRecordsOf(context, opened, proposalRecord),
    readRecordsOf(context, opened, measureRecord),
  ]);
  return {
    decisions: after(decisions.records, changed.decisions),
    proposals: proposals.records,
    measures: after(measures.records, changed.measures),
  };
};

/** A page with these decisions, as they stand. */
export const withDecisions = (
  { settings, now }: Pick<CaseContext, 'settings' | 'now'>,
  page: ResponsePage,
  records: ShownRecords,
  numbers: readonly number[],
): ResponsePage => {
  const shown = { language: page.language, today: day(now) };
  return { ...page, decisions: shownDecisions(settings, records, numbers, shown) };
};

/**
 * The pages of respondents who were handed a decision, where they show something else once a change is written. A case
 * without doors takes no call for it.
 */
export const responsePagesAfter = async (
  context: Pick<CaseContext, 'store' | 'settings' | 'now'>,
  opened: OpenCase,
  changed: ChangedRecords,
): Promise<Pages> => {
  const { records: doors } = await readRecordsOf(context, opened, doorRecord);
  const pages = doors.flatMap(({ content: { thread } }) => {
    const page = pageOfThread(opened, thread);
    return page?.kind === 'response' && page.decisions.length > 0 ? [{ thread, page }] : [];
  });
  if (pages.length === 0) return [];
  const records = await shownRecordsAfter(context, opened, changed);
  return pages.flatMap(({ thread, page: before }) => {
    const numbers = before.decisions.map(({ number }) => number);
    const page = withDecisions(context, before, records, numbers);
    return JSON.stringify(page) === JSON.stringify(before) ? [] : [{ thread, page }];
  });
};

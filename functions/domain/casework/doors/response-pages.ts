import type { Decision } from '../../decision/decision.ts';
import { shownDecisions, type ShownRecords } from '../../door/shown-decisions.ts';
import type { ResponsePage } from '../../door/response-page.ts';
import { day } from '../../kernel/clock.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { OpenCase } from '../change/open-case.ts';
import { readRecordsOf, type Numbered } from '../reading/read-records.ts';
import { decisionRecord, measureRecord, proposalRecord } from '../record/decision-records.ts';

/** Records as they stand once a change is written, in the place of those that are stored. */
export type ChangedRecords = {
  readonly decisions?: readonly Pick<Numbered<Decision>, 'number' | 'content'>[];
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
    measures: measures.records,
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

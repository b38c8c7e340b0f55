import type { PermissionRow } from '../../authorization/permissions.ts';
import type { Measure } from '../../decision/measure.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import type { OpenCase } from '../change/open-case.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import { readRecordsOf, type Numbered } from '../reading/read-records.ts';
import { logWriteAfter, type LogWrite } from '../../register/log-write.ts';
import { decisionRecord, measureRecord } from '../record/decision-records.ts';
import type { RecordWrite } from '../record/work-record.ts';

export type NoSuchMeasure = { readonly kind: 'no-such-measure' };

/** What becomes of a measure, what else is written with it, and what the audit log says. */
type MeasureChange<Refusal> =
  | { readonly refusal: Refusal }
  | {
      readonly measure: Measure;
      readonly action: string;
      readonly records?: readonly RecordWrite[];
      readonly notices?: CaseEdit['notices'];
    };

const platformsOf = (decision: number | undefined, measures: readonly Numbered<Measure>[]): string[] => [
  ...new Set(
    measures
      .filter(({ content }) => content.decision === decision)
      .flatMap(({ content }) => content.rollOuts.map(({ platform }) => platform)),
  ),
];

const allSettled = (decision: number | undefined, measures: readonly Numbered<Measure>[]): boolean =>
  measures.every(({ content }) => content.decision !== decision || content.status !== 'to-do');

/**
 * What the enforcement log says of the decision behind a measure from now on: where it restricts somebody, and whether all
 * of its measures are done. Nothing where that is as before.
 */
const loggedAfter = async (
  context: CaseContext,
  opened: OpenCase,
  before: readonly Numbered<Measure>[],
  changed: Numbered<Measure>,
): Promise<readonly LogWrite[]> => {
  const { decision } = changed.content;
  const after = before.map((one) => (one.number === changed.number ? changed : one));
  const platforms = platformsOf(decision, after);
  const isDone = allSettled(decision, after);
  const isAsBefore =
    isDone === allSettled(decision, before) && platforms.join() === platformsOf(decision, before).join();
  if (decision === undefined || isAsBefore) return [];
  const { records } = await readRecordsOf(context, opened, decisionRecord);
  const found = records.find(({ number }) => number === decision);
  if (!found) return [];
  const { status } = found.content;
  return logWriteAfter(found.content, {
    platforms,
    status: status === 'in-force' && isDone ? 'measures-done' : status,
  });
};

/**
 * Changes one measure of a case, read after the head; the audit log names its type.
 * @param asked the number of the measure, and who may change it
 */
export const changeMeasure = <Refusal extends { readonly kind: string } = never>(
  context: CaseContext,
  caseId: string,
  asked: { readonly number: number; readonly permission: PermissionRow },
  decide: (before: Measure, opened: OpenCase) => MeasureChange<Refusal> | Promise<MeasureChange<Refusal>>,
): Promise<ChangeResult<Refusal | NoSuchMeasure>> =>
  changeCase<Refusal | NoSuchMeasure>(context, caseId, asked.permission, async (opened) => {
    const { records } = await readRecordsOf(context, opened, measureRecord);
    const found = records.find(({ number }) => number === asked.number);
    if (!found) return { refusal: { kind: 'no-such-measure' } };
    const change = await decide(found.content, opened);
    if ('refusal' in change) return change;
    const { measure, action, records: others = [], notices = [] } = change;
    return {
      edit: {
        audit: { action, detail: measure.type },
        records: [measureRecord.write(measure, { number: asked.number }), ...others],
        logLines: await loggedAfter(context, opened, records, { ...found, content: measure }),
        notices,
      },
    };
  });

export const noSuchMeasure: ProblemsOf<NoSuchMeasure> = {
  'no-such-measure': {
    is: 'missing',
    code: 'no-such-measure',
    detail: 'There is no such measure.',
    at: { pointer: '/measure', detail: 'Is no measure of this case.' },
  },
};

import type { PermissionRow } from '../../authorization/permissions.ts';
import type { Measure } from '../../decision/measure.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import type { OpenCase } from '../change/open-case.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { measureRecord } from '../record/decision-records.ts';
import type { RecordWrite } from '../record/work-record.ts';
import { caseFull, hasRoom, type CaseFull } from './room.ts';

/** There is no such measure, or no room for what was to be written of it. */
export type MeasureUnchanged = { readonly kind: 'no-such-measure' } | CaseFull;

/** What becomes of a measure, what else is written with it, and what the audit log says. */
type MeasureChange<Refusal> =
  | { readonly refusal: Refusal }
  | {
      readonly measure: Measure;
      readonly action: string;
      readonly records?: readonly RecordWrite[];
      readonly notices?: CaseEdit['notices'];
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
): Promise<ChangeResult<Refusal | MeasureUnchanged>> =>
  changeCase<Refusal | MeasureUnchanged>(context, caseId, asked.permission, async (opened) => {
    const { records, bytes } = await readRecordsOf(context, opened, measureRecord);
    const found = records.find(({ number }) => number === asked.number);
    if (!found) return { refusal: { kind: 'no-such-measure' } };
    const change = await decide(found.content, opened);
    if ('refusal' in change) return change;
    const { measure, action, records: others = [], notices = [] } = change;
    if (!hasRoom('measures', bytes, measureRecord, { before: found.content, after: measure }))
      return { refusal: { kind: 'case-full' } };
    return {
      edit: {
        audit: { action, detail: measure.type },
        records: [measureRecord.write(measure, { number: asked.number }), ...others],
        notices,
      },
    };
  });

export const measureUnchanged: ProblemsOf<MeasureUnchanged> = {
  ...caseFull,
  'no-such-measure': {
    is: 'missing',
    code: 'no-such-measure',
    detail: 'There is no such measure.',
    at: { pointer: '/measure', detail: 'Is no measure of this case.' },
  },
};

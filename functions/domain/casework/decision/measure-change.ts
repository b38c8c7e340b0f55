import type { PermissionRow } from '../../authorization/permissions.ts';
import { isSettled } from '../../decision/measure-state.ts';
import type { Measure } from '../../decision/measure.ts';
import { day } from '../../kernel/clock.ts';
import { logWriteAfter, type LogWrite } from '../../register/log-write.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import type { OpenCase } from '../change/open-case.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import { readRecordsOf, type Numbered } from '../reading/read-records.ts';
import { decisionRecord, measureRecord } from '../record/decision-records.ts';
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

const platformsOf = (measures: readonly Measure[]): string[] => [
  ...new Set(measures.flatMap(({ rollOuts }) => rollOuts.map(({ platform }) => platform))),
];

/**
 * What the enforcement log says of decisions from now on whose measures change: where each restricts somebody, that all its
 * measures are done, with the last one that is settled, and that it is in force again when one is opened. A decision that
 * has ended says so already.
 * @param measures all of the case, as they were
 * @param changed what becomes of some of them, by number
 */
export const loggedAfter = async (
  context: CaseContext,
  opened: OpenCase,
  measures: readonly Numbered<Measure>[],
  changed: ReadonlyMap<number, Measure>,
): Promise<readonly LogWrite[]> => {
  const today = day(context.now);
  const concerned = [...new Set([...changed.values()].map(({ decision }) => decision))];
  const facts = concerned.flatMap((decision) => {
    const own = measures.filter(({ content }) => content.decision === decision);
    if (decision === undefined || own.length === 0) return [];
    const after = own.map(({ number, content }) => changed.get(number) ?? content);
    const before = own.every(({ content }) => isSettled(content, today));
    const areDone = after.every((one) => isSettled(one, today));
    // Measures that end by themselves write nothing, so the log is told with every change while all are done.
    const platforms = platformsOf(after);
    const areElsewhere = platforms.join() !== platformsOf(own.map(({ content }) => content)).join();
    return before || areDone || areElsewhere ? [{ decision, areDone, platforms }] : [];
  });
  if (facts.length === 0) return [];
  const { records } = await readRecordsOf(context, opened, decisionRecord);
  return facts.flatMap(({ decision: number, areDone, platforms }) => {
    const decision = records.find((one) => one.number === number)?.content;
    if (decision?.status !== 'in-force') return [];
    return logWriteAfter(decision, { platforms, status: areDone ? 'measures-done' : 'in-force' });
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
): Promise<ChangeResult<Refusal | MeasureUnchanged>> =>
  changeCase<Refusal | MeasureUnchanged>(context, caseId, asked.permission, async (opened) => {
    const { records, unreadable, bytes } = await readRecordsOf(context, opened, measureRecord);
    const found = records.find(({ number }) => number === asked.number);
    if (!found) return { refusal: { kind: 'no-such-measure' } };
    const change = await decide(found.content, opened);
    if ('refusal' in change) return change;
    const { measure, action, records: others = [], notices = [] } = change;
    if (!hasRoom('measures', bytes, measureRecord, { before: found.content, after: measure }))
      return { refusal: { kind: 'case-full' } };
    return {
      edit: {
        audit: { action, detail: measure.type, facts: { measure: asked.number } },
        records: [measureRecord.write(measure, { number: asked.number }), ...others],
        notices,
        logLines: await loggedAfter(
          context,
          opened,
          unreadable > 0 ? [] : records,
          new Map([[asked.number, measure]]),
        ),
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

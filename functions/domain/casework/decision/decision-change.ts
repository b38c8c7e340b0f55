import type { PermissionRow } from '../../authorization/permissions.ts';
import type { Decision } from '../../decision/decision.ts';
import { logWriteAfter } from '../../register/log-write.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import type { OpenCase } from '../change/open-case.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { decisionRecord } from '../record/decision-records.ts';
import type { RecordWrite } from '../record/work-record.ts';

export type NoSuchDecision = { readonly kind: 'no-such-decision' };
/** It has ended, or another one has taken its place. */
export type NotInForce = { readonly kind: 'not-in-force' };

type DecisionChange<Refusal> =
  | { readonly refusal: Refusal }
  | {
      readonly decision: Decision;
      readonly action: string;
      readonly records?: readonly RecordWrite[];
      /** Something of its measures is open from now on. */
      readonly opensMeasures?: boolean;
    };

/** What the enforcement log says of it from now on; that its measures are done stays as it is. */
const logged = (before: Decision, after: Decision, opensMeasures: boolean): Pick<CaseEdit, 'logLines'> => {
  const { status, reviewOn } = after;
  const isOtherStatus = opensMeasures || before.status !== status;
  if (!isOtherStatus && before.reviewOn === reviewOn) return {};
  return { logLines: logWriteAfter(after, { ...(isOtherStatus && { status }), reviewOn }) };
};

/**
 * Changes one decision that is in force, read after the head, and what the enforcement log says of it; the audit log names
 * its rung.
 * @param asked the number of the decision, and who may change it
 */
export const changeDecision = <Refusal extends { readonly kind: string } = never>(
  context: CaseContext,
  caseId: string,
  asked: { readonly number: number; readonly permission: PermissionRow },
  decide: (before: Decision, opened: OpenCase) => DecisionChange<Refusal> | Promise<DecisionChange<Refusal>>,
): Promise<ChangeResult<Refusal | NoSuchDecision | NotInForce>> =>
  changeCase<Refusal | NoSuchDecision | NotInForce>(context, caseId, asked.permission, async (opened) => {
    const { records } = await readRecordsOf(context, opened, decisionRecord);
    const found = records.find(({ number }) => number === asked.number);
    if (!found) return { refusal: { kind: 'no-such-decision' } };
    if (found.content.status !== 'in-force') return { refusal: { kind: 'not-in-force' } };
    const change = await decide(found.content, opened);
    if ('refusal' in change) return change;
    const { decision, action, records: others = [], opensMeasures = false } = change;
    return {
      edit: {
        audit: { action, detail: decision.rung ?? undefined },
        records: [decisionRecord.write(decision, { number: asked.number }), ...others],
        ...logged(found.content, decision, opensMeasures),
      },
    };
  });

export const noSuchDecision: ProblemsOf<NoSuchDecision | NotInForce> = {
  'no-such-decision': {
    is: 'missing',
    code: 'no-such-decision',
    detail: 'There is no such decision.',
    at: { pointer: '/decision', detail: 'Is no decision of this case.' },
  },
  'not-in-force': {
    is: 'conflict',
    code: 'not-in-force',
    detail: 'This decision is not in force any more.',
  },
};

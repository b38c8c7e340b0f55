import { reasonNotSecond, type ReasonNotSecond } from '../../decision/eligibility.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { OpenCase } from '../change/open-case.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { softConflictRecord } from '../record/decision-records.ts';
import type { DamagedRecords } from './decision-problems.ts';

export type NotSecond = { readonly kind: ReasonNotSecond };

/** Why this member cannot be the second one that what somebody did or planned alone needs. */
export const secondMemberProblem = async (
  context: CaseContext,
  opened: OpenCase,
  alone: Parameters<typeof reasonNotSecond>[1],
): Promise<NotSecond | DamagedRecords | undefined> => {
  const { records, unreadable } = await readRecordsOf(context, opened, softConflictRecord);
  const declared = records.map(({ content }) => content);
  const kind = reasonNotSecond(context.member, alone, declared);
  if (kind) return { kind };
  return unreadable > 0 ? { kind: 'damaged-records' } : undefined;
};

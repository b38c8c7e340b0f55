import * as z from 'zod';
import { leads, type PermissionRow } from '../../authorization/permissions.ts';
import { mostReviews, reviewResult } from '../../decision/after-decision.ts';
import { isOver, isPlaced } from '../../decision/measure-state.ts';
import type { Measure } from '../../decision/measure.ts';
import { addDays, day } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { ChangeResult } from '../change/change-case.ts';
import { invalidField } from '../change/common-problems.ts';
import { reasonText } from '../change/input-limits.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { measureRecord } from '../record/decision-records.ts';
import { changeDecision, noSuchDecision, type NoSuchDecision, type NotInForce } from './decision-change.ts';
import { damagedRecords, recordNumber, type DamagedRecords } from './decision-problems.ts';

// Says of what several have decided that it stays or has ended; a decision whose approval has fallen is for leads too.
const permission: PermissionRow = { roles: leads, assigneeToo: true };

type ReviewRefusal =
  | NoSuchDecision
  | NotInForce
  | DamagedRecords
  | { readonly kind: 'goes-on' | 'not-in-range' | 'reviewed-too-often' };

const mostDaysAhead = 3650;

const reviewed = z.strictObject({
  decision: recordNumber,
  result: reviewResult.describe(
    '`changed`: a proposal for another one follows; this one stays in force until that is. `ended`: nothing of it goes on.',
  ),
  reason: reasonText,
  nextOn: z.iso.date().optional().describe('When it is looked at again.'),
});

/** Whether something of a decision is still to be done, goes on, or is in place somewhere. */
const goesOn = (measure: Measure, today: string): boolean =>
  measure.rollOuts.some(isPlaced) || (measure.status === 'to-do' && !isOver(measure, today));

const review = (
  context: CaseContext,
  caseId: string,
  { decision: number, result, reason, nextOn }: z.infer<typeof reviewed>,
): Promise<ChangeResult<ReviewRefusal>> => {
  const { now, member } = context;
  const today = day(now);
  const asked = { number, permission };
  return changeDecision<ReviewRefusal>(context, caseId, asked, async (before, opened) => {
    const reviews = before.reviews ?? [];
    if (reviews.length >= mostReviews) return { refusal: { kind: 'reviewed-too-often' } };
    if (nextOn !== undefined && (nextOn <= today || nextOn > day(addDays(now, mostDaysAhead))))
      return { refusal: { kind: 'not-in-range' } };
    if (result === 'ended') {
      const { records, unreadable } = await readRecordsOf(context, opened, measureRecord);
      if (unreadable > 0) return { refusal: { kind: 'damaged-records' } };
      const own = records.filter(({ content }) => content.decision === number);
      const isRunning = before.until !== undefined && before.until >= today;
      if (isRunning || own.some(({ content }) => goesOn(content, today)))
        return { refusal: { kind: 'goes-on' } };
    }
    return {
      action: `decision-${result}`,
      decision: {
        ...before,
        status: result === 'ended' ? 'ended' : before.status,
        reviewOn: nextOn,
        toReview: undefined,
        toReviewBy: undefined,
        reviews: [...reviews, { result, reason, by: authorOf(member), on: today }],
      },
    };
  });
};

export const reviewDecision = caseOperation<ReviewRefusal>()({
  name: 'review-decision',
  path: '/decisions/review',
  summary:
    'Note that a decision was looked at again, and what came of it. Another decision needs a proposal of its own.',
  permission,
  input: reviewed,
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<ReviewRefusal>(caseId, await review(context, caseId, wanted)),
  problems: {
    ...noSuchDecision,
    ...damagedRecords,
    'goes-on': {
      is: 'conflict',
      code: 'decision-goes-on',
      detail:
        'Something of this decision still goes on, or is in place somewhere. Settle its measures first, or propose another decision.',
    },
    'not-in-range': invalidField(
      '/nextOn',
      'Must be after today and within ten years.',
      'The day on which it is looked at again must be after today and within ten years.',
    ),
    'reviewed-too-often': {
      is: 'conflict',
      code: 'reviewed-too-often',
      detail: `It is kept at most ${mostReviews} times that a decision was looked at again.`,
    },
  },
  audit: {
    'decision-stays': { says: 'Looked at a decision again: it stays', detail: 'as-it-is' },
    'decision-changed': { says: 'Looked at a decision again: another one follows', detail: 'as-it-is' },
    'decision-ended': { says: 'Noted that a decision has ended', detail: 'as-it-is' },
    // Written where a member who took part in it leaves the team.
    'decision-to-review': { says: 'Took somebody off the team who had taken part in a decision here' },
  },
  form: {
    name: 'review',
    page: 'measures',
    panel: 'decisions',
    summary: 'Look at a decision again',
    fields: [
      { name: 'decision', label: 'Which', as: 'record', from: 'decisions-in-force' },
      {
        name: 'result',
        label: 'What comes of it',
        as: 'one-of',
        options: [
          ['stays', 'It stays as it is'],
          ['changed', 'Another decision is proposed'],
          ['ended', 'It has ended'],
        ],
      },
      { name: 'reason', label: 'Why', as: 'lines', rows: 3 },
      { name: 'nextOn', label: 'Look at it again on (optional)', as: 'day' },
    ],
    button: 'Save the review',
  },
  news: { did: 'reviewed', says: 'The review is noted.', at: '#decisions' },
});

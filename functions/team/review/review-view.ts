import type * as z from 'zod';
import type { Review } from './read-review.ts';
import type { yearReview } from './review-contract.ts';

export const reviewViewOf = ({
  numbers,
  checklist,
  trainings,
  members,
}: Review): z.input<typeof yearReview> => ({
  rules: [...numbers.rules],
  months: [...numbers.months],
  cases: numbers.cases,
  outOfScope: numbers.outOfScope,
  outOfScopeReasons: [...numbers.outOfScopeReasons],
  years: [...numbers.years],
  surveys: numbers.surveys.map((sum) => ({ ...sum, means: [...sum.means] })),
  checklist: checklist.map(({ point, last, dueOn, isDue }) => ({
    point,
    dueOn,
    due: isDue,
    ...(last && { last: { on: last.on, by: last.by } }),
  })),
  trainings: trainings.map(({ isDue, ...training }) => ({ ...training, due: isDue })),
  expertise: members.flatMap(({ memberId, expertise }) => (expertise ? [{ memberId, expertise }] : [])),
});

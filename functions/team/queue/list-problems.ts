import type { Problem } from '../../web/answer/problem.ts';

/** How every list of the team is refused, whatever it lists. */
export const cursorInvalid: Problem = {
  status: 400,
  code: 'cursor-invalid',
  detail: 'The cursor is not one of this list. Begin again without it.',
  errors: [{ pointer: '/cursor', detail: 'Cannot be used.' }],
};
export const notAllowed: Problem = {
  status: 403,
  code: 'forbidden',
  detail: 'Your role does not include this.',
};

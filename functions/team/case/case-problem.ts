import { notFound, type Problem } from '../../web/answer/problem.ts';
import type { ProblemText } from '../../domain/casework/change/problem-text.ts';
import type { NotPermitted } from '../../domain/casework/change/permission-of.ts';

/** One answer whether a case never was, has gone, or is not this member's to see. */
export const noSuchCase: Problem = { ...notFound, detail: 'There is no such case.' };

const notPermitted: Readonly<Record<NotPermitted['kind'], Problem>> = {
  'not-found': noSuchCase,
  forbidden: {
    status: 403,
    code: 'forbidden',
    detail: 'Your role does not include this. A lead can do it, or assign the case to you.',
  },
  unopened: {
    status: 409,
    code: 'not-read',
    detail:
      'Open the case first: that says that you have no conflict of interest. See GET /api/cases/{id}/brief, then open it on its page, or with GET /api/cases/{id} and an access token of scope all.',
  },
};

/** Why a member may not do something, as they are told. */
export const notPermittedProblem = ({ kind }: NotPermitted): Problem => notPermitted[kind];

const statuses: Readonly<Record<ProblemText['is'], number>> = {
  invalid: 422,
  conflict: 409,
  missing: 404,
  forbidden: 403,
};

/** The refusal of an operation, as HTTP. */
export const problemOf = ({ is, code, detail, at, more }: ProblemText): Problem => ({
  status: statuses[is],
  code,
  detail,
  ...(at && { errors: [at] }),
  ...(more && { more }),
});

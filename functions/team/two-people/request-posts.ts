import { answerRequest, takeBackRequest } from '../../domain/casework/two-people/answer-request.ts';
import { numberIn } from '../decision/proposal-fields.ts';
import { operationPath } from '../handling/operation-path.ts';
import type { Outcome, Posted } from '../handling/posted-form.ts';
import { given, optional, outcomeOf, run } from '../handling/run-operation.ts';

const requestOf = ({ fields }: Posted) => ({ request: numberIn(fields, 'request') });

const postAnswer = async (posted: Posted): Promise<Outcome> => {
  const verdict = given(posted, 'verdict');
  const input = { ...requestOf(posted), ...optional(posted, 'hash'), ...optional(posted, 'reason'), verdict };
  const outcome = outcomeOf('decline', answerRequest, await run(posted, answerRequest, input));
  return outcome.kind === 'gone' ? { kind: 'gone', did: 'erased' } : outcome;
};

const postTakenBack = async (posted: Posted): Promise<Outcome> =>
  outcomeOf('decline', takeBackRequest, await run(posted, takeBackRequest, requestOf(posted)));

/** The forms of what takes two people that have a page part of their own. */
export const requestPosts = [
  { path: operationPath(answerRequest), post: postAnswer },
  { path: operationPath(takeBackRequest), post: postTakenBack },
] as const;

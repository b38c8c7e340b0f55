import { answerErasure } from '../../domain/casework/handling/answer-erasure.ts';
import { given, outcomeOf, run } from './run-operation.ts';
import type { Outcome, Posted } from './posted-form.ts';

/** The answer to a reporter who asks for everything to be erased. */
export const postErasure = async (posted: Posted): Promise<Outcome> => {
  const { fields } = posted;
  if (fields.get('decision') !== 'erase') {
    const refusal = { decision: 'refuse', reason: given(posted, 'reason') };
    return outcomeOf('erasure', answerErasure, await run(posted, answerErasure, refusal));
  }
  const outcome = outcomeOf('erase', answerErasure, await run(posted, answerErasure, { decision: 'erase' }));
  return outcome.kind === 'done' ? { kind: 'done', did: 'erasure-asked', at: '#erasure' } : outcome;
};

import { answerErasure } from '../../domain/casework/handling/answer-erasure.ts';
import { given, outcomeOf, run } from './run-operation.ts';
import type { Outcome, Posted } from './posted-form.ts';

/** The answer to a reporter who asks for everything to be erased. */
export const postErasure = async (posted: Posted): Promise<Outcome> => {
  const { fields } = posted;
  const decision = fields.get('decision');
  if (decision !== 'erase' && decision !== 'erase-words') {
    const refusal = { decision: 'refuse', reason: given(posted, 'reason') };
    return outcomeOf('erasure', answerErasure, await run(posted, answerErasure, refusal));
  }
  const outcome = outcomeOf(decision, answerErasure, await run(posted, answerErasure, { decision }));
  return outcome.kind === 'done' ? { kind: 'done', did: 'erasure-asked', at: '#erasure' } : outcome;
};

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
  if (fields.get('sure') !== 'yes')
    return { kind: 'again', problems: [{ field: 'erase-sure', text: 'Please tick the box to erase it.' }] };
  const ran = await run(posted, answerErasure, { decision: 'erase' });
  return ran.kind === 'done' ? { kind: 'gone', did: 'erased' } : outcomeOf('erase', answerErasure, ran);
};

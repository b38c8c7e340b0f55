import { eraseAsAsked, refuseErasure } from '../../../domain/case/answer-erasure.ts';
import { caseProblem } from '../../api/case-problem.ts';
import { erasureAnswer } from '../../api/contract.ts';
import { invalid, refused } from './form-problems.ts';
import { outcomeOf, type Outcome, type Posted } from './post-case.tsx';

/** The answer to a reporter who asks for everything to be erased. */
export const postErasure = async ({ id, fields, caseContext }: Posted): Promise<Outcome> => {
  if (fields.get('decision') === 'erase') {
    if (fields.get('sure') !== 'yes')
      return { kind: 'again', problems: [{ field: 'erase-sure', text: 'Please tick the box to erase it.' }] };
    const result = await eraseAsAsked(caseContext, id);
    if (result.kind === 'erased') return { kind: 'gone', did: 'erased' };
    if (result.kind === 'not-asked')
      return { kind: 'again', problems: refused('erase', caseProblem(result)) };
    return { kind: result.kind };
  }
  const wanted = erasureAnswer.safeParse({ decision: 'refuse', reason: (fields.get('reason') ?? '').trim() });
  if (!wanted.success) return { kind: 'again', problems: invalid('erasure', wanted.error) };
  const reason = wanted.data.decision === 'refuse' ? wanted.data.reason : '';
  const result = await refuseErasure(caseContext, id, reason);
  return outcomeOf('erasure', result, { kind: 'done', did: 'answered', at: '#conversation' });
};

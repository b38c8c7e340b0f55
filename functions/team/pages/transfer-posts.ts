import { splitCase } from '../../domain/case/split-case.ts';
import { transferCase } from '../../domain/case/transfer-case.ts';
import { mayKnow } from '../../domain/member/may-know.ts';
import { caseProblem } from '../api/case-problem.ts';
import { splitCaseId } from '../api/transfer-api.ts';
import { newSplit, newTransfer } from '../api/transfer-contract.ts';
import type { TeamContext } from '../team-context.ts';
import { invalid, refused } from './case/form-problems.ts';
import { outcomeOf, type Outcome, type Posted } from './case/post-case.tsx';

const given = ({ fields }: Posted, name: string): string => (fields.get(name) ?? '').trim();

export const postTransfer = async (posted: Posted): Promise<Outcome> => {
  const wanted = newTransfer.safeParse({
    channel: given(posted, 'channel'),
    reason: given(posted, 'reason'),
  });
  if (!wanted.success) return { kind: 'again', problems: invalid('transfer', wanted.error) };
  const { caseContext, id } = posted;
  const result = await transferCase(caseContext, id, wanted.data);
  const isStillTheirs =
    result.kind === 'committed' &&
    mayKnow(caseContext.member, wanted.data.channel, result.committed.opened.brief);
  if (result.kind === 'committed' && !isStillTheirs) return { kind: 'gone', did: 'transferred' };
  return outcomeOf('transfer', result, { kind: 'done', did: 'transferred', at: '#more' });
};

export const postSplit =
  (context: TeamContext) =>
  async (posted: Posted): Promise<Outcome> => {
    const wanted = newSplit.safeParse(
      Object.fromEntries(
        ['channel', 'text', 'persons', 'spaces', 'reason'].map((name) => [name, given(posted, name)]),
      ),
    );
    if (!wanted.success) return { kind: 'again', problems: invalid('split', wanted.error) };
    const { caseContext, id } = posted;
    const newCaseId = await splitCaseId(context, id, posted.sentKey(JSON.stringify(wanted.data)));
    const result = await splitCase(caseContext, id, { ...wanted.data, newCaseId });
    switch (result.kind) {
      case 'split':
        return { kind: 'done', did: 'split', at: '#more' };
      case 'not-found':
      case 'forbidden':
      case 'unopened':
        return { kind: result.kind };
      case 'unknown-channel':
      case 'nobody-there':
      case 'too-many-links':
        return { kind: 'again', problems: refused('split', caseProblem(result)) };
    }
  };

import { approveNarrative, withdrawNarrative } from '../../domain/casework/narrative/approve-narrative.ts';
import { writeNarrative } from '../../domain/casework/narrative/write-narrative.ts';
import type { CaseOperation } from '../../domain/casework/change/operation.ts';
import type { Outcome, Posted } from '../handling/posted-form.ts';
import { given, optional, outcomeOf, run } from '../handling/run-operation.ts';

const postWrite = async (posted: Posted): Promise<Outcome> => {
  const input = {
    language: given(posted, 'language'),
    text: given(posted, 'text'),
    ...optional(posted, 'confirm'),
  };
  return outcomeOf(posted.form, writeNarrative, await run(posted, writeNarrative, input));
};

const postApprove = async (posted: Posted): Promise<Outcome> => {
  const input = { hash: given(posted, 'hash'), ...optional(posted, 'confirm') };
  return outcomeOf(posted.form, approveNarrative, await run(posted, approveNarrative, input));
};

const postWithdraw = async (posted: Posted): Promise<Outcome> =>
  outcomeOf(posted.form, withdrawNarrative, await run(posted, withdrawNarrative, {}));

/** What the forms of the panel are called. */
export const narrativeForms = {
  write: 'narrative',
  approve: 'approve-narrative',
  withdraw: 'withdraw-narrative',
};

export const narrativePosts: readonly {
  readonly operation: CaseOperation;
  readonly form: string;
  readonly post: (posted: Posted) => Promise<Outcome>;
}[] = [
  { operation: writeNarrative, form: narrativeForms.write, post: postWrite },
  { operation: approveNarrative, form: narrativeForms.approve, post: postApprove },
  { operation: withdrawNarrative, form: narrativeForms.withdraw, post: postWithdraw },
];

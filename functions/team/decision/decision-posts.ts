import { editProposal, proposeDecision, withdrawProposal } from '../../domain/casework/decision/propose.ts';
import { putDecisionInForce } from '../../domain/casework/decision/put-in-force.ts';
import { recordFinding } from '../../domain/casework/decision/record-finding.ts';
import { sayOfProposal } from '../../domain/casework/decision/say-of-proposal.ts';
import type { CaseOperation } from '../../domain/casework/change/operation.ts';
import { operationPath } from '../handling/operations-api.ts';
import { given, optional, outcomeOf, run, type Outcome, type Posted } from '../handling/run-case-form.tsx';
import { numberIn, proposalOfForm } from './proposal-fields.ts';

type Input = (posted: Posted) => Readonly<Record<string, unknown>>;

const findingOf: Input = (posted) => ({
  respondent: numberIn(posted.fields, 'respondent'),
  outcome: given(posted, 'outcome'),
  rules: posted.fields.all('rules'),
  summary: given(posted, 'summary'),
  ...optional(posted, 'impact'),
});

const newProposalOf: Input = ({ fields }) => {
  const follows = numberIn(fields, 'follows');
  return { ...proposalOfForm(fields), ...(follows !== undefined && { follows }) };
};

const proposalOf: Input = ({ fields }) => ({ proposal: numberIn(fields, 'proposal') });

/** What was read is what is meant: the form carries the hash of the text on its page. */
const textOf: Input = (posted) => ({ ...proposalOf(posted), ...optional(posted, 'hash') });

const editedOf: Input = (posted) => ({ ...proposalOfForm(posted.fields), ...textOf(posted) });

const saidOf: Input = (posted) => ({
  ...textOf(posted),
  verdict: given(posted, 'verdict'),
  ...optional(posted, 'note'),
});

/** The forms of deciding that have a page part of their own: the operation, the form's name, and its input. */
const forms: readonly (readonly [CaseOperation, string, Input])[] = [
  [recordFinding, 'finding', findingOf],
  [proposeDecision, 'proposal', newProposalOf],
  [editProposal, 'edited', editedOf],
  [withdrawProposal, 'withdrawal', proposalOf],
  [sayOfProposal, 'approval', saidOf],
  [putDecisionInForce, 'force', textOf],
];

/** Each with its address, and what it does when it is posted. */
export const decisionPosts = forms.map(([operation, form, inputOf]) => ({
  path: operationPath(operation),
  form,
  post: async (posted: Posted): Promise<Outcome> =>
    outcomeOf(form, operation, await run(posted, operation, inputOf(posted))),
}));

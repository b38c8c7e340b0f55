import { editProposal, proposeDecision, withdrawProposal } from '../../domain/casework/decision/propose.ts';
import { putDecisionInForce } from '../../domain/casework/decision/put-in-force.ts';
import { recordFinding } from '../../domain/casework/decision/record-finding.ts';
import { sayOfProposal } from '../../domain/casework/decision/say-of-proposal.ts';
import type { CaseOperation } from '../../domain/casework/change/operation.ts';
import { operationPath } from '../handling/operation-path.ts';
import { given, optional, outcomeOf, run } from '../handling/run-operation.ts';
import type { Outcome, Posted } from '../handling/posted-form.ts';
import type { FormFields } from '../../web/request/request-body.ts';
import { withConsequencesInStep } from './consequences-in-step.ts';
import { numberIn, proposalOfForm, rowsAsTheyStand } from './proposal-fields.ts';
import { formOf } from './proposal-forms.ts';

type Input = (posted: Posted) => Readonly<Record<string, unknown>>;

const findingOf: Input = (posted) => ({
  respondent: numberIn(posted.fields, 'respondent'),
  outcome: given(posted, 'outcome'),
  rules: posted.fields.all('rules'),
  summary: given(posted, 'summary'),
  ...optional(posted, 'impact'),
  ...optional(posted, 'reason'),
});

const contentOf: Input = (posted) => withConsequencesInStep(posted, proposalOfForm(posted.fields));

const newProposalOf: Input = (posted) => {
  const follows = numberIn(posted.fields, 'follows');
  return { ...contentOf(posted), ...(follows !== undefined && { follows }) };
};

const proposalOf: Input = ({ fields }) => ({ proposal: numberIn(fields, 'proposal') });

/** What was read is what is meant: the form carries the hash of the text on its page. */
const textOf: Input = (posted) => ({ ...proposalOf(posted), ...optional(posted, 'hash') });

/** Unless it is ticked, the reporter is told when it ends. */
const forcedOf: Input = (posted) => ({
  ...textOf(posted),
  keepEndFromReporter: given(posted, 'keepEndFromReporter') === 'yes',
});

const editedOf: Input = (posted) => ({ ...contentOf(posted), ...textOf(posted) });

const saidOf: Input = (posted) => ({
  ...textOf(posted),
  verdict: given(posted, 'verdict'),
  ...optional(posted, 'note'),
});

type Named = string | ((part: string, fields: FormFields) => string);

/** One for each open proposal. */
const ofProposal =
  (form: Parameters<typeof formOf>[0]): Named =>
  (_, fields) =>
    formOf(form, fields.get('proposal') ?? '');

/** The forms of deciding that have a page part of their own: the operation, the form's name, and its input. */
const forms: readonly (readonly [CaseOperation, Named, Input])[] = [
  [recordFinding, 'finding', findingOf],
  [proposeDecision, 'proposal', newProposalOf],
  [editProposal, 'edited', editedOf],
  [withdrawProposal, ofProposal('withdrawal'), proposalOf],
  [sayOfProposal, ofProposal('approval'), saidOf],
  [putDecisionInForce, ofProposal('force'), forcedOf],
];

/** Each with its address, and what it does when it is posted. */
export const decisionPosts = forms.map(([operation, form, inputOf]) => ({
  path: operationPath(operation),
  form,
  post: async (posted: Posted): Promise<Outcome> =>
    rowsAsTheyStand(
      posted.fields,
      outcomeOf(posted.form, operation, await run(posted, operation, inputOf(posted))),
    ),
}));

import { addRespondent } from '../../domain/casework/decision/add-respondent.ts';
import { editBrief } from '../../domain/casework/decision/edit-brief.ts';
import { editRespondent } from '../../domain/casework/decision/edit-respondent.ts';
import { makePlan, setEmbargo } from '../../domain/casework/decision/follow-plan.ts';
import { addEvidence, removeEvidence } from '../../domain/casework/decision/list-evidence.ts';
import { mergeRespondents } from '../../domain/casework/decision/merge-respondents.ts';
import { setRisk } from '../../domain/casework/decision/set-risk.ts';
import { riskParts } from '../../domain/case/risk.ts';
import type { CaseOperation } from '../../domain/casework/change/operation.ts';
import { fieldId, type CaseForm } from '../case/case-view.ts';
import { operationPath } from '../handling/operation-path.ts';
import { changedFields, given, optional, outcomeOf, run } from '../handling/run-operation.ts';
import type { caseForms } from '../handling/run-case-form.tsx';
import type { Outcome, Posted } from '../handling/posted-form.ts';
import { handlesIn, wrongHandle } from './handles-text.ts';

/** A problem of one account is shown at the field in which all of them stand. */
const atHandles = (form: CaseForm, outcome: Outcome): Outcome => {
  if (outcome.kind !== 'again') return outcome;
  const field = fieldId(form, 'handles');
  const [first, ...others] = outcome.problems.filter((problem) => problem.field.startsWith(field));
  if (!first) return outcome;
  const rest = outcome.problems.filter((problem) => problem !== first && !others.includes(problem));
  const text = first.text.replace('This field', 'Accounts');
  return { ...outcome, problems: [...rest, { field, text }] };
};

/** What was typed of a respondent, or the answer to accounts that cannot be read. */
const respondentInput = (posted: Posted): Readonly<Record<string, unknown>> | Outcome => {
  const handles = handlesIn(given(posted, 'handles'));
  if (handles === undefined)
    return {
      kind: 'again',
      problems: [{ field: fieldId(posted.form, 'handles'), text: `Accounts: ${wrongHandle}` }],
    };
  return {
    name: given(posted, 'name'),
    handles,
    reach: given(posted, 'reach'),
    relation: given(posted, 'relation'),
  };
};

const isOutcome = (input: Readonly<Record<string, unknown>> | Outcome): input is Outcome => 'kind' in input;

const postRespondent = async (posted: Posted): Promise<Outcome> => {
  const input = respondentInput(posted);
  if (isOutcome(input)) return input;
  const ran = await run(posted, addRespondent, input);
  return atHandles(posted.form, outcomeOf(posted.form, addRespondent, ran));
};

const postEdited = async (posted: Posted): Promise<Outcome> => {
  const input = respondentInput(posted);
  if (isOutcome(input)) return input;
  const revision = given(posted, 'revision');
  const ran = await run(posted, editRespondent, {
    ...input,
    ...(revision !== '' && { revision: Number(revision) }),
  });
  const outcome = outcomeOf(posted.form, editRespondent, ran);
  if (ran.kind !== 'refused' || ran.refusal !== 'respondent-changed') return atHandles(posted.form, outcome);
  // The page shows them as they are now; sending the form again keeps what was typed.
  const text =
    'Somebody has changed this respondent since you opened the page, so nothing was done yet. Look at them again, then keep yours or leave it.';
  return { kind: 'again', problems: [{ field: fieldId(posted.form, 'name'), text }] };
};

const postMerge = async (posted: Posted): Promise<Outcome> =>
  outcomeOf(
    posted.form,
    mergeRespondents,
    await run(posted, mergeRespondents, { into: Number(given(posted, 'into')) }),
  );

const postNamed = async (posted: Posted): Promise<Outcome> => {
  const input = { ...changedFields(posted, ['persons', 'spaces']), reason: given(posted, 'reason') };
  return outcomeOf(posted.form, editBrief, await run(posted, editBrief, input));
};

/** Only what was changed is judged anew; what was emptied is not known any more. */
const postRisk = async (posted: Posted): Promise<Outcome> => {
  const changed = changedFields(posted, riskParts);
  const input = Object.fromEntries(
    Object.entries(changed).map(([part, value]) => [part, value === '' ? null : value] as const),
  );
  // Pressed without a change, it is as they want it.
  if (Object.keys(input).length === 0) return { kind: 'done', did: 'risk', at: '#risk' };
  return outcomeOf(posted.form, setRisk, await run(posted, setRisk, input));
};

const postEmbargo = async (posted: Posted): Promise<Outcome> =>
  outcomeOf(posted.form, setEmbargo, await run(posted, setEmbargo, { endsOn: given(posted, 'endsOn') }));

/** What the choice of a place stands for: `entry-reporter-3` an entry, `file-…` a file, else what was typed. */
const placeInput = (posted: Posted): Readonly<Record<string, unknown>> => {
  const place = given(posted, 'place');
  const [, thread, entry] = /^entry-(.{1,64})-(\d{1,6})$/.exec(place) ?? [];
  if (thread !== undefined) return { thread, entry: Number(entry) };
  const [, file] = /^file-(.{1,64})$/.exec(place) ?? [];
  return file === undefined ? optional(posted, 'elsewhere') : { file };
};

const postEvidence = async (posted: Posted): Promise<Outcome> => {
  const input = { what: given(posted, 'what'), ...placeInput(posted) };
  const outcome = outcomeOf(posted.form, addEvidence, await run(posted, addEvidence, input));
  if (outcome.kind !== 'again') return outcome;
  const [place, ...fields] = ['place', 'entry', 'file'].map((name) => fieldId(posted.form, name));
  // A page has one field for both.
  const problems = outcome.problems.map((problem) =>
    fields.includes(problem.field) ? { ...problem, field: place ?? '' } : problem,
  );
  return { ...outcome, problems };
};

const postRemoval = async (posted: Posted): Promise<Outcome> =>
  outcomeOf(
    posted.form,
    removeEvidence,
    await run(posted, removeEvidence, { reason: given(posted, 'reason') }),
  );

const postPlan = async (posted: Posted): Promise<Outcome> =>
  outcomeOf(posted.form, makePlan, await run(posted, makePlan, {}));

/** The forms of the page Investigation that operations do not describe themselves. */
export const investigationPosts = (form: ReturnType<typeof caseForms>): void => {
  const on = (
    operation: CaseOperation,
    name: CaseForm | ((part: string) => CaseForm),
    act: (posted: Posted) => Promise<Outcome>,
  ): void => {
    form(operationPath(operation), { form: name, page: 'investigation' }, act);
  };
  on(addRespondent, 'respondent', postRespondent);
  on(editRespondent, (part) => `respondent-${part}`, postEdited);
  on(mergeRespondents, (part) => `merge-${part}`, postMerge);
  on(editBrief, 'named', postNamed);
  on(setRisk, 'risk', postRisk);
  on(makePlan, 'plan', postPlan);
  on(setEmbargo, 'embargo', postEmbargo);
  on(addEvidence, 'evidence', postEvidence);
  on(removeEvidence, (part) => `removal-${part}`, postRemoval);
};

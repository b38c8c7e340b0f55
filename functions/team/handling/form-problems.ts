import type * as z from 'zod';
import { fieldProblems, type Problem } from '../../web/answer/problem.ts';
import { caseOperations } from '../../domain/casework/operations.ts';
import { decisionDays, decisionLabels } from '../decision/field-labels.ts';
import type { PageProblem } from '../ui/layout.tsx';
import { fieldId, type CaseForm } from '../case/case-view.ts';

/** What fields are called in a sentence. */
const labels: ReadonlyMap<string, string> = new Map([
  ['reply-text', 'Your message'],
  ['reply-attachments', 'Files'],
  ['reply-inTouchName', 'Who will be in touch'],
  ['reply-inTouchBy', 'By when'],
  ['erasure-reason', 'Your message'],
  ['decline-reason', 'Why you decline'],
  ['note-text', 'The note'],
  ['narrative-text', 'The text'],
  ['narrative-language', 'Language'],
  ['state-state', 'The new state'],
  ['state-reason', 'Why'],
  ['state-message', 'Message to the reporter'],
  ['state-whyNoMessage', 'Why they get no message'],
  ['assignee-memberId', 'To whom'],
  ['identity-reason', 'Why you need it'],
  ['split-channel', 'To which channel'],
  ['split-text', 'What it is about'],
  ['split-persons', 'Persons named'],
  ['split-spaces', 'Places named'],
  ['split-reason', 'Why'],
  ['link-caseId', 'The other case'],
  ['link-reason', 'Why'],
  ['unlink-caseId', 'The other case'],
  ['unlink-reason', 'Why'],
  ['respondent-name', 'Name'],
  ['respondent-handles', 'Accounts'],
  ['respondent-reach', 'Ways to reach them'],
  ['respondent-relation', 'What they are in the community'],
  ['merge-into', 'Who they are'],
  ['named-persons', 'Persons named'],
  ['named-spaces', 'Places named'],
  ['named-reason', 'Why'],
  ['embargo-endsOn', 'Embargo date'],
  ['evidence-what', 'What it shows'],
  ['evidence-place', 'Where it is'],
  ['evidence-elsewhere', 'Where it lies'],
  ['removal-reason', 'Why'],
  ['task-text', 'What is to be done'],
  ['task-dueOn', 'By'],
  ['task-assigneeId', 'Who does it'],
  ...decisionLabels,
  ...caseOperations.flatMap(({ form }) =>
    (form?.fields ?? []).map(({ name, label }) => [fieldId(form?.name ?? '', name), label] as const),
  ),
]);

const dates: ReadonlySet<string> = new Set([
  'reply-inTouchBy',
  'embargo-endsOn',
  ...decisionDays,
  ...caseOperations.flatMap(({ form }) =>
    (form?.fields ?? []).flatMap(({ name, as }) =>
      as === 'day' || as === 'end-of-day' ? [fieldId(form?.name ?? '', name)] : [],
    ),
  ),
]);

/** `/inTouch/by` is the field `inTouchBy`. */
const nameOf = (pointer: string): string =>
  pointer
    .split('/')
    .slice(1)
    .map((part, index) => (index === 0 ? part : part.slice(0, 1).toUpperCase() + part.slice(1)))
    .join('');

/**
 * Where each of a list has a form of its own, a number stands behind its name: `task-3-text`; where a field stands in each
 * row of a form, within its own: `proposal-measures0Type`.
 */
const ofAny = (id: string): string =>
  id.replace(/^([a-z]+)-\d+-/, '$1-').replace(/-measures\d+/, '-measures');

const labelled = (id: string, detail: string): string =>
  `${labels.get(ofAny(id)) ?? 'This field'}: ${detail}`;

/** A field that was left empty is not in the input: what the schema says of that is for programs. */
const saidToPerson = (detail: string): string =>
  detail.endsWith('received undefined') ? 'Must not be empty.' : detail;

const inWords = (id: string, detail: string): string =>
  labelled(id, dates.has(ofAny(id)) ? 'Must be a day.' : saidToPerson(detail));

/** What is wrong with the fields of a form, each once. */
export const invalid = (form: CaseForm, error: z.ZodError): PageProblem[] => {
  const found = new Map<string, PageProblem>();
  for (const { pointer, detail } of fieldProblems(error)) {
    const field = fieldId(form, nameOf(pointer));
    if (!found.has(field)) found.set(field, { field, text: inWords(field, detail) });
  }
  return [...found.values()];
};

/** A refusal, at the field it is about. One that says no more than what is wrong with the field begins with its name. */
export const refused = (form: CaseForm, { detail, errors = [] }: Problem): PageProblem[] => {
  const [first] = errors;
  const name = nameOf(first?.pointer ?? '');
  if (name === '') return [{ field: '', text: detail }];
  const field = fieldId(form, name);
  return [{ field, text: first?.detail === detail ? labelled(field, detail) : detail }];
};

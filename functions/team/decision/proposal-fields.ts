import type { FormFields } from '../../web/request/request-body.ts';
import { letterParts } from '../../domain/decision/letter.ts';
import { mostMeasures, type ProposalContent } from '../../domain/decision/proposal.ts';
import type { Outcome } from '../handling/posted-form.ts';

/** Where a form names a restriction of a platform. */
export const restrictionValue = (platform: string, restriction: string): string =>
  `${platform}:${restriction}`;

/** The name of a field of a measure; measures are counted from 0, as in the JSON. */
export const measureField = (index: number, name: string): string => `measures${index}${name}`;

/** The name of a field of the letter. */
export const letterField = (name: string): string =>
  `letter${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;

const trimmed = (fields: FormFields, name: string): string => (fields.get(name) ?? '').trim();

const filledIn = (fields: FormFields, names: readonly (readonly [name: string, field: string])[]) =>
  Object.fromEntries(
    names.flatMap(([name, field]) => {
      const value = trimmed(fields, field);
      return value === '' ? [] : [[name, value] as const];
    }),
  );

const measureParts = [
  ['type', 'Type'],
  ['what', 'What'],
  ['dueOn', 'DueOn'],
  ['until', 'Until'],
  ['followUpId', 'FollowUpId'],
] as const;

const restrictionOf = (value: string) => {
  const at = value.indexOf(':');
  return { platform: value.slice(0, Math.max(at, 0)), restriction: value.slice(at + 1) };
};

/** The rows of a form that are measures, as they are counted in it. */
const filledRows = (fields: FormFields): readonly number[] =>
  Array.from({ length: mostMeasures }, (_, index) => index).filter(
    (index) => trimmed(fields, measureField(index, 'Type')) !== '',
  );

/** A problem of a measure stands at its row of the form, where rows before it may be empty. */
export const rowsAsTheyStand = (fields: FormFields, outcome: Outcome): Outcome => {
  if (outcome.kind !== 'again') return outcome;
  const rows = filledRows(fields);
  const problems = outcome.problems.map(({ field, text }) => ({
    field: field.replace(/-measures(\d+)/, (_, index) => `-measures${rows[Number(index)] ?? index}`),
    text,
  }));
  return { ...outcome, problems };
};

/** A row without a kind is none. */
const measuresOf = (fields: FormFields) =>
  filledRows(fields).map((index) => {
    const names = measureParts.map(([name, part]) => [name, measureField(index, part)] as const);
    const restrictions = fields.all(measureField(index, 'Restrictions')).map(restrictionOf);
    return { ...filledIn(fields, names), ...(restrictions.length > 0 && { restrictions }) };
  });

/** A letter without a word is none. */
const letterOf = (fields: FormFields) => {
  const parts = letterParts.map((part) => [part, trimmed(fields, letterField(part))] as const);
  if (parts.every(([, text]) => text === '')) return {};
  return { letter: { ...Object.fromEntries(parts), language: trimmed(fields, letterField('language')) } };
};

const optionalFields = ['from', 'until', 'whyNoLetter', 'reviewOn', 'lawyerOn'] as const;

/** The number of a record that a form names; what is none is left as it is, and refused. */
export const numberIn = (fields: FormFields, name: string): number | string | undefined => {
  const value = trimmed(fields, name);
  if (value === '') return undefined;
  return /^\d{1,6}$/.test(value) ? Number(value) : value;
};

/** What the form of a proposal says, as the JSON has it. */
export const proposalOfForm = (fields: FormFields): Readonly<Record<string, unknown>> => {
  const rung = trimmed(fields, 'rung');
  return {
    respondent: numberIn(fields, 'respondent'),
    rung: rung === '' ? null : rung,
    ...filledIn(
      fields,
      optionalFields.map((name) => [name, name] as const),
    ),
    measures: measuresOf(fields),
    ...letterOf(fields),
    reporterText: trimmed(fields, 'reporterText'),
    reasons: trimmed(fields, 'reasons'),
  };
};

/** What the fields of a proposal's form begin with. */
export const fieldsOfProposal = (content: ProposalContent): ReadonlyMap<string, readonly string[]> => {
  const { letter, measures, rung, respondent } = content;
  const found = new Map<string, readonly string[]>();
  const put = (name: string, value: string | undefined) => {
    if (value !== undefined) found.set(name, [value]);
  };
  put('respondent', String(respondent));
  put('rung', rung ?? '');
  for (const name of [...optionalFields, 'reporterText', 'reasons'] as const) put(name, content[name]);
  if (letter) for (const name of ['language', ...letterParts] as const) put(letterField(name), letter[name]);
  for (const [index, measure] of measures.entries()) {
    put(measureField(index, 'Type'), measure.type);
    put(measureField(index, 'What'), measure.what);
    put(measureField(index, 'DueOn'), measure.dueOn);
    put(measureField(index, 'Until'), measure.until);
    put(measureField(index, 'FollowUpId'), measure.followUp?.id);
    const restrictions = measure.restrictions ?? [];
    found.set(
      measureField(index, 'Restrictions'),
      restrictions.map(({ platform, restriction }) => restrictionValue(platform, restriction)),
    );
  }
  return found;
};

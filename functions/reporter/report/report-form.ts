import { identityParts, type IdentityPart } from '../../domain/case/identity.ts';
import { personLines } from '../../domain/held/person-keys.ts';
import { ticketLength } from '../../domain/intake/new-report.ts';
import { textProblemOf, withoutUnsafeCharacters } from '../../domain/kernel/text.ts';
import type * as z from 'zod';
import { questionsOf } from '../../settings/questions.ts';
import type { Settings } from '../../settings/schema.ts';
import type { FormFields } from '../../web/request/request-body.ts';
import type { Page } from '../ui/page.ts';
import { chosenFilesOf, formFilesOf, noFormFiles, sentFiles, type FormFiles } from '../files/form-files.ts';
import type { PageProblem } from '../ui/layout.tsx';

/** What the report form holds, as it is shown again. */
export type ReportFormValues = {
  readonly ticket: string;
  readonly channel: string;
  readonly urgent: boolean;
  /** The team is told only if somebody else names the same person. */
  readonly hold: boolean;
  /** One person a line. */
  readonly heldPersons: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly identity: Readonly<Record<IdentityPart, string>>;
  readonly excludedMembers: readonly string[];
  /** Members of whom the review page has said that they are named. */
  readonly told: readonly string[];
  /** The button has been pressed before: a form is asked for once more at most once. */
  readonly pressedBefore: boolean;
  /** The revision of the roster that the page has shown. */
  readonly rosterShown: number | undefined;
  /** Answers to questions that only another channel asks: kept for the way back, and never sent. */
  readonly notAsked: Readonly<Record<string, string>>;
  /** A field that people do not see. What programs write in it marks the report, and refuses nothing. */
  readonly extraNote: string;
  readonly files: FormFiles;
};

const extraNoteLength = 100;

export const emptyForm = (channel: string, ticket: string): ReportFormValues => ({
  ticket,
  channel,
  urgent: false,
  hold: false,
  heldPersons: '',
  answers: {},
  identity: { name: '', contact: '' },
  excludedMembers: [],
  told: [],
  pressedBefore: false,
  rosterShown: undefined,
  notAsked: {},
  extraNote: '',
  files: noFormFiles,
});

const knownChannel = (settings: Settings, channel: string | undefined): string =>
  channel !== undefined && Object.hasOwn(settings.channels, channel) ? channel : settings.defaultChannel;

/**
 * The form's fields in the shape the schema knows. A ticket that is far too long is cut, and is then refused as a forged
 * one is: with a fresh ticket in the form. Fields of nobody's are left out; a browser's extension may add some.
 */
export const submittedReport = (settings: Settings, fields: FormFields, channel = fields.get('channel')) => ({
  ...(channel === undefined ? {} : { channel }),
  ...(fields.has('ticket') ? { ticket: fields.get('ticket')?.slice(0, ticketLength) } : {}),
  urgent: fields.get('urgent') === 'yes',
  answers: Object.fromEntries(
    questionsOf(settings, knownChannel(settings, channel)).map(({ id }) => [id, fields.get(id) ?? '']),
  ),
  identity: Object.fromEntries(identityParts.map((part) => [part, fields.get(`identity-${part}`) ?? ''])),
  excludedMembers: [...new Set(fields.all('exclude'))],
  ...holdOf(settings, fields, channel),
});

/** Of a channel that has no such choice, what was typed in another one's form is not sent. */
const holdOf = (settings: Settings, fields: FormFields, channel: string | undefined) => {
  const persons = personLines(fields.get('heldPersons') ?? '');
  return settings.channels[knownChannel(settings, channel)]?.hold
    ? { hold: fields.get('hold') === 'yes', ...(persons.length > 0 ? { persons } : {}) }
    : {};
};

/** The files that go with the report, in the shape the schema knows. */
export const submittedFiles = (files: FormFiles) =>
  sentFiles(files).length === 0 ? {} : { draft: files.draft, attachments: chosenFilesOf(files) };

/** `undefined` for anything that is no revision: the roster as it is then counts. */
export const revisionOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;

const notAskedOf = (
  settings: Settings,
  fields: FormFields,
  asked: Readonly<Record<string, string>>,
): Record<string, string> => {
  const ids = Object.keys(settings.channels).flatMap((channel) =>
    questionsOf(settings, channel).map(({ id }) => id),
  );
  const others = [...new Set(ids)].filter((id) => !Object.hasOwn(asked, id) && (fields.get(id) ?? '') !== '');
  return Object.fromEntries(others.map((id) => [id, withoutUnsafeCharacters(fields.get(id) ?? '')]));
};

/**
 * What the form shows again: everything that was typed, without the characters that would be refused again.
 * @param channel another one than the form is for, when one of its buttons leads there
 */
export const shownValues = (settings: Settings, fields: FormFields, channel?: string): ReportFormValues => {
  const submitted = submittedReport(settings, fields, channel);
  return {
    ticket: submitted.ticket ?? '',
    channel: knownChannel(settings, submitted.channel),
    urgent: submitted.urgent,
    hold: fields.get('hold') === 'yes',
    heldPersons: withoutUnsafeCharacters(fields.get('heldPersons') ?? ''),
    answers: Object.fromEntries(
      Object.entries(submitted.answers).map(([id, text]) => [id, withoutUnsafeCharacters(text)]),
    ),
    identity: {
      name: withoutUnsafeCharacters(fields.get('identity-name') ?? ''),
      contact: withoutUnsafeCharacters(fields.get('identity-contact') ?? ''),
    },
    excludedMembers: submitted.excludedMembers,
    told: [...new Set(fields.all('told'))],
    pressedBefore: fields.get('pressedBefore') === 'yes',
    rosterShown: revisionOf(fields.get('rosterShown')),
    notAsked: notAskedOf(settings, fields, submitted.answers),
    extraNote: withoutUnsafeCharacters(fields.get('extraNote') ?? '').slice(0, extraNoteLength),
    files: formFilesOf(fields),
  };
};

/** Each problem in the reader's language, at the field it belongs to. */
export const reportProblems = (page: Page, channel: string, error: z.ZodError): PageProblem[] => {
  const questions = questionsOf(page.settings, channel);
  const { problems, form, textProblem } = page.messages;
  return error.issues.map((issue) => {
    const [first, part] = issue.path;
    const problem = textProblemOf(issue);
    const said = problem ? textProblem(problem) : problems.unreadableRequest;
    const question = questions.find(({ id }) => first === 'answers' && id === part);
    if (question) return { field: question.id, text: `${page.text(question.label)} ${said}` };
    if (first === 'identity') {
      const label = part === 'name' ? form.name : form.contact;
      return { field: `identity-${String(part)}`, text: `${label}: ${said}` };
    }
    const { held } = page.messages;
    if (first === 'persons') return { field: 'heldPersons', text: held.problems.persons };
    if (first === 'urgent') return { field: 'hold', text: held.problems.urgent };
    if (first === 'attachments' && issue.path.length === 1 && issue.code === 'custom')
      return { field: 'hold', text: held.problems.files };
    if (first === 'attachments' || first === 'draft')
      return { field: 'files', text: page.messages.files.problems.expired };
    if (first === 'channel') return { field: 'whatHappened', text: problems.channel };
    return { field: 'whatHappened', text: said };
  });
};

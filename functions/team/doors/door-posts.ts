import { editDoorPage } from '../../domain/casework/doors/edit-door-page.ts';
import { editExcerpts } from '../../domain/casework/doors/edit-excerpts.ts';
import { makeExpertDoor } from '../../domain/casework/doors/make-expert-door.ts';
import { makePlatformDoor } from '../../domain/casework/doors/make-platform-door.ts';
import { makeDoor } from '../../domain/casework/doors/make-door.ts';
import { remakeDoor } from '../../domain/casework/doors/remake-door.ts';
import { takeOverAnswers } from '../../domain/casework/doors/take-over-answers.ts';
import type { CaseOperation } from '../../domain/casework/change/operation.ts';
import { language, type Language } from '../../settings/localised.ts';
import type { FormFields } from '../../web/request/request-body.ts';
import type { CaseForm } from '../case/case-view.ts';
import type { Outcome, Posted } from '../handling/posted-form.ts';
import { changedFields, given, optional, outcomeOf, plainLines, run } from '../handling/run-operation.ts';
import { expertDoorForm } from './expert-door-form.tsx';
import { platformDoorForm } from './platform-door-form.tsx';
import { postHandOver } from './post-hand-over.tsx';

/** One question in each line. */
export const questionsIn = (text: string): readonly string[] =>
  plainLines(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const languageIn = (posted: Posted): Language => language.safeParse(given(posted, 'language')).data ?? 'en';

const numberIn = (posted: Posted, name: string): number => {
  const text = given(posted, name);
  return /^\d{1,6}$/.test(text) ? Number(text) : 0;
};

const postMake = (posted: Posted): Promise<Outcome> => {
  const whom =
    given(posted, 'kind') === 'witness'
      ? { kind: 'witness', ...optional(posted, 'whom') }
      : { kind: 'response', respondent: numberIn(posted, 'respondent') };
  const input = {
    ...whom,
    language: given(posted, 'language'),
    about: given(posted, 'about'),
    questions: questionsIn(given(posted, 'questions')),
    ...(given(posted, 'asks') === 'nothing' ? { answerBy: null } : optional(posted, 'answerBy')),
    ...optional(posted, 'confirm'),
  };
  return postHandOver(posted, makeDoor, input, languageIn(posted));
};

const postRemake = (posted: Posted): Promise<Outcome> =>
  postHandOver(posted, remakeDoor, { door: numberIn(posted, 'door') }, languageIn(posted));

/** Only what the member has changed is changed. */
const postPage = async (posted: Posted): Promise<Outcome> => {
  const { about, questions, answerBy } = changedFields(posted, ['about', 'questions', 'answerBy']);
  const input = {
    door: numberIn(posted, 'door'),
    ...(about !== undefined && { about }),
    ...(questions !== undefined && { questions: questionsIn(questions) }),
    ...(answerBy !== undefined && { answerBy: answerBy === '' ? null : answerBy }),
    ...optional(posted, 'confirm'),
  };
  return outcomeOf(posted.form, editDoorPage, await run(posted, editDoorPage, input));
};

const postPlatform = (posted: Posted): Promise<Outcome> =>
  postHandOver(
    posted,
    makePlatformDoor,
    {
      platform: given(posted, 'platform'),
      whom: given(posted, 'whom'),
      language: given(posted, 'language'),
    },
    languageIn(posted),
  );

/** Entries that were ticked, each by its conversation and its number. */
const entriesIn = ({ fields }: Posted): readonly unknown[] =>
  fields.all('entries').map((value) => {
    const [thread = '', entry = ''] = value.split(' ');
    return { thread, entry: Number(entry) };
  });

const postExpert = (posted: Posted): Promise<Outcome> =>
  postHandOver(
    posted,
    makeExpertDoor,
    {
      whom: given(posted, 'whom'),
      language: given(posted, 'language'),
      about: given(posted, 'about'),
      entries: entriesIn(posted),
    },
    languageIn(posted),
  );

const postExcerpts = async (posted: Posted): Promise<Outcome> => {
  const input = {
    door: numberIn(posted, 'door'),
    about: given(posted, 'about'),
    entries: entriesIn(posted),
  };
  return outcomeOf(posted.form, editExcerpts, await run(posted, editExcerpts, input));
};

const postAnswers = async (posted: Posted): Promise<Outcome> => {
  const input = { door: numberIn(posted, 'door'), upTo: numberIn(posted, 'upTo') };
  return outcomeOf(posted.form, takeOverAnswers, await run(posted, takeOverAnswers, input));
};

/** The forms about doors that operations do not describe themselves. */
export const doorPosts: readonly {
  readonly operation: CaseOperation;
  readonly form: (part: string, fields: FormFields) => CaseForm;
  /** Where it stands; the page People when absent. */
  readonly page?: 'measures';
  readonly post: (posted: Posted) => Promise<Outcome>;
}[] = [
  {
    operation: makeDoor,
    form: (_, fields) => (fields.get('kind') === 'witness' ? 'hear-witness' : 'hear-respondent'),
    post: postMake,
  },
  { operation: remakeDoor, form: (_, fields) => `remake-${fields.get('door') ?? ''}`, post: postRemake },
  { operation: editDoorPage, form: (_, fields) => `door-page-${fields.get('door') ?? ''}`, post: postPage },
  { operation: makePlatformDoor, form: () => platformDoorForm, post: postPlatform },
  { operation: makeExpertDoor, form: () => expertDoorForm, post: postExpert },
  {
    operation: editExcerpts,
    form: (_, fields) => `excerpts-${fields.get('door') ?? ''}`,
    post: postExcerpts,
  },
  // On the page of measures, which they become part of.
  {
    operation: takeOverAnswers,
    form: (_, fields) => `answers-${fields.get('door') ?? ''}`,
    page: 'measures',
    post: postAnswers,
  },
];

import { makeDoor } from '../../domain/casework/doors/make-door.ts';
import { languages } from '../../settings/localised.ts';
import { fieldOf, isKept, typed, type CaseView } from '../case/case-view.ts';
import { Folded, Hidden } from '../case/panel.tsx';
import { respondentsOf } from '../decision/findings-panel.tsx';
import { formAction } from '../handling/operation-path.ts';
import { Input, Select, TextArea } from '../ui/field.tsx';
import { languageNames } from '../ui/words.ts';

/** Confirms exactly the text that was warned of; absent until there was a warning. @param form the name of the form */
export const Confirm = ({ view, form }: { readonly view: CaseView; readonly form: string }) => {
  const confirm = isKept(view, form) ? view.kept?.confirm : undefined;
  if (confirm === undefined) return null;
  return (
    <div class="choice">
      <input type="checkbox" id={`${form}-confirm`} name="confirm" value={confirm} />
      <label for={`${form}-confirm`}>I have looked at this. They may read it as it is.</label>
    </div>
  );
};

/** What somebody is shown and asked. */
export const TextFields = ({
  view,
  form,
  first,
}: {
  readonly view: CaseView;
  readonly form: string;
  readonly first?: { readonly about: string; readonly questions: readonly string[] };
}) => (
  <>
    <TextArea
      {...fieldOf(view, form, 'about')}
      label="What it is about"
      hint="They read this first. Say where and when in general words, without who reported it and without words of the report."
      rows={4}
      value={typed(view, form, 'about', first?.about)}
    />
    <TextArea
      {...fieldOf(view, form, 'questions')}
      label="Questions (one in each line)"
      rows={4}
      value={typed(view, form, 'questions', first?.questions.join('\n'))}
    />
  </>
);

export const PageLanguage = ({ view, form }: { readonly view: CaseView; readonly form: string }) => (
  <Select
    {...fieldOf(view, form, 'language')}
    label="Language of their page"
    choices={languages.map((value) => ({ value, label: languageNames[value] }))}
    chosen={typed(view, form, 'language')}
  />
);

const LanguageAndDate = ({ view, form }: { readonly view: CaseView; readonly form: string }) => (
  <>
    <PageLanguage view={view} form={form} />
    <Input
      {...fieldOf(view, form, 'answerBy')}
      type="date"
      label={`Answer by (in ${view.settings.doors.answerDays} days where empty)`}
      value={typed(view, form, 'answerBy')}
    />
  </>
);

const AsksNothing = ({ view, form }: { readonly view: CaseView; readonly form: string }) => (
  <div class="choice">
    <input
      type="checkbox"
      id={`${form}-asks`}
      name="asks"
      value="nothing"
      checked={typed(view, form, 'asks') === 'nothing'}
    />
    <label for={`${form}-asks`}>They are asked nothing: the page is for reading a letter</label>
  </div>
);

const Response = ({ view }: { readonly view: CaseView }) => {
  const respondents = respondentsOf(view);
  if (respondents.length === 0)
    return <p class="soft">Add the respondent on the Investigation page first, to hear them here.</p>;
  const form = 'hear-respondent';
  return (
    <Folded view={view} form={form} summary="Hear a respondent">
      <form method="post" action={formAction(makeDoor, view.read.head.caseId)} autocomplete="off">
        <Hidden view={view} />
        <input type="hidden" name="kind" value="response" />
        <Select
          {...fieldOf(view, form, 'respondent')}
          label="Respondent"
          choices={respondents.map(({ number, content }) => ({
            value: String(number),
            label: content.codeName,
          }))}
          chosen={typed(view, form, 'respondent')}
        />
        <LanguageAndDate view={view} form={form} />
        <AsksNothing view={view} form={form} />
        <TextFields view={view} form={form} />
        <Confirm view={view} form={form} />
        <button type="submit">Make a link to hand over</button>
      </form>
    </Folded>
  );
};

const Witness = ({ view }: { readonly view: CaseView }) => {
  const form = 'hear-witness';
  return (
    <Folded view={view} form={form} summary="Hear a witness">
      <form method="post" action={formAction(makeDoor, view.read.head.caseId)} autocomplete="off">
        <Hidden view={view} />
        <input type="hidden" name="kind" value="witness" />
        <Input
          {...fieldOf(view, form, 'whom')}
          type="text"
          label="Who it is, in your words (may stay empty)"
          hint="The team alone reads it. Leave it empty where they stay anonymous: then they have a number."
          value={typed(view, form, 'whom')}
        />
        <LanguageAndDate view={view} form={form} />
        <TextFields view={view} form={form} />
        <Confirm view={view} form={form} />
        <button type="submit">Make a link to hand over</button>
      </form>
    </Folded>
  );
};

/** Begins a conversation with a respondent or a witness. */
export const MakeDoorForm = ({ view }: { readonly view: CaseView }) =>
  view.may(makeDoor.name) ? (
    <>
      <Response view={view} />
      <Witness view={view} />
    </>
  ) : null;

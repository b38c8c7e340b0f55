import { identityParts } from '../../domain/case/identity.ts';
import type { RosterMember } from '../../domain/member/roster.ts';
import { questionLabel, questionsOf, type Question } from '../../settings/questions.ts';
import type { Page } from '../ui/page.ts';
import { HoldFields } from '../held/hold-fields.tsx';
import { Choice } from '../ui/choice.tsx';
import { FilesFieldset } from '../files/files-fieldset.tsx';
import { InDanger } from '../ui/in-danger.tsx';
import type { PageProblem } from '../ui/layout.tsx';
import type { ReportFormValues } from './report-form.ts';
import { TextField } from '../ui/text-field.tsx';

const Exclusions = (props: {
  readonly page: Page;
  readonly members: readonly RosterMember[];
  readonly excluded: readonly string[];
}) => {
  const { form } = props.page.messages;
  return (
    <fieldset id="exclude">
      <legend>{form.exclude}</legend>
      <p class="hint">{form.excludeWhy}</p>
      {props.members.map(({ memberId, name }) => (
        <Choice
          id={`exclude-${memberId}`}
          name="exclude"
          value={memberId}
          checked={props.excluded.includes(memberId)}
          label={name}
        />
      ))}
    </fieldset>
  );
};

/** Out of sight, out of the order of the keyboard, and said to be left empty to whoever comes upon it all the same. */
const FieldForPrograms = ({ page, value }: { readonly page: Page; readonly value: string }) => (
  <div class="out-of-sight" aria-hidden="true">
    <label for="extraNote">{page.messages.form.leaveEmpty}</label>
    <input type="text" id="extraNote" name="extraNote" value={value} tabindex={-1} autocomplete="off" />
  </div>
);

/** The tick for what cannot wait, and what to do before that. */
export const Urgent = ({ page, values }: { readonly page: Page; readonly values: ReportFormValues }) => {
  const { form } = page.messages;
  return (
    <fieldset>
      <legend>{form.urgent}</legend>
      <InDanger page={page} />
      <Choice
        id="urgent"
        name="urgent"
        value="yes"
        checked={values.urgent}
        label={form.urgentLabel}
        hint={page.settings.notices.ordinary === 'minute' ? form.urgentWhyMinute : form.urgentWhy}
      />
    </fieldset>
  );
};

/** What was typed for another channel's questions goes along, and is said not to be sent. */
const NotAsked = ({ page, values }: { readonly page: Page; readonly values: ReportFormValues }) => (
  <>
    {Object.entries(values.notAsked).map(([id, text]) => (
      <>
        <input type="hidden" name={id} value={text} />
        <p class="box">
          {page.messages.form.notAskedHere(questionLabel(page.settings, values.channel, id, page.language))}
        </p>
      </>
    ))}
  </>
);

/** What the form carries along unseen. */
const Carried = (props: {
  readonly values: ReportFormValues;
  /** Members in the list from which the writer can exclude. */
  readonly shown: readonly RosterMember[];
}) => {
  const { values, shown } = props;
  // A page that was made while the roster could not be read must not undo what was ticked before.
  const notShown = values.excludedMembers.filter(
    (excluded) => !shown.some(({ memberId }) => memberId === excluded),
  );
  return (
    <>
      <input type="hidden" name="ticket" value={values.ticket} />
      <input type="hidden" name="channel" value={values.channel} />
      {values.rosterShown !== undefined && (
        <input type="hidden" name="rosterShown" value={String(values.rosterShown)} />
      )}
      {values.pressedBefore && <input type="hidden" name="pressedBefore" value="yes" />}
      {notShown.map((memberId) => (
        <input type="hidden" name="exclude" value={memberId} />
      ))}
    </>
  );
};

type ProblemAt = (field: string) => string | undefined;

/** The questions of the channel. */
const Questions = (props: {
  readonly page: Page;
  readonly values: ReportFormValues;
  readonly problemAt: ProblemAt;
  readonly foldEmpty: boolean;
}) => {
  const { page, values, problemAt } = props;
  const questions = questionsOf(page.settings, values.channel);
  const isFolded = ({ id, required }: Question): boolean =>
    props.foldEmpty && required !== true && (values.answers[id] ?? '') === '' && problemAt(id) === undefined;
  const field = (question: Question) => (
    <TextField
      id={question.id}
      label={`${page.text(question.label)}${question.required === true ? '' : ` ${page.messages.optional}`}`}
      hint={page.text(question.why)}
      rows={question.rows}
      value={values.answers[question.id] ?? ''}
      problem={problemAt(question.id)}
    />
  );
  return (
    <>
      {questions.filter((question) => !isFolded(question)).map(field)}
      {questions.some(isFolded) && (
        <details>
          <summary>{page.messages.review.leftEmpty}</summary>
          {questions.filter(isFolded).map(field)}
        </details>
      )}
    </>
  );
};

const Identity = (props: {
  readonly page: Page;
  readonly values: ReportFormValues;
  readonly problemAt: ProblemAt;
}) => {
  const { form } = props.page.messages;
  return (
    <fieldset>
      <legend>{form.identity}</legend>
      <p class="hint">{form.identityWhy}</p>
      {identityParts.map((part) => (
        <TextField
          id={`identity-${part}`}
          label={part === 'name' ? form.name : form.contact}
          rows={1}
          forgotten
          value={props.values.identity[part]}
          problem={props.problemAt(`identity-${part}`)}
        />
      ))}
    </fieldset>
  );
};

/** Everything a report is made of, editable: on the form and again on the review page. */
export const ReportFields = (props: {
  readonly page: Page;
  readonly values: ReportFormValues;
  readonly members: readonly RosterMember[];
  readonly problems: readonly PageProblem[];
  /** Folds away what may stay empty and is, so that what was written can be looked over. */
  readonly foldEmpty?: boolean;
  /** The tick for what is urgent stands elsewhere in the form. */
  readonly urgentElsewhere?: boolean;
  /** Where the button that attaches files leads: a page that shows the form again. */
  readonly attachAt: string;
  /** No more files are taken today. */
  readonly todayFull: boolean;
}) => {
  const { page, values, members } = props;
  const problemAt: ProblemAt = (field) => props.problems.find((problem) => problem.field === field)?.text;
  const inChannel = members.filter(({ channels }) => channels.includes(values.channel));
  return (
    <>
      <Carried values={values} shown={inChannel} />
      <Questions page={page} values={values} problemAt={problemAt} foldEmpty={props.foldEmpty === true} />
      <NotAsked page={page} values={values} />
      <FilesFieldset
        page={page}
        files={values.files}
        problems={props.problems}
        attachAt={props.attachAt}
        todayFull={props.todayFull}
      />
      {props.urgentElsewhere !== true && <Urgent page={page} values={values} />}
      {inChannel.length > 0 && (
        <Exclusions page={page} members={inChannel} excluded={values.excludedMembers} />
      )}
      <Identity page={page} values={values} problemAt={problemAt} />
      <HoldFields page={page} values={values} problemAt={problemAt} />
      <FieldForPrograms page={page} value={values.extraNote} />
    </>
  );
};

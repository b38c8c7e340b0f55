import { inKibibytes, reportLimitBytes } from '../../domain/text.ts';
import { questions } from '../../settings/questions.ts';
import type { Settings } from '../../settings/schema.ts';
import { routes } from '../routes.ts';
import { ErrorSummary, Layout, type PageProblem } from './layout.tsx';

export type ReportFormValues = {
  readonly ticket: string;
  readonly channel: string;
  readonly urgent: boolean;
  readonly answers: Readonly<Record<string, string>>;
};

type Question = (typeof questions)[number];

const QuestionField = (props: {
  readonly question: Question;
  readonly value: string;
  readonly problem: string | undefined;
}) => {
  const { id, label, hint, rows, required } = props.question;
  const described = props.problem === undefined ? `${id}-hint` : `${id}-hint ${id}-problem`;
  return (
    <div class={props.problem === undefined ? 'question' : 'question wrong'}>
      <label for={id}>
        {label}
        {required ? '' : ' (optional)'}
      </label>
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
      {props.problem !== undefined && (
        <p class="problem" id={`${id}-problem`}>
          {props.problem}
        </p>
      )}
      <textarea
        id={id}
        name={id}
        rows={rows}
        dir="auto"
        autocomplete="off"
        aria-describedby={described}
        aria-invalid={props.problem === undefined ? undefined : 'true'}
      >
        {/* A line feed right after the tag is dropped by browsers; this one keeps a first one of the writer's. */}
        {`\n${props.value}`}
      </textarea>
    </div>
  );
};

export const ReportFormPage = (props: {
  readonly settings: Settings;
  readonly values: ReportFormValues;
  readonly problems: readonly PageProblem[];
  readonly uncertain?: boolean;
}) => {
  const { settings, values, problems, uncertain = false } = props;
  return (
    <Layout settings={settings} failed={problems.length > 0}>
      <h1>What do you want to tell?</h1>
      <ErrorSummary problems={problems} uncertain={uncertain} />
      <form method="post" action={routes.report} autocomplete="off">
        <input type="hidden" name="ticket" value={values.ticket} />
        <fieldset id="channel">
          <legend>What is it about?</legend>
          {Object.entries(settings.channels).map(([name, channel]) => (
            <div class="choice">
              <input
                type="radio"
                id={`channel-${name}`}
                name="channel"
                value={name}
                checked={values.channel === name}
                aria-describedby={`channel-${name}-hint`}
              />
              <label for={`channel-${name}`}>{channel.label}</label>
              <p class="hint" id={`channel-${name}-hint`}>
                {channel.description}
              </p>
            </div>
          ))}
        </fieldset>
        {questions.map((question) => (
          <QuestionField
            question={question}
            value={values.answers[question.id] ?? ''}
            problem={problems.find(({ field }) => field === question.id)?.text}
          />
        ))}
        <fieldset>
          <legend>Is it urgent?</legend>
          <div class="choice">
            <input
              type="checkbox"
              id="urgent"
              name="urgent"
              value="yes"
              checked={values.urgent}
              aria-describedby="urgent-hint"
            />
            <label for="urgent">Somebody may be in danger, or it is happening now</label>
            <p class="hint" id="urgent-hint">
              The team is then told within a minute. Otherwise it is told on the full hour, so that the time
              of its mail says little about when you wrote.
            </p>
          </div>
        </fieldset>
        <p class="hint">
          All answers together may have {inKibibytes(reportLimitBytes)}, about a hundred pages. You will get
          twelve words on the next page.
        </p>
        <button type="submit">Send the report</button>
      </form>
    </Layout>
  );
};

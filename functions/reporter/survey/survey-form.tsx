import { surveyQuestions, surveyScale, type surveyOn } from '../../domain/survey/survey.ts';
import { surveyCatalogue } from '../locales/survey/catalogue.ts';
import { routes } from '../routes.ts';
import type { Page } from '../ui/page.ts';

/** The name of the field of a question; also the id of what groups its answers. */
export const surveyField = (question: (typeof surveyQuestions)[number]): string => `survey${question}`;

/** Three questions at the end, or that they were answered; nothing where nobody is asked. */
export const SurveyForm = (props: {
  readonly page: Page;
  readonly handle: string;
  readonly survey: ReturnType<typeof surveyOn>;
  readonly problemAt: (field: string) => string | undefined;
}) => {
  const { page, survey } = props;
  if (!survey) return null;
  const said = surveyCatalogue[page.language];
  if (survey.isAnswered) return <p class="hint">{said.before}</p>;
  const problem = props.problemAt(surveyField(1));
  return (
    <details open={problem !== undefined}>
      <summary>{said.heading}</summary>
      <form method="post" action={page.href(routes.survey)}>
        <p class="hint">{said.hint}</p>
        <input type="hidden" name="handle" value={props.handle} />
        {problem !== undefined && (
          <p class="problem" id="survey-problem">
            {problem}
          </p>
        )}
        {surveyQuestions.map((question) => (
          <fieldset
            id={surveyField(question)}
            aria-describedby={problem === undefined ? undefined : 'survey-problem'}
          >
            <legend>{said[survey.from][question - 1]}</legend>
            {surveyScale.map((value) => (
              <div class="choice">
                <input
                  type="radio"
                  id={`${surveyField(question)}-${value}`}
                  name={surveyField(question)}
                  value={String(value)}
                />
                <label for={`${surveyField(question)}-${value}`}>{said.scale[value - 1]}</label>
              </div>
            ))}
          </fieldset>
        ))}
        <button type="submit" class="quiet">
          {said.send}
        </button>
      </form>
    </details>
  );
};

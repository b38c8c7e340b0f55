import type { Language } from '../settings/localised.ts';
import type { Page } from '../reporter/ui/page.ts';
import type { DoorMessages } from './locales/en.ts';

/** A text of the team's, in the language they wrote it in. */
export const TeamText = (props: { readonly language: Language; readonly text: string }) => (
  <p class="text" dir="auto" lang={props.language}>
    {props.text}
  </p>
);

/** By when the team would like an answer. */
export const AnswerBy = (props: {
  readonly page: Page;
  readonly said: DoorMessages;
  /** An ISO day in UTC, like `today`. */
  readonly answerBy: string | undefined;
  readonly today: string;
}) => {
  const { page, said, answerBy, today } = props;
  if (answerBy === undefined) return null;
  const words = answerBy < today ? said.answerWasBy : said.answerBy;
  return <p class="box">{words(page.date(answerBy))}</p>;
};

/** What somebody is asked: what it is about, and the questions. */
export const About = (props: {
  readonly said: DoorMessages;
  readonly content: {
    readonly language: Language;
    readonly about: string;
    readonly questions: readonly string[];
  };
}) => {
  const { said, content } = props;
  const { about, questions, language } = content;
  return (
    <>
      {about !== '' && (
        <>
          <h2>{said.about}</h2>
          <TeamText language={language} text={about} />
        </>
      )}
      {questions.length > 0 && (
        <>
          <h2>{said.questions}</h2>
          <ol lang={language}>
            {questions.map((question) => (
              <li dir="auto">{question}</li>
            ))}
          </ol>
        </>
      )}
    </>
  );
};

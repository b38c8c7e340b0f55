import type { Language } from '../settings/localised.ts';
import type { Page } from '../reporter/ui/page.ts';
import type { DoorMessages } from './locales/en.ts';

/** A text of the team's, in the language they wrote it in. */
export const TeamText = (props: { readonly language: Language; readonly text: string }) => (
  <p class="text" dir="auto" lang={props.language}>
    {props.text}
  </p>
);

/** What somebody is asked: what it is about, the questions, and by when the team would like an answer. */
export const About = (props: {
  readonly page: Page;
  readonly said: DoorMessages;
  readonly content: {
    readonly language: Language;
    readonly about: string;
    readonly questions: readonly string[];
    readonly answerBy?: string | undefined;
  };
}) => {
  const { page, said, content } = props;
  const { about, questions, answerBy, language } = content;
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
      {answerBy !== undefined && <p>{said.answerBy(page.date(answerBy))}</p>}
    </>
  );
};

import type { WholeLetter } from '../../domain/decision/letter-text.ts';
import type { Language } from '../../settings/localised.ts';

/** A letter as its reader sees it. */
export const Letter = ({
  letter,
  language,
}: {
  readonly letter: WholeLetter;
  readonly language: Language;
}) => (
  <article class="letter" lang={language} dir={letter.direction}>
    <h3>{letter.title}</h3>
    <p class="soft">{letter.reference}</p>
    {letter.sections.map(({ heading, text }) => (
      <>
        <h4>{heading}</h4>
        <p class="text">{text}</p>
      </>
    ))}
    <p>{letter.signature}</p>
  </article>
);

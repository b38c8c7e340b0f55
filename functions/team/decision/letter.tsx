import type { WholeLetter } from '../../domain/decision/letter-text.ts';
import type { Language } from '../../settings/localised.ts';

/** A letter as its reader sees it. @param level of its heading on the page; those of its parts are one below */
export const Letter = ({
  letter,
  language,
  level,
}: {
  readonly letter: WholeLetter;
  readonly language: Language;
  readonly level: 2 | 4;
}) => {
  const [Title, Heading] = level === 2 ? (['h2', 'h3'] as const) : (['h4', 'h5'] as const);
  return (
    <article class="letter" lang={language} dir={letter.direction}>
      <Title>{letter.title}</Title>
      <p class="soft">{letter.reference}</p>
      {letter.sections.map(({ heading, text }) => (
        <>
          <Heading>{heading}</Heading>
          <p class="text">{text}</p>
        </>
      ))}
      <p>{letter.signature}</p>
    </article>
  );
};

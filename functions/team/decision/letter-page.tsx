import type { WholeLetter } from '../../domain/decision/letter-text.ts';
import { letterText } from '../../domain/decision/letter-text.ts';
import type { Member } from '../../domain/member/member.ts';
import type { Language } from '../../settings/localised.ts';
import type { Settings } from '../../settings/schema.ts';
import { pagePath } from '../routes.ts';
import { Layout } from '../ui/layout.tsx';
import { Letter } from './letter.tsx';

/** The letter of a decision, to be read, copied or printed; on paper it stands alone. */
export const LetterPage = (props: {
  readonly settings: Settings;
  readonly member: Member;
  readonly caseId: string;
  readonly letter: WholeLetter;
  readonly language: Language;
}) => {
  const { letter, language } = props;
  return (
    <Layout settings={props.settings} member={props.member} title="Letter" narrow>
      <div class="not-printed">
        <p class="back">
          <a href={`${pagePath(props.caseId, 'decision')}#decisions`}>Back to the decision</a>
        </p>
        <h1>The letter</h1>
        <p>
          Print this page, and the letter stands alone on the paper. Or copy the text below it into a message.
          It names neither the case nor who decided. Nothing is sent by looking at it.
        </p>
      </div>
      <Letter letter={letter} language={language} level={2} />
      <div class="not-printed">
        <label for="letter-text">The letter as text</label>
        <textarea id="letter-text" rows={16} readonly lang={language} dir={letter.direction}>
          {`\n${letterText(letter)}`}
        </textarea>
        <p>
          <a href={`${pagePath(props.caseId, 'decision')}#decisions`}>
            Delivered? Say so on the page Decision
          </a>
        </p>
      </div>
    </Layout>
  );
};

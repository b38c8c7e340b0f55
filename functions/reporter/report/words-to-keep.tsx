import { encodeToken, passphrase, passphraseWords, type Token } from '../../envelope/token.ts';
import type { Page } from '../ui/page.ts';
import { followUpUrl, routes } from '../routes.ts';

/** Which word is asked for: another one for each report, and the same when the page is shown again. */
const wordToCheck = (token: Token): number => ((token[0] ?? 0) % passphraseWords) + 1;

const Words = ({ words }: { readonly words: string }) => (
  <ol class="words" dir="ltr" lang="en" translate="no">
    {words.split(' ').map((word) => (
      <li>{word}</li>
    ))}
  </ol>
);

/** The hash of one word, sealed; the page that checks it learns no other. */
export type CheckOf = (position: number) => string;

const CheckWords = (props: { readonly page: Page; readonly token: Token; readonly checkOf: CheckOf }) => {
  const { receipt } = props.page.messages;
  const position = wordToCheck(props.token);
  return (
    <details>
      <summary>{receipt.check}</summary>
      <form method="post" action={props.page.href(routes.checkWord)} target="_blank" autocomplete="off">
        <input type="hidden" name="check" value={props.checkOf(position)} />
        <div class="question">
          <label for="word">{receipt.checkLabel(position)}</label>
          <input
            type="text"
            id="word"
            name="word"
            dir="ltr"
            autocomplete="off"
            autocapitalize="none"
            autocorrect="off"
            spellcheck={false}
            translate="no"
          />
        </div>
        <button type="submit" class="quiet">
          {receipt.checkButton}
        </button>
      </form>
    </details>
  );
};

/** The twelve words, and what helps to keep them: paper, a file, a check of one word, and a link. */
export const WordsToKeep = (props: {
  readonly page: Page;
  readonly token: Token;
  /** The words as a file to save. */
  readonly file: { readonly label: string; readonly href: string };
  readonly requestUrl: string;
  readonly checkOf: CheckOf;
}) => {
  const { page, token, file } = props;
  const { receipt } = page.messages;
  return (
    <>
      <Words words={passphrase(token)} />
      <p>
        {receipt.paper} {receipt.print}
      </p>
      <p>
        <a download={receipt.fileName} href={file.href}>
          {file.label}
        </a>
      </p>
      <CheckWords page={page} token={token} checkOf={props.checkOf} />
      <details>
        <summary>{receipt.link}</summary>
        <p>{receipt.linkText}</p>
        <p class="link" dir="ltr" translate="no">
          {followUpUrl(props.requestUrl, encodeToken(token), page.entrance)}
        </p>
      </details>
    </>
  );
};

import type { Receipt } from '../../domain/report/submit-report.ts';
import { encodeToken, passphrase, passphraseWords } from '../../envelope/token.ts';
import type { Page } from '../page.ts';
import { followUpUrl, routes } from '../routes.ts';
import { Layout } from './layout.tsx';
import { receiptText } from './receipt-text.ts';

/** Which word is asked for: another one for each report, and the same when the page is shown again. */
const wordToCheck = (receipt: Receipt): number => ((receipt.token[0] ?? 0) % passphraseWords) + 1;

export const Words = ({ words }: { readonly words: string }) => (
  <ol class="words" dir="ltr" lang="en" translate="no">
    {words.split(' ').map((word) => (
      <li>{word}</li>
    ))}
  </ol>
);

const CheckWords = (props: { readonly page: Page; readonly position: number; readonly check: string }) => {
  const { receipt } = props.page.messages;
  return (
    <details>
      <summary>{receipt.check}</summary>
      <form method="post" action={props.page.href(routes.checkWord)} target="_blank" autocomplete="off">
        <input type="hidden" name="check" value={props.check} />
        <div class="question">
          <label for="word">{receipt.checkLabel(props.position)}</label>
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

export const ReceiptPage = (props: {
  readonly page: Page;
  readonly receipt: Receipt;
  readonly requestUrl: string;
  /** The hash of one word, sealed; the page that checks it learns no other. */
  readonly checkOf: (position: number) => string;
}) => {
  const { page } = props;
  const { token, summary, retainedUntil } = props.receipt;
  const { receipt } = page.messages;
  const position = wordToCheck(props.receipt);
  const acknowledgeBy = page.date(summary.deadlines.acknowledgeBy);
  return (
    <Layout page={page}>
      <h1>{receipt.heading}</h1>
      <p>
        {summary.opened ? '' : `${receipt.notRead} `}
        {summary.urgent ? receipt.toldNow : receipt.toldHour}
      </p>

      <h2>{receipt.words}</h2>
      <p>{receipt.wordsText}</p>
      <Words words={passphrase(token)} />
      <p>
        {receipt.paper} {receipt.print}
      </p>
      <p>
        <a download={receipt.fileName} href={receiptText(page, props.receipt)}>
          {receipt.save}
        </a>
      </p>
      <CheckWords page={page} position={position} check={props.checkOf(position)} />
      <details>
        <summary>{receipt.link}</summary>
        <p>{receipt.linkText}</p>
        <p class="link" dir="ltr" translate="no">
          {followUpUrl(props.requestUrl, encodeToken(token))}
        </p>
      </details>

      <h2>{receipt.next}</h2>
      <dl>
        <dt>{receipt.caseName}</dt>
        <dd dir="ltr" translate="no">
          {summary.caseName}
        </dd>
        <dt>{receipt.acknowledgeBy}</dt>
        <dd>{acknowledgeBy}</dd>
        <dt>{receipt.nextUpdateBy}</dt>
        <dd>{page.date(summary.deadlines.nextUpdateBy)}</dd>
        <dt>{receipt.feedbackBy}</dt>
        <dd>{page.date(summary.deadlines.feedbackBy)}</dd>
        <dt>{receipt.erasedBy}</dt>
        <dd>{page.date(retainedUntil.toISOString())}</dd>
      </dl>
      <p>
        {receipt.comeBack(acknowledgeBy)} <a href={page.href(routes.followUp)}>{receipt.toFollowUp}</a>
      </p>
      <p class="on-paper" dir="ltr">
        {new URL(routes.followUp, props.requestUrl).href}
      </p>
    </Layout>
  );
};

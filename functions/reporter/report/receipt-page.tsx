import type { ReceivedFile } from '../../domain/attachment/attachment.ts';
import type { Receipt } from '../../domain/intake/submit-report.ts';
import { unopenedPostponementDays } from '../../domain/retention/expiry.ts';
import { encodeToken, passphrase, passphraseWords, type Token } from '../../envelope/token.ts';
import type { Page } from '../ui/page.ts';
import { followUpUrl, routes } from '../routes.ts';
import { sentFileSentences } from '../files/file-words.ts';
import { sentFiles, shownName, type FormFiles } from '../files/form-files.ts';
import { InDanger } from '../ui/in-danger.tsx';
import { Layout } from '../ui/layout.tsx';
import { receiptText } from './receipt-text.ts';

/** Where to come back, for whoever prints the page. */
export const AddressOnPaper = ({ requestUrl }: { readonly requestUrl: string }) => (
  <p class="on-paper" dir="ltr">
    {new URL(routes.followUp, requestUrl).href}
  </p>
);

/** Which word is asked for: another one for each report, and the same when the page is shown again. */
const wordToCheck = (token: Token): number => ((token[0] ?? 0) % passphraseWords) + 1;

export const Words = ({ words }: { readonly words: string }) => (
  <ol class="words" dir="ltr" lang="en" translate="no">
    {words.split(' ').map((word) => (
      <li>{word}</li>
    ))}
  </ol>
);

/** The hash of one word, sealed; the page that checks it learns no other. */
export type CheckOf = (position: number) => string;

export const CheckWords = (props: {
  readonly page: Page;
  readonly token: Token;
  readonly checkOf: CheckOf;
}) => {
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

const SentFile = (props: {
  readonly page: Page;
  readonly file: ReceivedFile;
  readonly keepsOriginal: boolean;
}) => <p class="hint">{sentFileSentences(props.page, props.file, props.keepsOriginal).join(' ')}</p>;

export type ReceiptPageProps = {
  readonly page: Page;
  readonly receipt: Receipt;
  /** There is nobody on the team who may read it. */
  readonly nobodyTold: boolean;
  /** The reporter has said how they can be reached. */
  readonly contactGiven: boolean;
  /** The files that its form has sent. */
  readonly files: FormFiles;
  readonly requestUrl: string;
  readonly checkOf: CheckOf;
};

export const ReceiptPage = (props: ReceiptPageProps) => {
  const { page } = props;
  const { token, summary, retainedUntil } = props.receipt;
  const { receipt } = page.messages;
  const isToldAtOnce = summary.urgent || page.settings.notices.ordinary === 'minute';
  const toldWhen = isToldAtOnce ? receipt.toldNow : receipt.toldHour;
  const told = props.nobodyTold ? receipt.nobodyTold : toldWhen;
  const acknowledgeBy = page.date(summary.deadlines.acknowledgeBy);
  const comeBack = props.contactGiven ? receipt.comeBackWithContact : receipt.comeBack;
  return (
    <Layout page={page}>
      <h1>{receipt.heading}</h1>
      <p>
        {summary.opened ? '' : `${receipt.notRead} `}
        {told}
      </p>
      {summary.urgent && (
        <div class="box warn">
          <InDanger page={page} />
        </div>
      )}

      <h2>{receipt.words}</h2>
      <p>{receipt.wordsText}</p>
      <Words words={passphrase(token)} />
      <p>
        {receipt.paper} {receipt.print}
      </p>
      <p>
        <a download={receipt.fileName} href={receiptText(page, props.receipt, props.files, props.requestUrl)}>
          {receipt.save}
        </a>
      </p>
      <CheckWords page={page} token={token} checkOf={props.checkOf} />
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
        <dd class="name" dir="ltr" translate="no">
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
      <p class="hint">
        {receipt.erasedLater(
          page.days(unopenedPostponementDays),
          page.days(page.settings.recovery.vaultDays),
        )}
      </p>
      {sentFiles(props.files).length > 0 && (
        <>
          <h2>{page.messages.files.receipt}</h2>
          <ul>
            {sentFiles(props.files).map((sent) => (
              <li>
                <strong dir="auto">{shownName(sent)}</strong>
                {sent.file && <SentFile page={page} file={sent.file} keepsOriginal={sent.keepOriginal} />}
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        {comeBack(acknowledgeBy)} <a href={page.href(routes.followUp)}>{receipt.toFollowUp}</a>
      </p>
      <AddressOnPaper requestUrl={props.requestUrl} />
    </Layout>
  );
};

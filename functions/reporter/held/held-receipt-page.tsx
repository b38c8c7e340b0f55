import type { HeldReceipt } from '../../domain/intake/submit-report.ts';
import { AddressOnPaper } from '../report/receipt-page.tsx';
import { heldReceiptText } from '../report/receipt-text.ts';
import { WordsToKeep, type CheckOf } from '../report/words-to-keep.tsx';
import { routes } from '../routes.ts';
import { Layout } from '../ui/layout.tsx';
import type { Page } from '../ui/page.ts';

/** The receipt of a report that waits: no dates of the team's, for it knows of nothing. */
export const HeldReceiptPage = (props: {
  readonly page: Page;
  readonly receipt: HeldReceipt;
  readonly requestUrl: string;
  readonly checkOf: CheckOf;
}) => {
  const { page, receipt: sent, requestUrl } = props;
  const { receipt, held } = page.messages;
  return (
    <Layout page={page}>
      <h1>{held.receipt.heading}</h1>
      <p>{held.receipt.text}</p>
      <h2>{receipt.words}</h2>
      <p>{receipt.wordsText}</p>
      <WordsToKeep
        page={page}
        token={sent.token}
        file={{ label: receipt.save, href: heldReceiptText(page, sent, requestUrl) }}
        requestUrl={requestUrl}
        checkOf={props.checkOf}
      />
      <h2>{receipt.next}</h2>
      <p>{held.receipt.comeBack}</p>
      <p>{held.receipt.files}</p>
      <dl>
        <dt>{receipt.caseName}</dt>
        <dd class="name" dir="ltr" translate="no">
          {sent.page.caseName}
        </dd>
        <dt>{held.receipt.about}</dt>
        {sent.page.persons.map((person) => (
          <dd dir="auto" translate="no">
            {person}
          </dd>
        ))}
        <dt>{held.receipt.until}</dt>
        <dd>{page.date(sent.until.toISOString())}</dd>
      </dl>
      <p>
        <a href={page.href(routes.followUp)}>{receipt.toFollowUp}</a>
      </p>
      <AddressOnPaper requestUrl={requestUrl} />
    </Layout>
  );
};

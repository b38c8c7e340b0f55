import type { ReceivedFile } from '../../domain/attachment/attachment.ts';
import type { Receipt } from '../../domain/intake/submit-report.ts';
import { unopenedPostponementDays } from '../../domain/retention/expiry.ts';
import type { Page } from '../ui/page.ts';
import { entrancePaths, routes, type Entrance } from '../routes.ts';
import { sentFileSentences } from '../files/file-words.ts';
import { sentFiles, shownName, type FormFiles } from '../files/form-files.ts';
import { InDanger } from '../ui/in-danger.tsx';
import { Layout } from '../ui/layout.tsx';
import { receiptText } from './receipt-text.ts';
import { WordsToKeep, type CheckOf } from './words-to-keep.tsx';

/** Where to come back, for whoever prints the page. */
export const AddressOnPaper = (props: { readonly requestUrl: string; readonly entrance?: Entrance }) => (
  <p class="on-paper" dir="ltr">
    {new URL(entrancePaths[props.entrance ?? 'follow-up'], props.requestUrl).href}
  </p>
);

const SentFile = (props: {
  readonly page: Page;
  readonly file: ReceivedFile;
  readonly keepsOriginal: boolean;
}) => <p class="hint">{sentFileSentences(props.page, props.file, props.keepsOriginal).join(' ')}</p>;

const SentFiles = ({ page, files }: { readonly page: Page; readonly files: FormFiles }) => {
  const sent = sentFiles(files);
  if (sent.length === 0) return null;
  return (
    <>
      <h2>{page.messages.files.receipt}</h2>
      <ul>
        {sent.map((one) => (
          <li>
            <strong dir="auto">{shownName(one)}</strong>
            {one.file && <SentFile page={page} file={one.file} keepsOriginal={one.keepOriginal} />}
          </li>
        ))}
      </ul>
    </>
  );
};

/** The name of the case, and by which days what happens. */
const Dates = ({ page, receipt }: { readonly page: Page; readonly receipt: Receipt }) => {
  const { summary, retainedUntil } = receipt;
  const said = page.messages.receipt;
  return (
    <dl>
      <dt>{said.caseName}</dt>
      <dd class="name" dir="ltr" translate="no">
        {summary.caseName}
      </dd>
      <dt>{said.acknowledgeBy}</dt>
      <dd>{page.date(summary.deadlines.acknowledgeBy)}</dd>
      <dt>{said.nextUpdateBy}</dt>
      <dd>{page.date(summary.deadlines.nextUpdateBy)}</dd>
      <dt>{said.feedbackBy}</dt>
      <dd>{page.date(summary.deadlines.feedbackBy)}</dd>
      <dt>{said.erasedBy}</dt>
      <dd>{page.date(retainedUntil.toISOString())}</dd>
    </dl>
  );
};

type ReceiptPageProps = {
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
  const { token, summary } = props.receipt;
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
      <WordsToKeep
        page={page}
        token={token}
        file={{ label: receipt.save, href: receiptText(page, props.receipt, props.files, props.requestUrl) }}
        requestUrl={props.requestUrl}
        checkOf={props.checkOf}
      />

      <h2>{receipt.next}</h2>
      <Dates page={page} receipt={props.receipt} />
      <p class="hint">
        {receipt.keptUnopened(page.days(unopenedPostponementDays))}{' '}
        {receipt.goneFromBackups(page.days(page.settings.recovery.vaultDays))}
      </p>
      <SentFiles page={page} files={props.files} />
      <p>
        {comeBack(acknowledgeBy)} <a href={page.href(routes.followUp)}>{receipt.toFollowUp}</a>
      </p>
      <AddressOnPaper requestUrl={props.requestUrl} />
    </Layout>
  );
};

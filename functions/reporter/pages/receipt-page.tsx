import type { Receipt } from '../../domain/report/submit-report.ts';
import { encodeToken, passphrase } from '../../envelope/token.ts';
import type { Settings } from '../../settings/schema.ts';
import { en } from '../locales/en.ts';
import { followUpUrl, routes } from '../routes.ts';
import { Layout } from './layout.tsx';

export const ReceiptPage = (props: {
  readonly settings: Settings;
  readonly receipt: Receipt;
  readonly requestUrl: string;
}) => {
  const { token, summary, retainedUntil } = props.receipt;
  return (
    <Layout settings={props.settings}>
      <h1>Your report has been sent</h1>
      <p>
        Nobody has read it yet. The team will be told{' '}
        {summary.urgent ? 'within a minute' : 'on the full hour'} that something waits.
      </p>

      <h2>Keep these twelve words</h2>
      <p>
        They are the only way back to your report. Whoever has them can read it, write in it and withdraw it.
        Nobody can restore them, not even the team.
      </p>
      <ol class="words" translate="no">
        {passphrase(token)
          .split(' ')
          .map((word) => (
            <li>{word}</li>
          ))}
      </ol>
      <p>Paper is safest. On a device of your employer, do not print them or take a picture of the screen.</p>
      <details>
        <summary>I would rather have a link</summary>
        <p>
          The link does the same as the words. It fills in the form with a small script, and your browser may
          keep it in its history or send it to your other devices.
        </p>
        <p class="link" translate="no">
          {followUpUrl(props.requestUrl, encodeToken(token))}
        </p>
      </details>

      <h2>What happens next</h2>
      <dl>
        <dt>Name of the case (no secret; use it to speak about it)</dt>
        <dd translate="no">{summary.caseName}</dd>
        <dt>The team acknowledges your report by</dt>
        <dd>{en.date(summary.deadlines.acknowledgeBy)}</dd>
        <dt>You hear how it goes on by</dt>
        <dd>{en.date(summary.deadlines.nextUpdateBy)}</dd>
        <dt>You hear what was done by</dt>
        <dd>{en.date(summary.deadlines.feedbackBy)}</dd>
        <dt>Everything is erased at the latest on</dt>
        <dd>{en.date(retainedUntil.toISOString())}</dd>
      </dl>
      <p>
        We have no way to reach you. Please come back to <a href={routes.followUp}>this page</a> with your
        words by {en.date(summary.deadlines.acknowledgeBy)}: the team may have a question.
      </p>
    </Layout>
  );
};

import type { Roster } from '../../domain/member/roster.ts';
import { reportLimitBytes } from '../../domain/kernel/text.ts';
import type { Page } from '../ui/page.ts';
import { routes } from '../routes.ts';
import { fileScripts } from '../files/files-fieldset.tsx';
import { ErrorSummary, Layout, type PageProblem } from '../ui/layout.tsx';
import { QuietTeam } from '../thread/quiet-team.tsx';
import { ReportFields } from './report-fields.tsx';
import type { ReportFormValues } from './report-form.ts';

/** Which channel the form is for, and a button for each other one that keeps what was typed. */
const About = ({ page, channel }: { readonly page: Page; readonly channel: string }) => {
  const { form } = page.messages;
  const { channels } = page.settings;
  const label = channels[channel]?.label;
  if (label === undefined) return null;
  return (
    <p>
      {form.about}: <strong>{page.text(label)}</strong>.{' '}
      {Object.entries(channels)
        .filter(([name]) => name !== channel)
        .map(([name, other]) => (
          <button
            type="submit"
            class="link"
            form="report"
            formaction={page.href(routes.edit)}
            name="toChannel"
            value={name}
          >
            {form.otherChannel(page.text(other.label))}
          </button>
        ))}
    </p>
  );
};

/**
 * Its one button leads to the review; the form's own address files at once, for programs that send a form themselves.
 * Autocomplete stays on, or the browser's Back button would empty the answers.
 */
export const ReportFormPage = (props: {
  readonly page: Page;
  readonly roster: Roster;
  readonly now: Date;
  readonly values: ReportFormValues;
  readonly problems: readonly PageProblem[];
  /** No more files are taken today. */
  readonly todayFull: boolean;
}) => {
  const { page, roster, values, problems } = props;
  const { form, kilobytes } = page.messages;
  return (
    <Layout
      page={page}
      failed={problems.length > 0}
      typed={{ id: 'report', shownAgainBy: routes.edit }}
      scripts={fileScripts(page.settings)}
    >
      <h1>{form.heading}</h1>
      <ErrorSummary page={page} problems={problems} />
      <QuietTeam page={page} roster={roster} now={props.now} />
      {/* The first button of a form is what the Enter key presses. */}
      <button type="submit" form="report" formaction={page.href(routes.review)} hidden>
        {form.toReview}
      </button>
      <About page={page} channel={values.channel} />
      <p>{form.unsure}</p>
      <form method="post" action={page.href(routes.report)} enctype="multipart/form-data" id="report">
        {values.told.map((memberId) => (
          <input type="hidden" name="told" value={memberId} />
        ))}
        <ReportFields
          page={page}
          values={values}
          members={roster.members}
          problems={problems}
          attachAt={page.href(routes.edit)}
          todayFull={props.todayFull}
        />
        <p class="hint">{form.limit(kilobytes(reportLimitBytes))}</p>
        <p class="hint">{form.toReviewHint}</p>
        <button type="submit" formaction={page.href(routes.review)}>
          {form.toReview}
        </button>
      </form>
    </Layout>
  );
};

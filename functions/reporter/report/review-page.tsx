import { eligibleMembers, isUnattended, type Roster, type RosterMember } from '../../domain/member/roster.ts';
import type { IdentifyingDetail } from '../../domain/kernel/identifying-details.ts';
import { questionsOf } from '../../settings/questions.ts';
import { contactText, isolated, type Page } from '../ui/page.ts';
import { routes } from '../routes.ts';
import { fileScripts } from '../files/files-fieldset.tsx';
import { ErrorSummary, Layout, type PageProblem } from '../ui/layout.tsx';
import { ReportFields, Urgent } from './report-fields.tsx';
import type { ReportFormValues } from './report-form.ts';

/** Nobody would read it: whoever could is excluded, or nobody looks after the channel. */
const NobodyLeft = ({ page, unattended }: { readonly page: Page; readonly unattended: boolean }) => {
  const { review } = page.messages;
  const { outsideContact } = page.settings;
  const said = unattended
    ? { turnTo: review.nobodyThere, alone: review.nobodyThereNoOutside }
    : { turnTo: review.allExcluded, alone: review.noOutside };
  return (
    <div class="box warn" role="alert">
      <p>{outsideContact ? said.turnTo : said.alone}</p>
      {outsideContact && (
        <p>
          <strong>{contactText(page, outsideContact)}</strong>
        </p>
      )}
    </div>
  );
};

const Hints = (props: { readonly page: Page; readonly details: readonly IdentifyingDetail[] }) => {
  const { page } = props;
  const { review } = page.messages;
  return (
    <div class="box">
      <h2>{review.hints}</h2>
      <ul>
        {props.details.map((detail) => (
          <li>{review.hint({ ...detail, found: isolated(page, detail.found) })}</li>
        ))}
      </ul>
      <p>{review.hintsText}</p>
    </div>
  );
};

const longText = 2_000;

/** The gateway's own refusals are a line of JSON in place of the page: what took long to write stays on a page of its own. */
const isLong = ({ answers }: ReportFormValues): boolean =>
  Object.values(answers).reduce((sum, text) => sum + text.length, 0) > longText;

/** What was answered about danger while the report is not marked as urgent. */
const dangerWithoutTick = (page: Page, { channel, answers, urgent }: ReportFormValues) =>
  urgent
    ? undefined
    : questionsOf(page.settings, channel).find(
        ({ id, meaning }) => meaning === 'danger' && (answers[id] ?? '').trim() !== '',
      );

/** Whether all who could read a report are excluded from it, as far as the roster is known. */
export const nobodyIsLeft = (roster: Roster, { channel, excludedMembers }: ReportFormValues): boolean =>
  eligibleMembers(roster, channel, []).length > 0 &&
  eligibleMembers(roster, channel, excludedMembers).length === 0;

type ReviewPageProps = {
  readonly page: Page;
  readonly roster: Roster;
  readonly values: ReportFormValues;
  readonly details: readonly IdentifyingDetail[];
  /** Members whose names stand in the answers and who were excluded for that. */
  readonly named: readonly RosterMember[];
  readonly problems: readonly PageProblem[];
  readonly uncertain: boolean;
  /** The form came back sooner than a person fills it. */
  readonly pressAgain?: boolean;
  /** The roster is another one than the page before has shown. */
  readonly teamChanged?: boolean;
  /** What was found in the files of the form has not been shown yet. */
  readonly lookAtFiles?: boolean;
  /** No more files are taken today. */
  readonly todayFull: boolean;
};

/** What the writer is told above the form, the most pressing first. */
const Notices = (props: ReviewPageProps) => {
  const { page, roster, values, details, named, problems } = props;
  const { review } = page.messages;
  const unattended = isUnattended(roster, values.channel);
  return (
    <>
      <ErrorSummary page={page} problems={problems} uncertain={props.uncertain} />
      {props.pressAgain === true && (
        <p class="box warn" role="alert">
          {review.pressAgain}
        </p>
      )}
      {props.lookAtFiles === true && (
        <p class="box warn" role="alert">
          {page.messages.files.look}
        </p>
      )}
      {problems.length === 0 && <p>{review.text}</p>}
      {(nobodyIsLeft(roster, values) || unattended) && <NobodyLeft page={page} unattended={unattended} />}
      {props.teamChanged === true && <p class="box warn">{review.teamChanged}</p>}
      {isLong(values) && <p class="box">{review.longText}</p>}
      {named.map(({ name }) => (
        <p class="box">{review.named(name)}</p>
      ))}
      {details.length > 0 && <Hints page={page} details={details} />}
    </>
  );
};

const Buttons = ({ page, long }: { readonly page: Page; readonly long: boolean }) => {
  const { review } = page.messages;
  return (
    <>
      <p class="buttons">
        <button type="submit">{review.send}</button>{' '}
        {long && (
          <>
            <button type="submit" class="quiet" formtarget="_blank">
              {review.sendInNewTab}
            </button>{' '}
          </>
        )}
        <button type="submit" class="quiet" formaction={page.href(routes.edit)} aria-describedby="back-hint">
          {review.back}
        </button>
      </p>
      <p class="hint" id="back-hint">
        {review.backHint}
      </p>
    </>
  );
};

/** The report once more before it is sent, editable: going on from here can lose nothing. Hints never block. */
export const ReviewPage = (props: ReviewPageProps) => {
  const { page, roster, values, problems } = props;
  const { review } = page.messages;
  const danger = dangerWithoutTick(page, values);
  return (
    <Layout
      page={page}
      failed={problems.length > 0}
      typed={{ id: 'report', shownAgainBy: routes.edit }}
      scripts={fileScripts(page.settings)}
    >
      <h1>{review.heading}</h1>
      <Notices {...props} />
      <form
        method="post"
        action={page.href(routes.report)}
        enctype="multipart/form-data"
        rel="noopener"
        id="report"
      >
        {danger && (
          <div class="box warn">
            <p>{review.urgentToo(page.text(danger.label))}</p>
            <Urgent page={page} values={values} />
          </div>
        )}
        <input type="hidden" name="reviewed" value="yes" />
        {values.told.map((memberId) => (
          <input type="hidden" name="told" value={memberId} />
        ))}
        {nobodyIsLeft(roster, values) && <input type="hidden" name="nobodyLeft" value="known" />}
        <ReportFields
          page={page}
          values={values}
          members={roster.members}
          problems={problems}
          foldEmpty
          urgentElsewhere={danger !== undefined}
          attachAt={page.href(routes.review)}
          todayFull={props.todayFull}
        />
        <Buttons page={page} long={isLong(values)} />
      </form>
    </Layout>
  );
};

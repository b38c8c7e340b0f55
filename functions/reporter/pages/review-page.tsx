import { eligibleMembers, type Roster, type RosterMember } from '../../domain/member/roster.ts';
import type { IdentifyingDetail } from '../../domain/report/identifying-details.ts';
import { contactText, isolated, type Page } from '../page.ts';
import { routes } from '../routes.ts';
import { ErrorSummary, Layout, type PageProblem } from './layout.tsx';
import { ReportFields } from './report-fields.tsx';
import type { ReportFormValues } from './report-form.ts';

const NobodyLeft = ({ page }: { readonly page: Page }) => {
  const { review } = page.messages;
  const { outsideContact } = page.settings;
  return (
    <div class="box warn" role="alert">
      <p>{outsideContact ? review.allExcluded : review.noOutside}</p>
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

/** Whether a report would reach nobody, as far as the roster is known. */
export const nobodyIsLeft = (roster: Roster, { channel, excludedMembers }: ReportFormValues): boolean =>
  eligibleMembers(roster, channel, []).length > 0 &&
  eligibleMembers(roster, channel, excludedMembers).length === 0;

/** The report once more before it is sent, editable: going on from here can lose nothing. Hints never block. */
export const ReviewPage = (props: {
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
}) => {
  const { page, roster, values, details, named, problems } = props;
  const { review } = page.messages;
  const nobodyLeft = nobodyIsLeft(roster, values);
  return (
    <Layout page={page} failed={problems.length > 0}>
      <h1>{review.heading}</h1>
      <ErrorSummary page={page} problems={problems} uncertain={props.uncertain} />
      {props.pressAgain === true && (
        <p class="box warn" role="alert">
          {review.pressAgain}
        </p>
      )}
      {problems.length === 0 && <p>{review.text}</p>}
      {nobodyLeft && <NobodyLeft page={page} />}
      {named.map(({ name }) => (
        <p class="box">{review.named(name)}</p>
      ))}
      {details.length > 0 && <Hints page={page} details={details} />}
      <form method="post" action={page.href(routes.report)}>
        <input type="hidden" name="reviewed" value="yes" />
        {values.told.map((memberId) => (
          <input type="hidden" name="told" value={memberId} />
        ))}
        {nobodyLeft && <input type="hidden" name="nobodyLeft" value="known" />}
        <ReportFields page={page} values={values} members={roster.members} problems={problems} foldEmpty />
        <p class="buttons">
          <button type="submit">{review.send}</button>{' '}
          <button
            type="submit"
            class="quiet"
            formaction={page.href(routes.edit)}
            aria-describedby="back-hint"
          >
            {review.back}
          </button>
        </p>
        <p class="hint" id="back-hint">
          {review.backHint}
        </p>
      </form>
    </Layout>
  );
};

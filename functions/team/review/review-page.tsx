import type { Member } from '../../domain/member/member.ts';
import { leastAnswers, type SurveySum, type YearInReview } from '../../domain/review/year-in-review.ts';
import type { Settings } from '../../settings/schema.ts';
import { routes } from '../routes.ts';
import { Layout } from '../ui/layout.tsx';
import { monthText, ruleName } from '../ui/words.ts';

const Rows = (props: {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}) => (
  <table class="labelled">
    <thead>
      <tr>
        {props.heads.map((head) => (
          <th scope="col">{head}</th>
        ))}
      </tr>
    </thead>
    <tbody>
      {props.rows.map((row) => (
        <tr>
          {row.map((cell, at) => (
            <td data-label={props.heads[at]}>{cell}</td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

const Survey = ({ who, sum }: { readonly who: string; readonly sum: SurveySum }) =>
  sum.count === undefined ? (
    <p>
      {who}: fewer than {leastAnswers} have answered, so nothing is shown.
    </p>
  ) : (
    <p>
      {who}: {sum.count} have answered. On average, from 1 to 5: {sum.means.join(', ')}.
    </p>
  );

/** What the last twelve months say of the community's own rules. */
export const ReviewPage = (props: {
  readonly settings: Settings;
  readonly member: Member;
  readonly review: YearInReview;
}) => {
  const { settings, member, review } = props;
  const used = review.rules.filter(({ decisions }) => decisions > 0);
  const unused = review.rules.filter(({ decisions }) => decisions === 0);
  return (
    <Layout settings={settings} member={member} here={routes.review} title="Yearly review" wide>
      <h1>Yearly review</h1>
      <p class="soft">
        How the code was used in the last twelve months, in the cases that you may count. Look at it once a
        year together: which rule is never used, which is unclear, and what is missing.
      </p>
      <h2>Rules</h2>
      {used.length === 0 ? (
        <p>No decision rests on a rule.</p>
      ) : (
        <Rows
          heads={['Rule', 'Decisions']}
          rows={used.map(({ rule, decisions }) => [ruleName(settings, rule), decisions])}
        />
      )}
      {unused.length > 0 && (
        <p>Never used: {unused.map(({ rule }) => ruleName(settings, rule)).join(', ')}.</p>
      )}
      <p>
        Out of scope: {review.outOfScope} of {review.cases} reports.
      </p>
      <h2>What people answered at the end</h2>
      <Survey who="Reporters" sum={review.surveys.reporter} />
      <Survey who="Respondents" sum={review.surveys.respondent} />
      <h2>Month by month</h2>
      <Rows
        heads={['Month', 'Reports', 'Decisions']}
        rows={review.months.map((one) => [monthText(one.month), one.cases, one.decisions])}
      />
    </Layout>
  );
};

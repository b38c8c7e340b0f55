import type { Member } from '../../domain/member/member.ts';
import { noReason, type SurveySum } from '../../domain/review/year-in-review.ts';
import { inLanguage } from '../../settings/localised.ts';
import type { Settings } from '../../settings/schema.ts';
import { routes } from '../routes.ts';
import { Bars } from '../ui/bars.tsx';
import { Layout } from '../ui/layout.tsx';
import { dayText, monthText, reasonName, ruleName } from '../ui/words.ts';
import type { Review } from './read-review.ts';
import { Checklist } from './review-checklist.tsx';
import { Rows } from './review-rows.tsx';

type Props = {
  readonly settings: Settings;
  readonly member: Member;
  readonly review: Review;
  readonly mayTick: boolean;
};

const Rules = ({ settings, review: { numbers } }: Props) => {
  const used = numbers.rules.filter(({ decisions }) => decisions > 0);
  const unused = numbers.rules.filter(({ decisions }) => decisions === 0);
  return (
    <section class="card">
      <h2>Rules, last twelve months</h2>
      {used.length === 0 ? (
        <p>No decision rests on a rule.</p>
      ) : (
        <Bars
          caption="Decisions by the rule they rest on"
          heads={['Rule', 'Decisions']}
          bars={used.map(({ rule, decisions, changedOnAppeal }) => ({
            label: ruleName(settings, rule),
            count: decisions,
            text: changedOnAppeal > 0 ? `${decisions}, ${changedOnAppeal} changed` : String(decisions),
          }))}
        />
      )}
      {used.some(({ changedOnAppeal }) => changedOnAppeal > 0) && (
        <p class="soft">Changed: an appeal changed the decision. The rule may be unclear.</p>
      )}
      {unused.length > 0 && (
        <details>
          <summary>Never used: {unused.length}</summary>
          <ul>
            {unused.map(({ rule }) => (
              <li>{ruleName(settings, rule)}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
};

const OutOfScope = ({ settings, review: { numbers } }: Props) => (
  <section class="card">
    <h2>Out of scope, last twelve months</h2>
    <p>
      {numbers.outOfScope} of {numbers.cases} {numbers.cases === 1 ? 'report' : 'reports'}.
    </p>
    {numbers.outOfScopeReasons.length > 0 && (
      <Bars
        caption="Reports out of scope by reason"
        heads={['Reason', 'Reports']}
        bars={numbers.outOfScopeReasons.map(({ reason, cases }) => ({
          label: reason === noReason ? 'No reason chosen' : reasonName(settings, reason),
          count: cases,
          hollow: reason === noReason,
        }))}
      />
    )}
  </section>
);

const Years = ({ review: { numbers } }: Props) => {
  const thisYear = numbers.years.at(-1)?.year;
  const named = numbers.years.map((one) => ({
    ...one,
    label: one.year === thisYear ? `${one.year} so far` : one.year,
  }));
  return (
    <section class="card">
      <h2>Years</h2>
      <h3>Reports</h3>
      <Bars
        caption="Reports by year"
        heads={['Year', 'Reports']}
        bars={named.map(({ label, cases }) => ({ label, count: cases }))}
      />
      <h3>Decisions</h3>
      <Bars
        caption="Decisions by year"
        heads={['Year', 'Decisions']}
        bars={named.map(({ label, decisions }) => ({ label, count: decisions }))}
      />
      <details>
        <summary>Out of scope, violations and appeals by year</summary>
        <Rows
          heads={['Year', 'Out of scope', 'Violations', 'Changed on appeal']}
          rows={named.map((one) => [one.label, one.outOfScope, one.violations, one.changedOnAppeal])}
        />
      </details>
    </section>
  );
};

const Months = ({ review: { numbers } }: Props) => (
  <section class="card">
    <h2>Months</h2>
    <Bars
      caption="Reports by month"
      heads={['Month', 'Reports']}
      bars={numbers.months.map(({ month, cases, decisions }) => ({
        label: monthText(month),
        count: cases,
        text: cases + decisions === 0 ? '0' : `${cases}, ${decisions} decided`,
      }))}
    />
    <p class="soft">Bars show reports by when they came. Decisions are counted when they came into force.</p>
  </section>
);

/** What is asked, in a few words: the questions themselves stand on the pages of those who answer. */
const asked: Readonly<Record<SurveySum['from'], readonly [string, string, string]>> = {
  reporter: ['Knew what was going on', 'Treated with respect', 'Would report again'],
  respondent: ['Knew what it was about', 'Treated with respect', 'Heard before it was decided'],
};
const askedWhom = { reporter: 'Reporters', respondent: 'Respondents' } as const;

const Surveys = ({ settings, review: { numbers } }: Props) => {
  const channelName = (name: string): string => {
    const channel = Object.hasOwn(settings.channels, name) ? settings.channels[name] : undefined;
    return channel ? inLanguage(channel.label, 'en') : name;
  };
  const period = ({ first, last }: SurveySum): string =>
    first === last ? monthText(first) : `${monthText(first)} to ${monthText(last)}`;
  return (
    <section class="card">
      <h2>What people answered at the end</h2>
      <p class="soft">
        Averages from 1, not at all, to 5, fully. Each is of whole months that are over and of at least five
        people, and never changes, so that nobody’s answer can be worked out.
      </p>
      {numbers.surveys.length === 0 && <p>Not enough people have answered yet.</p>}
      {numbers.surveys.toReversed().map((sum) => (
        <>
          <h3>
            {askedWhom[sum.from]}, {channelName(sum.channel)}
          </h3>
          <p class="meta">
            {period(sum)}, {sum.atLeast} or more answers
          </p>
          <ul>
            {sum.means.map((mean, at) => (
              <li>
                {asked[sum.from][at]}: <strong>{mean}</strong>
              </li>
            ))}
          </ul>
        </>
      ))}
    </section>
  );
};

const Trainings = ({ review: { trainings, members } }: Props) => {
  const knowing = members.filter(({ expertise }) => expertise);
  return (
    <section class="card">
      <h2>Training and expertise</h2>
      {trainings.length === 0 && <p>No training is listed in the settings.</p>}
      {trainings.length > 0 && (
        <Rows
          heads={['Topic', 'Last trained', 'Members']}
          rows={trainings.map(({ topic, lastOn, members: took, isDue }) => [
            topic,
            `${dayText(lastOn)}${isDue ? ', due again' : ''}`,
            took ?? 'Not said',
          ])}
        />
      )}
      {knowing.length > 0 && (
        <>
          <h3>Expertise of members</h3>
          <ul>
            {knowing.map(({ name, expertise }) => (
              <li dir="auto">
                {name}: {expertise}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};

/** How the community's own code was used, and what the team looks at once a year. */
export const ReviewPage = (props: Props) => {
  const { settings, member, review, mayTick } = props;
  return (
    <Layout settings={settings} member={member} here={routes.review} title="Yearly review" wide>
      <h1>Yearly review</h1>
      <p class="soft">
        How the code was used, in the cases that you may count. Look at it once a year together: which rule is
        never used, which is unclear, and what is missing.
      </p>
      <div class="board">
        <Checklist settings={settings} members={review.members} points={review.checklist} mayTick={mayTick} />
        <Rules {...props} />
        <OutOfScope {...props} />
        <Surveys {...props} />
        <Trainings {...props} />
        <Years {...props} />
        <Months {...props} />
      </div>
    </Layout>
  );
};

import type { CasePageName } from '../../domain/casework/change/operation.ts';
import type { Child } from 'hono/jsx';
import type { WaitingKind } from '../../domain/case/waiting-marks.ts';
import { waitingKinds } from '../../domain/case/waiting-marks.ts';
import { ageClasses, type BoardCase, type BoardDate } from '../../domain/casework/reading/board.ts';
import type { Board } from '../../domain/casework/reading/read-board.ts';
import type { Member } from '../../domain/member/member.ts';
import type { Settings } from '../../settings/schema.ts';
import { casePath, pagePath, routes } from '../routes.ts';
import { Bars } from '../ui/bars.tsx';
import { Layout } from '../ui/layout.tsx';
import { dayText, dueLabel, fromNow, pointName } from '../ui/words.ts';

type Props = {
  readonly settings: Settings;
  readonly member: Member;
  readonly team: readonly Member[];
  readonly board: Board;
  readonly maySeeMembers: boolean;
  /** Names of points of the yearly checklist. */
  readonly reviewDue: readonly string[] | undefined;
  readonly now: Date;
};

/** So many of a list stand on the page. */
const mostShown = 12;

const waitingLabels: Readonly<Record<WaitingKind, string>> = {
  proposal: 'Proposal to approve',
  request: 'Request of two people',
  'public-entry': 'Entry of the public list',
  return: 'Return after a ban',
  answers: 'Answers to take over',
  restriction: 'Restriction to confirm',
  appeal: 'Appeal to decide',
  narrative: 'Text for a report to approve',
};

const waitingPages: Readonly<Record<WaitingKind, CasePageName>> = {
  proposal: 'decision',
  request: 'measures',
  'public-entry': 'measures',
  return: 'measures',
  answers: 'measures',
  restriction: 'measures',
  appeal: 'appeal',
  narrative: 'case',
};

const pageOfWaiting = (id: string, [first]: readonly WaitingKind[]): string =>
  first === undefined ? casePath(id) : pagePath(id, waitingPages[first]);

const CaseLink = ({ of: { id, caseName }, href }: { readonly of: BoardCase; readonly href?: string }) => (
  <a href={href ?? casePath(id)}>{caseName}</a>
);

const More = ({ count }: { readonly count: number }) =>
  count > mostShown ? <p class="soft">And {count - mostShown} more.</p> : null;

const Dates = ({ dates, now }: { readonly dates: readonly BoardDate[]; readonly now: Date }) => (
  <>
    <ul class="plain due">
      {dates.slice(0, mostShown).map(({ case: of, date, isMine }) => (
        <li>
          <CaseLink of={of} />
          <span>
            {dueLabel(date)}
            {isMine && ', yours'}
          </span>
          <span class={date.by < now.toISOString() ? 'problem' : 'soft'}>
            {date.by < now.toISOString() ? `was due ${fromNow(date.by, now)}` : fromNow(date.by, now)}
          </span>
        </li>
      ))}
    </ul>
    <More count={dates.length} />
  </>
);

const Card = (props: { readonly heading: string; readonly children: Child }) => (
  <section class="card">
    <h2>{props.heading}</h2>
    {props.children}
  </section>
);

const weekday = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});

const Due = ({ board, now }: Pick<Props, 'board' | 'now'>) => (
  <Card heading="Due">
    {board.overdue.length > 0 && (
      <>
        <h3>Overdue: {board.overdue.length}</h3>
        <Dates dates={board.overdue} now={now} />
      </>
    )}
    <h3>Today: {board.today.length}</h3>
    <Dates dates={board.today} now={now} />
    <h3>In the six days after: {board.week.length}</h3>
    <Bars
      caption="How much is due on each day"
      heads={['Day, in UTC', 'Due']}
      bars={board.byDay.slice(1).map(({ on, count }) => ({ label: weekday.format(new Date(on)), count }))}
    />
    {board.week.length > 0 && (
      <details>
        <summary>What is due then</summary>
        <Dates dates={board.week} now={now} />
      </details>
    )}
  </Card>
);

const Hands = ({ board, member, team, maySeeMembers }: Props) => {
  const nameOf = (id: string): string => team.find(({ memberId }) => memberId === id)?.name ?? 'Left';
  return (
    <Card heading="Whose cases">
      <p>
        <a href={`${routes.queue}?assignee=me`}>Yours: {board.mine.length}</a>
        {' · '}
        <a href={`${routes.queue}?assignee=none`}>Nobody’s: {board.unassigned.length}</a>
      </p>
      {maySeeMembers && board.load.length > 0 && (
        <Bars
          caption="Open cases by who looks after them"
          heads={['Member', 'Open cases']}
          bars={board.load.map(({ memberId, cases, overdue }) => ({
            label: memberId === member.memberId ? `${nameOf(memberId)} (you)` : nameOf(memberId),
            count: cases,
            text: overdue > 0 ? `${cases}, ${overdue} overdue` : String(cases),
          }))}
        />
      )}
    </Card>
  );
};

const Waiting = ({ board }: Pick<Props, 'board'>) => (
  <Card heading="Waits for another member">
    {board.waiting.length === 0 ? (
      <p>Nothing waits for approval.</p>
    ) : (
      <>
        <Bars
          caption="Cases by what waits in them"
          heads={['What waits', 'Cases']}
          bars={waitingKinds
            .filter((kind) => board.waitingBy[kind] > 0)
            .map((kind) => ({ label: waitingLabels[kind], count: board.waitingBy[kind] }))}
        />
        <ul class="plain due">
          {board.waiting.slice(0, mostShown).map(({ case: of, waits }) => (
            <li>
              <CaseLink of={of} href={pageOfWaiting(of.id, waits)} />
              <span>{waits.map((kind) => waitingLabels[kind]).join(', ')}</span>
            </li>
          ))}
        </ul>
        <More count={board.waiting.length} />
      </>
    )}
  </Card>
);

const Ending = ({ board }: Pick<Props, 'board'>) => (
  <Card heading="Ending in the next 30 days">
    {board.ending.length === 0 ? (
      <p>No measure ends.</p>
    ) : (
      <>
        <ul class="plain due">
          {board.ending.slice(0, mostShown).map(({ case: of, date }) => (
            <li>
              <CaseLink of={of} href={pagePath(of.id, 'measures')} />
              <span>{dueLabel(date)}</span>
              <span class="soft">to be lifted by {dayText(date.by)}</span>
            </li>
          ))}
        </ul>
        <More count={board.ending.length} />
      </>
    )}
  </Card>
);

const ageLabel = (index: number): string => {
  const from = ageClasses[index] ?? 0;
  const next = ageClasses[index + 1];
  if (next === undefined) return `${from} days or more`;
  return from === 0 ? `Under ${next} days` : `${from} to ${next - 1} days`;
};

const Ages = ({ board }: Pick<Props, 'board'>) => (
  <Card heading="Age of open cases">
    <Bars
      caption="Open cases by how long ago the report came"
      heads={['Age', 'Open cases']}
      bars={board.ages.map(({ count }, index) => ({ label: ageLabel(index), count }))}
    />
  </Card>
);

const Promises = ({ board: { promises } }: Pick<Props, 'board'>) => {
  const { kept, missed, running } = promises;
  const all = kept + missed;
  return (
    <Card heading="Promises, last 90 days">
      {all === 0 ? (
        <p>No promised date was kept or missed yet.</p>
      ) : (
        <>
          <p>
            {kept} of {all} kept in time ({Math.round((kept / all) * 100)} %).
          </p>
          <Bars
            caption="Promises of the last 90 days"
            heads={['How', 'Promises']}
            bars={[
              { label: 'In time', count: kept },
              { label: 'Late', count: missed, hollow: true },
            ]}
          />
        </>
      )}
      <p class={running > 0 ? 'problem' : 'soft'}>
        {running === 0 ? 'None is late now.' : `Late now and still to keep: ${running}.`}
      </p>
    </Card>
  );
};

const Review = ({ settings, reviewDue = [] }: Pick<Props, 'settings' | 'reviewDue'>) =>
  reviewDue.length === 0 ? null : (
    <Card heading="Yearly review">
      <ul>
        {reviewDue.map((point) => (
          <li>{pointName(settings, point)}</li>
        ))}
      </ul>
      <p>
        <a href={`${routes.review}#checklist`}>See to the checklist</a>
      </p>
    </Card>
  );

/** What the numbers are of; they are lower bounds where not every case was looked at. */
const Looked = ({ board: { looked } }: Pick<Props, 'board'>) => {
  const { open, moreOpen, closed, moreClosed, unreadable } = looked;
  const isMore = moreOpen || moreClosed;
  return (
    <p class="soft">
      Counted in {open} open {moreOpen ? 'cases that come first' : open === 1 ? 'case' : 'cases'} and {closed}{' '}
      closed {closed === 1 ? 'case' : 'cases'}, of those that you may see.
      {isMore && ' There are more: every number is at least so high.'}
      {unreadable > 0 && ` ${unreadable} cannot be read and are not counted.`}
    </p>
  );
};

/** What is due, what waits and for whom: the page after signing in. */
export const BoardPage = (props: Props) => {
  const { settings, member, board, now } = props;
  return (
    <Layout settings={settings} member={member} here={routes.board} title="Board" wide>
      <h1>Board</h1>
      <Looked board={board} />
      <div class="board">
        <Due board={board} now={now} />
        <Hands {...props} />
        <Waiting board={board} />
        <Ending board={board} />
        <Ages board={board} />
        <Promises board={board} />
        <Review settings={settings} reviewDue={props.reviewDue} />
      </div>
    </Layout>
  );
};

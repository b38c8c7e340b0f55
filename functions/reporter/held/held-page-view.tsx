import type { HeldThread } from '../../domain/held/held-page.ts';
import { eligibleMembers, type Roster } from '../../domain/member/roster.ts';
import { NewWordsForm } from '../leaving/new-words-form.tsx';
import { WithdrawForm } from '../leaving/withdraw-form.tsx';
import { routes } from '../routes.ts';
import { conversationPart } from '../thread/conversation-part.ts';
import { Messages } from '../thread/conversation.tsx';
import { otherEntryViews } from '../thread/entry-view.ts';
import { News } from '../thread/news.tsx';
import { Support } from '../thread/support.tsx';
import { Layout, type PageProblem } from '../ui/layout.tsx';
import type { Page } from '../ui/page.ts';

export type ShownWithHeld = {
  readonly news?: string | undefined;
  readonly problems?: readonly PageProblem[] | undefined;
  /** The place in a long report before which it is shown. */
  readonly before?: string | undefined;
};

type HeldPageProps = ShownWithHeld & {
  readonly page: Page;
  readonly held: HeldThread;
  readonly roster: Roster;
  readonly handle: string;
};

/** Whom it waits for, since when, and when it is erased. */
const Facts = ({ page, held }: Pick<HeldPageProps, 'page' | 'held'>) => {
  const said = page.messages.held.page;
  return (
    <dl>
      <dt>{said.about}</dt>
      {held.page.persons.map((person) => (
        <dd dir="auto" translate="no">
          {person}
        </dd>
      ))}
      <dt>{said.sentOn}</dt>
      <dd>{page.date(held.page.sentOn)}</dd>
      <dt>{said.until}</dt>
      <dd>{page.date(held.until.toISOString())}</dd>
    </dl>
  );
};

/** Who is told if anybody is: whom the reporter excluded never, and who joins later neither. */
const Readers = ({ page, held, roster }: Pick<HeldPageProps, 'page' | 'held' | 'roster'>) => {
  const said = page.messages.held.page;
  const { channel, brief } = held.page;
  const readers = eligibleMembers(roster, channel, brief.excludedMembers);
  if (readers.length === 0) return <p>{said.noReaders}</p>;
  return (
    <p>
      {said.readers} {page.list(readers.map(({ name }) => name))}.
    </p>
  );
};

/** The question. It stands here in the same words whether somebody else has named the person or not. */
const Question = (props: HeldPageProps) => {
  const { page, held, roster, handle } = props;
  const said = page.messages.held.page;
  const { agreedOn, channel } = held.page;
  const { minimumDays = 1 } = page.settings.channels[channel]?.hold ?? {};
  return (
    <form method="post" action={page.href(routes.held)} autocomplete="off" class="box">
      <h2>{said.question}</h2>
      <p>{said.questionHint}</p>
      {agreedOn !== undefined && (
        <p>
          <strong>{said.agreed(page.date(agreedOn))}</strong> {said.agreedHow(page.days(minimumDays))}
        </p>
      )}
      <Readers page={page} held={held} roster={roster} />
      <input type="hidden" name="handle" value={handle} />
      {roster.revision !== undefined && (
        <input type="hidden" name="rosterShown" value={String(roster.revision)} />
      )}
      <p class="buttons">
        <button type="submit" name="choice" value="agree">
          {agreedOn === undefined ? said.agree : said.agreeAgain}
        </button>{' '}
        {agreedOn !== undefined && (
          <>
            <button type="submit" class="quiet" name="choice" value="take-back">
              {said.takeBack}
            </button>{' '}
          </>
        )}
        <button type="submit" class="quiet" name="choice" value="tell-now">
          {said.tellNow}
        </button>
      </p>
    </form>
  );
};

/** A report that waits until somebody else names the same person, as its reporter sees it. */
export const HeldPageView = (props: HeldPageProps) => {
  const { page, held, handle, problems = [] } = props;
  const said = page.messages.held.page;
  const today = held.page.sentOn;
  const part = conversationPart(otherEntryViews(page, held.entries, today, held.page.channel), props.before);
  const problemAt = (field: string) => problems.find((problem) => problem.field === field)?.text;
  return (
    <Layout page={page} failed={problems.length > 0} typed={{ id: 'reply', shownAgainBy: routes.shown }}>
      <h1>
        <span class="name">{said.heading(held.page.caseName)}</span>
      </h1>
      <News page={page} problems={problems} news={props.news} />
      <p>
        <strong>{said.state}</strong>
      </p>
      <Facts page={page} held={held} />
      <Question {...props} />
      <Messages page={page} part={part} handle={handle} />
      <form id="reply" method="post" action={page.href(routes.shown)} autocomplete="off">
        <input type="hidden" name="handle" value={handle} />
      </form>
      <p class="hint">{said.files}</p>
      <Support page={page} />
      <NewWordsForm page={page} handle={handle} problem={problemAt('confirm-words')} />
      <WithdrawForm
        page={page}
        handle={handle}
        opened={false}
        answerBy=""
        choice={undefined}
        problemAt={problemAt}
      />
    </Layout>
  );
};

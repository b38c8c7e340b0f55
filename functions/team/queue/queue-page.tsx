import { mayDo } from '../../domain/authorization/permissions.ts';
import type { FoundPlace } from '../../domain/casework/reading/search-contents.ts';
import type { ReadableLine } from '../../domain/casework/reading/walk-queue.ts';
import { dueDates, type DueDate } from '../../domain/deadline/due-dates.ts';
import { endsSoon, retentionEnds } from '../../domain/deadline/retention-ends.ts';
import { day } from '../../domain/kernel/clock.ts';
import { ownValue } from '../../domain/kernel/own-value.ts';
import type { Member } from '../../domain/member/member.ts';
import type { Settings } from '../../settings/schema.ts';
import type { QueuePart } from './read-queue.ts';
import { casePath, routes } from '../routes.ts';
import { ErrorSummary, Layout, type PageProblem } from '../ui/layout.tsx';
import { Tags } from '../ui/tags.tsx';
import { channelName, dayText, dueLabel, fromNow, stateNames } from '../ui/words.ts';
import { FoundPlaces, SearchBar, Searched } from './found-places.tsx';
import { countsText, type QueueCounts } from './queue-counts.ts';
import type { QueueChoice } from './queue-choice.ts';
import { ChosenFields, QueueFilters, QueueSearch } from './queue-filters.tsx';
import { savedFilter } from '../../domain/member/saved-filter.ts';
import { SavedFilters } from './saved-filters.tsx';
import { SeveralActs } from './several-form.tsx';

export type QueuePageProps = {
  readonly settings: Settings;
  readonly member: Member;
  readonly team: readonly Member[];
  readonly now: Date;
  readonly choice: QueueChoice;
  /** What was searched for; absent on the list. */
  readonly search?: string | undefined;
  /** Absent when what was asked for was refused. */
  readonly part: QueuePart | undefined;
  readonly isFirstPage: boolean;
  /** Of the first cases; on the first page of all open ones. */
  readonly counts?: QueueCounts | undefined;
  readonly news?: string | undefined;
  readonly problems?: readonly PageProblem[];
};

const DueLine = ({ label, by, now }: { readonly label: string; readonly by: string; readonly now: Date }) => {
  const isLate = by < now.toISOString();
  return (
    <p class={isLate ? 'meta problem' : 'meta'}>
      {label}: {isLate ? 'was due ' : ''}
      {fromNow(by, now)}
    </p>
  );
};

/** What is due first, and the first task of the member who looks. */
const Due = ({ page, line }: { readonly page: QueuePageProps; readonly line: ReadableLine }) => {
  const { head, retainedUntil } = line;
  const { now, member } = page;
  const dates = dueDates(head);
  const [next] = dates;
  if (!next) return <p class="meta">Erased on {dayText(day(retainedUntil))}</p>;
  const isMine = (date: DueDate): boolean => date.kind === 'task' && date.assignee === member.memberId;
  const mine = dates.find(isMine);
  return (
    <>
      {next !== mine && <DueLine label={dueLabel(next)} by={next.by} now={now} />}
      {mine && <DueLine label="Your task" by={mine.by} now={now} />}
    </>
  );
};

/** A warning that the case is erased soon; who may keep it does so on its page. */
const EndsSoon = ({ page, line }: { readonly page: QueuePageProps; readonly line: ReadableLine }) => {
  const { head, opened, retainedUntil } = line;
  const openedAt = opened ? head.sentAt : undefined;
  const channel = ownValue(page.settings.channels, head.channel);
  const [end] = endsSoon(channel, retentionEnds({ expiresAt: retainedUntil, openedAt }), page.now);
  if (!end) return null;
  return (
    <p class="meta problem">
      Erased {fromNow(end.by, page.now)}. <a href={`${casePath(head.caseId)}#ending`}>See or keep it</a>
    </p>
  );
};

type LineProps = {
  readonly page: QueuePageProps;
  readonly line: ReadableLine;
  /** Where it was found, by a search. */
  readonly places?: readonly FoundPlace[];
};

const Line = ({ page, line, places }: LineProps) => {
  const { head, brief } = line;
  const assignee = page.team.find(({ memberId }) => memberId === head.assignee)?.name;
  const byMe = head.assignee === page.member.memberId;
  return (
    <li>
      <Tags shown={{ ...brief, head, opened: line.opened }} settings={page.settings} now={page.now} />
      <h2 class="chosen">
        <input type="checkbox" name="case" value={head.caseId} aria-label={`Choose ${head.caseName}`} />
        <a href={casePath(head.caseId)}>{head.caseName}</a>
      </h2>
      <Due page={page} line={line} />
      <EndsSoon page={page} line={line} />
      {brief.persons !== '' && (
        <p class="named">
          <span class="soft">Persons: </span>
          <bdi>{brief.persons}</bdi>
        </p>
      )}
      {brief.spaces !== '' && (
        <p class="named">
          <span class="soft">Places: </span>
          <bdi>{brief.spaces}</bdi>
        </p>
      )}
      <p class="meta">
        {channelName(page.settings, head.channel)} · {stateNames[head.state]} ·{' '}
        {byMe ? 'yours' : head.assignee === undefined ? 'nobody’s yet' : <bdi>{assignee ?? 'left'}</bdi>}
      </p>
      {places && <FoundPlaces caseId={head.caseId} places={places} />}
    </li>
  );
};

const NextPage = ({ page }: { readonly page: QueuePageProps }) => {
  const { part, choice, search } = page;
  if (part?.cursor === undefined) return null;
  const { cursor } = part;
  if (search === undefined)
    return (
      <p>
        <a
          class="button quiet"
          href={`${routes.queue}?${new URLSearchParams({ ...choice, cursor }).toString()}`}
        >
          {part.cases.length === 0 ? 'Look further' : 'Next page'}
        </a>
      </p>
    );
  return (
    <form method="post" action={routes.queue}>
      {part.kind === 'found' && <SearchBar progress={part.progress} />}
      <ChosenFields choice={choice} />
      <input type="hidden" name="q" value={search} />
      <input type="hidden" name="cursor" value={cursor} />
      <button type="submit" class="quiet">
        Go on
      </button>
    </form>
  );
};

/** What was asked for, where nothing of it is on this page. */
const nothing = ({ part, search, choice, isFirstPage }: QueuePageProps): string => {
  if (part?.cursor !== undefined) return 'No matches so far; there is more to look through.';
  if (search !== undefined) return isFirstPage ? 'No matches.' : 'No more matches.';
  if (!isFirstPage) return 'That was all.';
  return Object.keys(choice).length > 0 ? 'No such case.' : 'Nothing waits. No case is open.';
};

const Cases = ({ page, part }: { readonly page: QueuePageProps; readonly part: QueuePart }) => (
  <>
    {part.cases.length === 0 && <p>{nothing(page)}</p>}
    <form method="post" action={routes.several} autocomplete="off">
      <ul class="cases">
        {part.kind === 'found'
          ? part.cases.map(({ line, places }) => <Line page={page} line={line} places={places} />)
          : part.cases.map((line) =>
              line.kind === 'unreadable' ? <Damaged /> : <Line page={page} line={line} />,
            )}
      </ul>
      {part.cases.length > 0 && (
        <SeveralActs settings={page.settings} member={page.member} team={page.team} />
      )}
    </form>
    {part.kind === 'found' && (
      <Searched searched={part.searched} closedOnly={page.choice.status === 'closed'} />
    )}
  </>
);

const Damaged = () => (
  <li class="soft">
    <h2>A case that cannot be read</h2>
    <p>What was stored of it is damaged. It is noted in the log of the service.</p>
  </li>
);

/**
 * What is due first, and whom and what it is about. Of what a report says nothing but a few words where a search found
 * them in a case that the member has opened.
 */
export const QueuePage = (props: QueuePageProps) => {
  const { settings, member, choice, search, part, problems = [] } = props;
  return (
    <Layout
      settings={settings}
      member={member}
      here={routes.queue}
      title="Cases"
      failed={problems.length > 0}
    >
      <h1>{search !== undefined ? 'Found' : choice.status === 'closed' ? 'Closed cases' : 'Cases'}</h1>
      <ErrorSummary problems={problems} />
      {props.news !== undefined && (
        <p class="box" role="status">
          {props.news}
        </p>
      )}
      {props.counts && <p class="counts">{countsText(props.counts)}</p>}
      {mayDo('file-on-behalf', member.role) === 'allowed' && (
        <p>
          <a href={routes.newCase}>Write down a report that came in another way</a>
          {settings.forwarding.channels.length > 0 && (
            <>
              {' · '}
              <a href={routes.forwarded}>Receive a case from another community</a>
            </>
          )}
        </p>
      )}
      <QueueSearch choice={choice} text={search ?? ''} />
      <QueueFilters settings={settings} member={member} choice={choice} />
      {search === undefined && (
        <SavedFilters
          settings={settings}
          member={member}
          choice={choice}
          filter={savedFilter.safeParse(choice).data}
        />
      )}
      {part && <Cases page={props} part={part} />}
      <NextPage page={props} />
      {!props.isFirstPage && (
        <p>
          <a href={routes.queue}>Back to the beginning</a>
        </p>
      )}
    </Layout>
  );
};

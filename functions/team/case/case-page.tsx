import { raw } from 'hono/html';
import { takesFiles } from '../../domain/attachment/limits.ts';
import { downloadScript, uploadScript } from '../../web/page/page-scripts.ts';
import { casePath, routes } from '../routes.ts';
import { ErrorSummary, Layout } from '../ui/layout.tsx';
import { isUrgent, Tags } from '../ui/tags.tsx';
import { dayText } from '../ui/words.ts';
import { Access, Identity } from '../handling/access.tsx';
import { hasFiles } from '../files/attachments.tsx';
import type { CaseView } from './case-view.ts';
import { CaseNavigation } from './case-navigation.tsx';
import { Conversation, Report } from './conversation.tsx';
import { Erasure } from '../handling/erasure.tsx';
import { Ending } from './ending.tsx';
import { Disclosures } from '../export/disclosures.tsx';
import { NarrativePanel } from '../narrative/narrative-panel.tsx';
import { Facts } from './facts.tsx';
import { Assignment, Dates, State } from '../handling/handling.tsx';
import { More } from './more.tsx';
import { Notes } from './notes.tsx';
import { UnreadConversations } from '../doors/unread-box.tsx';
import { Progress } from './progress.tsx';
import { ReplyForm } from '../reply/reply-form.tsx';
import { TagsPanel } from '../handling/tags-panel.tsx';
import { Tasks } from '../handling/tasks.tsx';

const Urgent = ({ view }: { readonly view: CaseView }) => {
  const { head } = view.read;
  if (head.taken)
    return (
      <p class="box">
        Urgent: <bdi>{head.taken.name}</bdi> has taken it on {dayText(head.taken.on)}.
      </p>
    );
  if (!isUrgent(head)) return null;
  return (
    <form method="post" action={casePath(head.caseId, routes.taken)} class="box warn">
      <p>
        The reporter says that it is urgent, and nobody has taken it yet. Anybody who takes it sees to it now;
        the others and the reporter see that somebody has.
      </p>
      {view.may('take-urgent') && <button type="submit">I take it</button>}
    </form>
  );
};

const places = [
  ['#report', 'Report'],
  ['#conversation', 'Conversation'],
  ['#answer', 'Answer'],
  ['#notes', 'Notes'],
  ['#handling', 'Handling'],
] as const;

const Handling = ({ view }: { readonly view: CaseView }) => (
  <div id="handling">
    <State view={view} />
    <Dates view={view} />
    <Assignment view={view} />
    <TagsPanel view={view} />
    <Tasks view={view} />
    <Identity view={view} />
    <Access view={view} />
    <Disclosures view={view} />
    <NarrativePanel view={view} />
    <More view={view} />
  </div>
);

/** A case as a member works on it. */
export const CasePage = ({ view }: { readonly view: CaseView }) => {
  const { read, kept } = view;
  const problems = kept?.problems ?? [];
  const mayAnswer = view.may('answer-reporter');
  return (
    <Layout settings={view.settings} member={view.member} title="Case" failed={problems.length > 0} wide>
      <p class="back">
        <a href={routes.queue}>All cases</a>
      </p>
      <h1>{read.head.caseName}</h1>
      <Tags
        shown={{ ...read.brief, head: read.head, opened: true }}
        settings={view.settings}
        now={view.now}
      />
      <ErrorSummary problems={problems} />
      {view.news !== undefined && (
        <p class="box" role="status">
          {view.news}
        </p>
      )}
      <Urgent view={view} />
      <UnreadConversations view={view} />
      <Ending view={view} />
      <Erasure view={view} />
      <Progress view={view} />
      <Facts view={view} />
      <CaseNavigation view={view} />
      <nav aria-label="On this page" class="places">
        <ul>
          {places
            .filter(([href]) => mayAnswer || href !== '#answer')
            .map(([href, label]) => (
              <li>
                <a href={href}>{label}</a>
              </li>
            ))}
        </ul>
      </nav>
      <div class="columns">
        <div>
          <Report view={view} />
          <Conversation view={view} />
          {mayAnswer && <ReplyForm view={view} />}
          <Notes view={view} />
        </div>
        <Handling view={view} />
      </div>
      {mayAnswer && takesFiles(view.settings) && <script>{raw(uploadScript)}</script>}
      {hasFiles(read.entries) && <script>{raw(downloadScript)}</script>}
    </Layout>
  );
};

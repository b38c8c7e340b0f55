import { appealableOf } from '../../domain/appeal/reporter-appeal.ts';
import { day, startOfDay } from '../../domain/kernel/clock.ts';
import { erasureAnswerBy } from '../../domain/deadline/deadlines.ts';
import { missedDeadline } from '../../domain/deadline/missed-deadline.ts';
import { attachmentsOfEntry } from '../../domain/thread/entry.ts';
import type { OpenThread } from '../../domain/thread/open-thread.ts';
import { downloadScript } from '../../web/page/page-scripts.ts';
import type { Settings } from '../../settings/schema.ts';
import type { WithdrawalChoice } from '../../domain/thread/withdraw.ts';
import { ActFields } from '../acts/act-fields.tsx';
import { formWords } from '../acts/act-words.ts';
import type { OfferedDecision } from '../acts/appeal-fields.tsx';
import { ActHeading, BeginActs } from '../acts/begin-acts.tsx';
import { CheckInQuestion } from '../acts/check-in-question.tsx';
import { DatesToKnow } from '../acts/dates-to-know.tsx';
import { InDanger } from '../ui/in-danger.tsx';
import { conversationPart } from './conversation-part.ts';
import { entryViews } from './entry-view.ts';
import { contactText, type Page } from '../ui/page.ts';
import { routes } from '../routes.ts';
import { partsOf } from '../files/attachment-list.tsx';
import { fileScripts, FilesFieldset } from '../files/files-fieldset.tsx';
import { Relation } from './case-status.tsx';
import { Messages } from './conversation.tsx';
import { UrgentReply, type KeptReply } from './follow-up-form-page.tsx';
import { noFormFiles } from '../files/form-files.ts';
import { ErrorSummary, Layout, type PageProblem } from '../ui/layout.tsx';
import { NewWordsForm } from '../leaving/new-words-form.tsx';
import { Progress } from './progress.tsx';
import { TextField } from '../ui/text-field.tsx';
import { WithdrawForm } from '../leaving/withdraw-form.tsx';

const Missed = (props: { readonly page: Page; readonly by: string; readonly told: OpenThread['told'] }) => {
  const { page, by } = props;
  const { thread } = page.messages;
  const { outsideContact } = page.settings;
  const told = props.told.filter(({ on }) => on >= by.slice(0, 10));
  return (
    <div class="box warn">
      <p>
        {[thread.missed(page.date(by)), ...told.map(({ who, on }) => thread.told[who](page.date(on)))].join(
          ' ',
        )}
      </p>
      {outsideContact && (
        <p>
          {thread.turnTo} {contactText(page, outsideContact)}
        </p>
      )}
    </div>
  );
};

/** When somebody who asks today for everything to be erased is answered. */
const answerBy = ({ settings }: Page, { summary }: OpenThread, now: Date): string => {
  const promised = settings.channels[summary.channel]?.deadlines;
  const given = summary.deadlines.erasureAnswerBy ?? summary.deadlines.nextUpdateBy;
  return promised ? erasureAnswerBy(promised, now).toISOString() : given;
};

/** The scripts of the page: to upload files, and to join the parts of the team's where there are any. */
export const threadScripts = (settings: Settings, { entries }: OpenThread): readonly string[] => {
  const isInParts = entries.some(
    ({ entry }) =>
      entry !== 'unreadable' &&
      entry.from === 'team' &&
      attachmentsOfEntry(entry).some(({ size }) => partsOf(size) > 1),
  );
  return [...fileScripts(settings), ...(isInParts ? [downloadScript] : [])];
};

export type ThreadPageProps = {
  readonly page: Page;
  readonly thread: OpenThread;
  readonly now: Date;
  /** Nobody on the team looks after the channel. */
  readonly unattended: boolean;
  /** Sealed, good for 30 minutes; the page never carries the token back. */
  readonly handle: string;
  readonly news?: string | undefined;
  /** A reply that was refused, as it was typed. */
  readonly reply?: KeptReply | undefined;
  readonly problems?: readonly PageProblem[];
  /** What was found in the files of the reply has not been shown yet. */
  readonly lookAtFiles?: boolean | undefined;
  /** Bytes of files that the case can still take. */
  readonly room: number;
  /** No more files are taken today. */
  readonly todayFull: boolean;
  /** The place in the conversation before which it is shown; the newest part when absent. */
  readonly before?: string | undefined;
  /** What was chosen on a withdrawal that was refused. */
  readonly choice?: WithdrawalChoice | undefined;
};

type ProblemAt = (field: string) => string | undefined;

/** What became of the form that led here. */
const News = ({ page, problems = [], news, lookAtFiles }: ThreadPageProps) => (
  <>
    <ErrorSummary page={page} problems={problems} />
    {news !== undefined && (
      <p class="box" role="status">
        {news}
      </p>
    )}
    {lookAtFiles === true && (
      <p class="box warn" role="alert">
        <a href="#reply">{page.messages.files.look}</a>
      </p>
    )}
  </>
);

const ReplyForm = (
  props: ThreadPageProps & { readonly problemAt: ProblemAt; readonly offered: readonly OfferedDecision[] },
) => {
  const { page, reply, problems = [] } = props;
  const said = formWords(page, reply?.act);
  return (
    <form
      method="post"
      action={page.href(routes.reply)}
      enctype="multipart/form-data"
      autocomplete="off"
      id="reply"
    >
      <input type="hidden" name="handle" value={props.handle} />
      {reply?.act?.name === 'retaliation' && <InDanger page={page} asking />}
      {reply?.act && (
        <>
          <ActHeading page={page} act={reply.act} unattended={props.unattended} />
          <ActFields
            page={page}
            act={reply.act}
            offered={props.offered}
            today={day(props.now)}
            problemAt={props.problemAt}
          />
        </>
      )}
      <TextField
        id="text"
        label={said.label}
        hint={said.hint}
        rows={8}
        value={reply?.text ?? ''}
        problem={props.problemAt('text')}
      />
      <FilesFieldset
        page={page}
        files={reply?.files ?? noFormFiles}
        problems={problems}
        attachAt={page.href(routes.shown)}
        todayFull={props.todayFull}
        room={props.room}
      />
      {reply?.act === undefined && <UrgentReply page={page} checked={reply?.urgent ?? false} />}
      <button type="submit">{said.send}</button>
    </form>
  );
};

/** Who else helps somebody who has reported. */
const Support = ({ page }: { readonly page: Page }) => {
  const { support } = page.settings;
  if (support.length === 0) return null;
  return (
    <>
      <h2>{page.messages.thread.support}</h2>
      <ul>
        {support.map((contact) => (
          <li>{contactText(page, contact)}</li>
        ))}
      </ul>
    </>
  );
};

export const ThreadPage = (props: ThreadPageProps) => {
  const { page, thread, handle, problems = [] } = props;
  const { summary } = thread;
  const said = page.messages.thread;
  const problemAt: ProblemAt = (field) => problems.find((problem) => problem.field === field)?.text;
  const part = conversationPart(entryViews(page, thread), props.before);
  const offered = appealableOf(page.settings.decisions, summary.decisions);
  // Pages promise days: a day is missed when it is over.
  const missed = missedDeadline(summary.state, summary.deadlines, startOfDay(props.now));
  return (
    <Layout
      page={page}
      failed={problems.length > 0}
      typed={{ id: 'reply', shownAgainBy: routes.shown }}
      scripts={threadScripts(page.settings, thread)}
    >
      <h1>
        <span class="name">{said.heading(summary.caseName)}</span>
      </h1>
      <News {...props} />
      {missed !== undefined && <Missed page={page} by={missed} told={thread.told} />}
      <DatesToKnow page={page} thread={thread} now={props.now} />
      <CheckInQuestion page={page} thread={thread} now={props.now} problem={problemAt('answer')} />
      <Progress page={page} thread={thread} />
      <Relation page={page} thread={thread} unattended={props.unattended} />

      {/* The first button of a form is what the Enter key presses. */}
      <button type="submit" form="reply" formaction={page.href(routes.shown)} hidden>
        {said.messages}
      </button>
      <Messages page={page} part={part} handle={handle} />
      <form method="post" action={page.href(routes.download)}>
        <input type="hidden" name="handle" value={handle} />
        <button type="submit" class="quiet">
          {said.download}
        </button>
      </form>

      <BeginActs page={page} thread={thread} act={props.reply?.act} offered={offered} />
      <ReplyForm {...props} problemAt={problemAt} offered={offered} />
      <Support page={page} />
      <NewWordsForm page={page} handle={handle} problem={problemAt('confirm-words')} />
      <WithdrawForm
        page={page}
        handle={handle}
        opened={summary.opened}
        answerBy={page.date(answerBy(page, thread, props.now))}
        choice={props.choice}
        problemAt={problemAt}
      />
    </Layout>
  );
};

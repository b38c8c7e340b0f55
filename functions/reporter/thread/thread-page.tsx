import { appealableOf } from '../../domain/appeal/reporter-appeal.ts';
import { day, startOfDay } from '../../domain/kernel/clock.ts';
import { erasureAnswerBy } from '../../domain/deadline/deadlines.ts';
import { missedDeadline } from '../../domain/deadline/missed-deadline.ts';
import type { OpenThread } from '../../domain/thread/open-thread.ts';
import type { WithdrawalChoice } from '../../domain/thread/withdraw.ts';
import { ActFields } from '../acts/act-fields.tsx';
import { formWords } from '../acts/act-words.ts';
import type { OfferedDecision } from '../acts/appeal-fields.tsx';
import { ActHeading, BeginActs } from '../acts/begin-acts.tsx';
import { CheckInQuestion } from '../acts/check-in-question.tsx';
import { DatesToKnow } from '../acts/dates-to-know.tsx';
import type { KeptAct } from '../acts/kept-act.ts';
import { InDanger } from '../ui/in-danger.tsx';
import { conversationPart } from './conversation-part.ts';
import { entryViews } from './entry-view.ts';
import { contactText, type Page } from '../ui/page.ts';
import { routes } from '../routes.ts';
import { Relation } from './case-status.tsx';
import { Layout } from '../ui/layout.tsx';
import { NewWordsForm } from '../leaving/new-words-form.tsx';
import { ConversationSection } from './conversation-section.tsx';
import { News } from './news.tsx';
import { Progress } from './progress.tsx';
import type { surveyOn } from '../../domain/survey/survey.ts';
import { SurveyForm } from '../survey/survey-form.tsx';
import { CountedForm, CountedIn } from '../transparency/counted-form.tsx';
import type { FoundInReport } from '../../domain/transparency/find-in-reports.ts';
import { Support } from './support.tsx';
import { threadScripts } from './thread-scripts.ts';
import { WriteForm, type Writing } from './write-form.tsx';
import { StopMailsForm } from '../leaving/stop-mails-form.tsx';
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

export type ThreadPageProps = Writing & {
  readonly thread: OpenThread;
  /** Its reporter is told of answers by mail. */
  readonly mailed: boolean;
  readonly now: Date;
  /** Nobody on the team looks after the channel. */
  readonly unattended: boolean;
  /** How the questions at the end stand; absent where nobody is asked. */
  readonly survey: ReturnType<typeof surveyOn>;
  readonly news?: string | undefined;
  /** In which published reports it was counted; absent where that was not asked. */
  readonly counted?: readonly FoundInReport[] | undefined;
  /** What was found in the files of the reply has not been shown yet. */
  readonly lookAtFiles?: boolean | undefined;
  /** The place in the conversation before which it is shown; the newest part when absent. */
  readonly before?: string | undefined;
  /** What was chosen on a withdrawal that was refused. */
  readonly choice?: WithdrawalChoice | undefined;
};

type ProblemAt = (field: string) => string | undefined;

/** What stands in the form while it is for more than a message; in danger, whom to call comes first. */
const ActPart = (props: {
  readonly page: Page;
  readonly act: KeptAct;
  readonly now: Date;
  readonly unattended: boolean;
  readonly offered: readonly OfferedDecision[];
  readonly problemAt: ProblemAt;
}) => {
  const { page, act } = props;
  return (
    <>
      {act.name === 'retaliation' && <InDanger page={page} asking />}
      <ActHeading page={page} act={act} unattended={props.unattended} />
      <ActFields {...props} today={day(props.now)} />
    </>
  );
};

export const ThreadPage = (props: ThreadPageProps) => {
  const { page, thread, handle, problems = [] } = props;
  const { summary } = thread;
  const said = page.messages.thread;
  const problemAt: ProblemAt = (field) => problems.find((problem) => problem.field === field)?.text;
  const part = conversationPart(entryViews(page, thread), props.before);
  const act = props.reply?.act;
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
      {props.counted && <CountedIn page={page} reports={props.counted} opened={summary.opened} />}
      {missed !== undefined && <Missed page={page} by={missed} told={thread.told} />}
      <DatesToKnow page={page} thread={thread} now={props.now} />
      <CheckInQuestion page={page} thread={thread} now={props.now} problem={problemAt('answer')} />
      <Progress page={page} thread={thread} />
      <Relation page={page} thread={thread} unattended={props.unattended} />

      <ConversationSection page={page} part={part} handle={handle} />

      <BeginActs page={page} thread={thread} act={act} offered={offered} />
      <WriteForm {...props} said={formWords(page, act)} urgent={act === undefined}>
        {act && <ActPart {...props} act={act} offered={offered} problemAt={problemAt} />}
      </WriteForm>
      <SurveyForm page={page} handle={handle} survey={props.survey} problemAt={problemAt} />
      <CountedForm page={page} handle={handle} />
      <Support page={page} />
      <NewWordsForm page={page} handle={handle} problem={problemAt('confirm-words')} />
      {props.mailed && <StopMailsForm page={page} handle={handle} />}
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

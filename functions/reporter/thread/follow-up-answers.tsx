import type { Context } from 'hono';
import { roomInCase } from '../../domain/attachment/budget.ts';
import { readHeldThread } from '../../domain/held/held-page.ts';
import { rosterSeconds } from '../../domain/intake/keep-keys.ts';
import { isUnattended } from '../../domain/member/roster.ts';
import type { Conversation } from '../../domain/door/open-conversation.ts';
import { day } from '../../domain/kernel/clock.ts';
import type { NoDoor } from '../../domain/thread/open-thread.ts';
import { issueHandle, replyKeyBytes } from '../../envelope/handle.ts';
import type { Token } from '../../envelope/token.ts';
import { HeldPageView, type ShownWithHeld } from '../held/held-page-view.tsx';
import { surveyOn } from '../../domain/survey/survey.ts';
import { askers } from './askers.ts';
import { logUnreadable } from './log-unreadable.ts';
import { ConversationPage } from '../../respondent/conversation-page.tsx';
import { enteredAt, entranceHref, pageOf, type Page } from '../ui/page.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { FollowUpFormPage, type KeptReply } from './follow-up-form-page.tsx';
import type { PageProblem } from '../ui/layout.tsx';
import { OwnWordsPage } from '../leaving/new-words-form.tsx';
import { openedIn } from '../files/form-files.ts';
import { linkPagePolicy, scriptHeaders } from '../ui/page-headers.ts';
import { placeOf } from './reply-files.ts';
import { ThreadPage, type ThreadPageProps } from './thread-page.tsx';
import { threadScripts } from './thread-scripts.ts';
import { todayFull } from '../files/today-full.ts';

/** What the page of a conversation shows beside it. Its status is 422 with problems, else 200, where none is given. */
export type ShownWithThread = Partial<
  Pick<
    ThreadPageProps,
    'news' | 'reply' | 'problems' | 'choice' | 'handle' | 'lookAtFiles' | 'before' | 'counted'
  >
> & { readonly status?: 429 };

const unusableText = ({ entrance, messages }: Page): string =>
  entrance === 'message' ? messages.message.unusable : messages.followUp.unusable;

/** What was typed, and what the page of a report that waits says beside itself. */
type ShownWithNoThread = ShownWithHeld & { readonly reply?: KeptReply | undefined };

export type FollowUpAnswers = ReturnType<typeof followUpAnswers>;

/** What every form of the follow-up page may lead to, and who it says is asking. */
// eslint-disable-next-line max-lines-per-function -- one short function for each answer, over what they share
export const followUpAnswers = (context: ReporterContext) => {
  const { settings } = context;

  const isFull = todayFull(context);

  const formPage = async (
    c: Context,
    status: 200 | 404 | 422,
    props: { words?: string; problems?: readonly PageProblem[]; reply?: KeptReply | undefined },
  ) => {
    const { words = '', problems = [], reply } = props;
    const headers = { 'content-security-policy': linkPagePolicy };
    const full = reply !== undefined && (await isFull());
    const shown = { page: pageOf(c, settings), words, problems, reply, todayFull: full };
    const page = <FollowUpFormPage {...shown} />;
    return c.html(page, status, headers);
  };

  const unusable = (c: Context, reply?: KeptReply) =>
    formPage(c, 404, {
      problems: [{ field: 'words', text: unusableText(pageOf(c, settings)) }],
      reply,
    });

  /** Why the words lead to no conversation: they open nothing, must be changed first, or the team does not know of it. */
  const noThread = async (
    c: Context,
    found: NoDoor,
    token: Token,
    { reply, ...shown }: ShownWithNoThread = {},
  ) => {
    if (found.kind === 'unusable') return unusable(c, reply);
    const handle = await handleFor(token, context.clock());
    if (found.kind === 'held') {
      const [held, { roster }] = await Promise.all([
        readHeldThread(context.store, found.opened),
        context.keys(context.clock(), rosterSeconds.shown),
      ]);
      logUnreadable(context.log, held);
      const page = (
        <HeldPageView {...shown} page={pageOf(c, settings)} held={held} roster={roster} handle={handle} />
      );
      return c.html(page, (shown.problems ?? []).length > 0 ? 422 : 200);
    }
    return c.html(<OwnWordsPage page={pageOf(c, settings)} handle={handle} />, 403);
  };

  const handleFor = async (token: Token, now: Date): Promise<string> => {
    const { ticketSecret } = await context.keys(now);
    return issueHandle(ticketSecret, now, { token, replyKey: context.random.bytes(replyKeyBytes) });
  };

  const threadPage = async (
    c: Context,
    token: Token,
    found: Conversation,
    { status, ...more }: ShownWithThread = {},
  ) => {
    const { opened, thread } = found;
    logUnreadable(context.log, thread);
    const now = context.clock();
    const handle = more.handle ?? (await handleFor(token, now));
    const reply = more.reply && { ...more.reply, files: openedIn(placeOf(opened), more.reply.files) };
    const room = roomInCase(settings, opened.door.attachmentBytes);
    const files = { room, todayFull: await isFull() };
    const page = pageOf(c, settings);
    const survey = surveyOn(settings, found);
    const props = { now, ...more, ...files, reply, handle, survey };
    const answered = status ?? ((more.problems ?? []).length > 0 ? 422 : 200);
    const headers = scriptHeaders(threadScripts(settings, thread));
    if (found.kind === 'other') {
      const shown = { page: enteredAt(page, 'message'), thread: found.thread, today: day(now) };
      return c.html(<ConversationPage {...props} {...shown} />, answered, headers);
    }
    const { roster } = await context.keys(now);
    const unattended = isUnattended(roster, found.thread.summary.channel);
    const mailed = opened.door.mailed === true;
    const shown = { page, thread: found.thread, unattended, mailed };
    return c.html(<ThreadPage {...props} {...shown} />, answered, headers);
  };

  /** A browser that restores a tab asks again for the address a form led to. */
  const backToForm = (c: Context) => c.redirect(entranceHref(pageOf(c, settings)), 303);

  return { ...askers(context), isFull, formPage, unusable, noThread, threadPage, handleFor, backToForm };
};

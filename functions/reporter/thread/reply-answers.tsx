import type { Context } from 'hono';
import { isNoDoor, openConversation } from '../../domain/door/open-conversation.ts';
import type { Token } from '../../envelope/token.ts';
import { isToldBeforeSending, sentFiles } from '../files/form-files.ts';
import type { ReceivedFormFiles } from '../files/receive-form-files.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { pageFault } from '../ui/page-fault.ts';
import { pageOf } from '../ui/page.ts';
import { SendAgainPage } from '../ui/send-again-page.tsx';
import type { FollowUpAnswers, ShownWithThread } from './follow-up-answers.tsx';
import type { KeptReply } from './follow-up-form-page.tsx';
import type { UnsentReply } from './reply-form.ts';

/** A reply, and the token of the thread it is for. */
export type ReplyInThread = { readonly token: Token; readonly kept: KeptReply };

export type ReplyAnswers = ReturnType<typeof replyAnswers>;

/** The pages that show a reply once more, because it has not been sent. */
export const replyAnswers = (context: ReporterContext, answers: FollowUpAnswers) => {
  const { isFull, noThread, threadPage } = answers;

  const shownAgain = async (
    c: Context,
    { token, kept }: ReplyInThread,
    more: ShownWithThread,
  ): Promise<Response> => {
    const found = await openConversation(context.store, token, context.clock());
    return isNoDoor(found) ? noThread(c, found, token, { reply: kept }) : threadPage(c, token, found, more);
  };

  /**
   * The page once more when files were refused, or when what was found in them has not been shown: they are sent by a
   * press of the button after that, so that the same form twice is one message. `undefined` when nothing is to be shown.
   */
  const lookAtFiles = async (
    c: Context,
    reply: ReplyInThread,
    { problems, haveCome }: ReceivedFormFiles,
    fromPage: boolean,
  ): Promise<Response | undefined> => {
    const { kept } = reply;
    const isNew = fromPage && (haveCome || sentFiles(kept.files).some(isToldBeforeSending));
    if (problems.length === 0 && !isNew) return undefined;
    return shownAgain(c, reply, { problems, reply: kept, lookAtFiles: problems.length === 0 });
  };

  /** The page after a fault: the same handle or key and the text, so that pressing again neither loses nor doubles it. */
  const sendAgain = async (
    c: Context,
    { handle, kept, problems }: UnsentReply,
    error: unknown,
  ): Promise<Response> => {
    const page = pageOf(c, context.settings);
    const { status, text, headers } = pageFault(context.log, page, error);
    const said = { problem: text, problems, todayFull: await isFull() };
    return c.html(<SendAgainPage page={page} handle={handle} reply={kept} {...said} />, status, headers);
  };

  return { shownAgain, lookAtFiles, sendAgain };
};

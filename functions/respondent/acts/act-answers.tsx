import type { Context } from 'hono';
import { roomInCase } from '../../domain/attachment/budget.ts';
import {
  isNoDoor,
  openConversation,
  readConversation,
  type Conversation,
} from '../../domain/door/open-conversation.ts';
import { day } from '../../domain/kernel/clock.ts';
import type { ReplyResult } from '../../domain/thread/reply.ts';
import type { Token } from '../../envelope/token.ts';
import { attachProblem } from '../../reporter/files/attach-problems.ts';
import { fileScripts } from '../../reporter/files/files-fieldset.tsx';
import { openedIn } from '../../reporter/files/form-files.ts';
import type { ReporterContext } from '../../reporter/reporter-context.ts';
import type { FollowUpAnswers } from '../../reporter/thread/follow-up-answers.tsx';
import type { KeptReply } from '../../reporter/thread/follow-up-form-page.tsx';
import { placeOf } from '../../reporter/thread/reply-files.ts';
import type { PageProblem } from '../../reporter/ui/layout.tsx';
import { pageFault } from '../../reporter/ui/page-fault.ts';
import { scriptHeaders } from '../../reporter/ui/page-headers.ts';
import { enteredAt, pageOf } from '../../reporter/ui/page.ts';
import { doorCatalogue } from '../locales/catalogue.ts';
import { ActFormPage } from './act-form-page.tsx';
import type { KeptAct } from './kept-act.ts';

/** A request that is about an act, and what it is answered with. */
export type ActRequest = {
  readonly context: ReporterContext;
  readonly answers: FollowUpAnswers;
  readonly c: Context;
};

/** A form for an act as it came; the handle is absent where the words came with it. */
export type UnsentAct = { readonly handle: string | undefined; readonly kept: KeptAct };

/** The same, once it is known who is asking. */
export type AskedAct = UnsentAct & { readonly token: Token };

type Shown = {
  readonly problems?: readonly PageProblem[];
  /** What was found in the files has not been shown yet. */
  readonly lookAtFiles?: boolean;
  readonly status?: 429;
};

/** The text that was typed for an act, where no act can be done any more. */
export const asReply = ({ text, key, files }: KeptAct): KeptReply => ({ text, key, files, urgent: false });

/** The words of a reader who came in where everybody but reporters does. */
export const wordsOf = ({ c, context }: ActRequest) => {
  const page = enteredAt(pageOf(c, context.settings), 'message');
  return { page, said: doorCatalogue[page.language] };
};

/** The form for an act, for a conversation that is open. */
export const actForm = async (
  on: ActRequest,
  found: Conversation,
  asked: AskedAct,
  { problems = [], lookAtFiles, status }: Shown,
): Promise<Response> => {
  const { c, answers, context } = on;
  const now = context.clock();
  const kept = { ...asked.kept, files: openedIn(placeOf(found.opened), asked.kept.files) };
  const props = {
    ...wordsOf(on),
    kept,
    handle: asked.handle ?? (await answers.handleFor(asked.token, now)),
    content: found.kind === 'other' ? found.thread.page : undefined,
    today: day(now),
    problems,
    lookAtFiles,
    room: roomInCase(context.settings, found.opened.door.attachmentBytes),
    todayFull: await answers.isFull(),
  };
  const answered = status ?? (problems.length > 0 ? 422 : 200);
  return c.html(<ActFormPage {...props} />, answered, scriptHeaders(fileScripts(context.settings)));
};

/** The same where nothing of the conversation is known: the words came to nothing, or storage failed. */
const blindForm = async (
  on: ActRequest,
  { handle, kept }: UnsentAct,
  status: 422 | 500 | 503,
  shown: { readonly problems: readonly PageProblem[]; readonly headers?: Readonly<Record<string, string>> },
): Promise<Response> => {
  const { c, answers, context } = on;
  const { problems, headers } = shown;
  const props = { ...wordsOf(on), handle, kept, problems, today: day(context.clock()) };
  const page = <ActFormPage {...props} uncertain={status !== 422} todayFull={await answers.isFull()} />;
  return c.html(page, status, { ...scriptHeaders(fileScripts(context.settings)), ...headers });
};

/** The form with the words asked for, because it cannot be told who is asking. */
export const askForWords = (
  on: ActRequest,
  kept: KeptAct,
  problems: readonly PageProblem[],
): Promise<Response> => blindForm(on, { handle: undefined, kept }, 422, { problems });

/** The form after a fault: the same handle or key, so that pressing again neither loses nor doubles it. */
export const afterFault = (on: ActRequest, unsent: UnsentAct, error: unknown): Promise<Response> => {
  const { page } = wordsOf(on);
  const { status, text, headers } = pageFault(on.context.log, page, error);
  const problems = [{ field: 'text', text: `${text} ${page.messages.problems.pressAgain}` }];
  return blindForm(on, unsent, status, { problems, headers });
};

/** The form once more, with what was said of it. */
export const actAgain = async (on: ActRequest, asked: AskedAct, shown: Shown): Promise<Response> => {
  const { token, kept } = asked;
  const found = await openConversation(on.context.store, token, on.context.clock());
  return isNoDoor(found)
    ? on.answers.noThread(on.c, found, token, { reply: asReply(kept) })
    : actForm(on, found, asked, shown);
};

/** What became of an act. */
export const actAnswer = async (on: ActRequest, asked: AskedAct, result: ReplyResult): Promise<Response> => {
  const { c, answers, context } = on;
  const { page, said } = wordsOf(on);
  const { kept, token } = asked;
  const refused = (text: string, field = 'text') => actAgain(on, asked, { problems: [{ field, text }] });
  switch (result.kind) {
    case 'unusable':
    case 'must-change':
    case 'held':
      return answers.noThread(c, result, token, { reply: asReply(kept) });
    case 'not-theirs':
      return refused(said.acts.notOffered);
    case 'misfit':
      return result.why === 'late-without-reason'
        ? refused(page.messages.safety.appeal.needLate, 'late')
        : refused(said.acts.notOffered);
    case 'thread-full':
      return refused(page.messages.thread.fullForGood);
    case 'files-unknown':
    case 'files-gone':
    case 'too-many-files':
    case 'case-full': {
      const { files, problems } = attachProblem(page, kept.files, result);
      return actAgain(on, { ...asked, kept: { ...kept, files } }, { problems });
    }
    case 'too-many': {
      const problems = [{ field: 'text', text: page.messages.thread.tooMany }];
      const answered = await actAgain(on, asked, { problems, status: 429 });
      answered.headers.set('retry-after', String(result.retryAfterSeconds));
      return answered;
    }
    case 'sent': {
      const found = await readConversation(context.store, result.opened);
      return answers.threadPage(c, token, found, { news: said.acts[kept.act].sent });
    }
  }
};

import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { freeText, messageLimitBytes, requiredText, textProblemOf } from '../../domain/kernel/text.ts';
import { readConversation } from '../../domain/door/open-conversation.ts';
import { reply, type ReplyResult } from '../../domain/thread/reply.ts';
import { reporterThread } from '../../domain/thread/thread-name.ts';
import type { OpenDoor } from '../../domain/thread/open-thread.ts';
import type { Handle } from '../../envelope/handle.ts';
import { attachProblem } from '../files/attach-problems.ts';
import { attaching } from '../files/attaching.ts';
import { chosenFilesOf, sentFiles, shownName, type FormFiles } from '../files/form-files.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { fieldWords, misfitWords, sentWords } from '../acts/act-words.ts';
import { actOfKept, type KeptAct } from '../acts/kept-act.ts';
import { actReply } from '../acts/act-reply.ts';
import type { PageProblem } from '../ui/layout.tsx';
import { pageOf, type Page } from '../ui/page.ts';
import type { FollowUpAnswers } from './follow-up-answers.tsx';
import type { KeptReply } from './follow-up-form-page.tsx';
import type { ReplyAnswers, ReplyInThread } from './reply-answers.tsx';

const messageText = requiredText(messageLimitBytes);
const textBesideFiles = freeText(messageLimitBytes);

/** Sends a reply whose files have been taken, and answers with the conversation. */
export const replySender = (
  context: ReporterContext,
  { noThread, threadPage }: FollowUpAnswers,
  { shownAgain }: ReplyAnswers,
  // eslint-disable-next-line max-lines-per-function -- one case for each result of a reply
) => {
  const answerTo = async (c: Context, result: ReplyResult, sent: ReplyInThread): Promise<Response> => {
    const { token, kept } = sent;
    const page = pageOf(c, context.settings);
    const said = page.messages.thread;
    switch (result.kind) {
      case 'unusable':
      case 'must-change':
      case 'held':
        return noThread(c, result, token, { reply: kept });
      case 'not-theirs':
        return shownAgain(c, sent, { problems: [{ field: 'text', text: said.notTheirs }], reply: kept });
      case 'misfit':
        return shownAgain(c, sent, {
          problems: [misfitWords(page, kept.act, result.why)],
          reply: againWith(kept),
        });
      case 'thread-full': {
        const problems = [{ field: 'text', text: fullText(page, result.opened) }];
        return shownAgain(c, sent, { problems, reply: kept });
      }
      case 'files-unknown':
      case 'files-gone':
      case 'too-many-files':
      case 'case-full': {
        const { files, problems } = attachProblem(page, kept.files, result);
        return shownAgain(c, sent, { problems, reply: { ...kept, files } });
      }
      case 'too-many': {
        const { opened, retryAfterSeconds } = result;
        const found = await readConversation(context.store, opened);
        const problems = [{ field: 'text', text: said.tooMany }];
        const more = { problems, reply: kept, status: 429 } as const;
        const answered = await threadPage(c, token, found, more);
        answered.headers.set('retry-after', String(retryAfterSeconds));
        return answered;
      }
      case 'sent': {
        const found = await readConversation(context.store, result.opened);
        return threadPage(c, token, found, {
          news: sentWords(page, kept.act),
          reply: afterSending(kept),
        });
      }
    }
  };

  /** @param typed the text as it came, with the characters that are refused */
  return async (c: Context, from: Handle, typed: string, kept: KeptReply): Promise<Response> => {
    const now = context.clock();
    const { token } = from;
    // An answer to a check-in is sent alone: files that were chosen wait with what is typed.
    const chosen = kept.act?.name === 'check-in' ? [] : chosenFilesOf(kept.files);
    const page = pageOf(c, context.settings);
    const text = textToSend(page, kept.act, typed, chosen.length > 0);
    const act = kept.act && actOfKept(kept.act);
    const problems = [
      ...(kept.act && act && 'wrong' in act ? wrongFields(page, kept.act, act.wrong) : []),
      ...('problems' in text ? text.problems : []),
    ];
    if ('problems' in text || (act && 'wrong' in act))
      return shownAgain(c, { token, kept }, { problems, reply: againWith(kept) });
    const written = {
      token,
      text: text.accepted,
      replyKey: replyKeyOf(from.replyKey, text.accepted, kept.files),
    };
    const attach = attaching(context, now, chosen);
    const result = await reply(
      { ...context, now },
      act
        ? actReply(context, now, { ...written, attach }, act.given)
        : { ...written, kind: 'message', urgent: kept.urgent, attach },
    );
    return answerTo(c, result, { token, kept });
  };
};

/** A reporter can write a new report; anybody else has this conversation alone. */
const fullText = ({ messages: { thread } }: Page, { door }: OpenDoor): string =>
  door.thread === reporterThread ? thread.full : thread.fullForGood;

/** The text of a reply once it is checked; it may be empty beside files. */
const textToSend = (
  page: Page,
  act: KeptAct | undefined,
  typed: string,
  withFiles: boolean,
): { readonly accepted: string } | { readonly problems: readonly PageProblem[] } => {
  if (act?.name === 'check-in') return { accepted: '' };
  const text = (withFiles ? textBesideFiles : messageText).safeParse(typed);
  if (text.success) return { accepted: text.data };
  const problems = text.error.issues.map((issue) => {
    const problem = textProblemOf(issue);
    const said = problem ? page.messages.textProblem(problem) : issue.message;
    return {
      field: 'text',
      text: act && problem?.kind === 'empty' ? page.messages.safety[act.name].need : said,
    };
  });
  return { problems };
};

const wrongFields = (page: Page, act: KeptAct, fields: readonly string[]): readonly PageProblem[] =>
  fields.map((field) => ({ field, text: fieldWords(page, act, field) }));

const withoutAct = (kept: KeptReply): KeptReply => ({ ...kept, act: undefined });

/** The form once more after a refusal; the question of a check-in has its own place. */
const againWith = (kept: KeptReply): KeptReply => (kept.act?.name === 'check-in' ? withoutAct(kept) : kept);

/** What stands in the form once it was sent: after a check-in what was typed below it, or the form it leads to. */
const afterSending = (kept: KeptReply): KeptReply | undefined => {
  if (kept.act?.name !== 'check-in') return undefined;
  return kept.act.answer === 'retaliation' ? { ...kept, act: { name: 'retaliation' } } : withoutAct(kept);
};

/** The same form with the same text and files is one message; edited text is another. */
export const replyKeyOf = (formKey: Uint8Array, text: string, files: FormFiles): string => {
  const sent = sentFiles(files).map((file) => [file.id, shownName(file), file.keepOriginal]);
  const hash = createHash('sha256').update(formKey).update(text);
  // A text has no zero in it.
  if (sent.length > 0) hash.update('\0').update(JSON.stringify(sent));
  return hash.digest('base64url').slice(0, 22);
};

import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { freeText, messageLimitBytes, requiredText, textProblemOf } from '../../domain/kernel/text.ts';
import { readConversation } from '../../domain/door/open-conversation.ts';
import { reply, type ReplyResult } from '../../domain/thread/reply.ts';
import { reporterThread } from '../../domain/thread/thread-name.ts';
import type { Handle } from '../../envelope/handle.ts';
import { attachProblem } from '../files/attach-problems.ts';
import { attaching } from '../files/attaching.ts';
import { chosenFilesOf, sentFiles, shownName, type FormFiles } from '../files/form-files.ts';
import type { ReporterContext } from '../reporter-context.ts';
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
) => {
  const answerTo = async (c: Context, result: ReplyResult, sent: ReplyInThread): Promise<Response> => {
    const { token, kept } = sent;
    const page = pageOf(c, context.settings);
    const said = page.messages.thread;
    switch (result.kind) {
      case 'unusable':
      case 'must-change':
        return noThread(c, result, token, kept);
      case 'not-theirs':
      case 'misfit':
        return shownAgain(c, sent, { problems: [{ field: 'text', text: said.notTheirs }], reply: kept });
      case 'thread-full': {
        const isReporter = result.opened.door.thread === reporterThread;
        const text = isReporter ? said.full : said.fullForGood;
        return shownAgain(c, sent, { problems: [{ field: 'text', text }], reply: kept });
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
        return threadPage(c, token, found, { news: said.sent });
      }
    }
  };

  /** @param typed the text as it came, with the characters that are refused */
  return async (c: Context, from: Handle, typed: string, kept: KeptReply): Promise<Response> => {
    const now = context.clock();
    const { token } = from;
    const chosen = chosenFilesOf(kept.files);
    const text = textToSend(pageOf(c, context.settings), typed, chosen.length > 0);
    if ('problems' in text) return shownAgain(c, { token, kept }, { ...text, reply: kept });
    const result = await reply(
      { ...context, now },
      {
        token,
        text: text.accepted,
        replyKey: replyKeyOf(from.replyKey, text.accepted, kept.files),
        kind: 'message',
        urgent: kept.urgent,
        attach: attaching(context, now, chosen),
      },
    );
    return answerTo(c, result, { token, kept });
  };
};

/** The text of a reply once it is checked; it may be empty beside files. */
const textToSend = (
  page: Page,
  typed: string,
  withFiles: boolean,
): { readonly accepted: string } | { readonly problems: readonly PageProblem[] } => {
  const text = (withFiles ? textBesideFiles : messageText).safeParse(typed);
  if (text.success) return { accepted: text.data };
  const problems = text.error.issues.map((issue) => {
    const problem = textProblemOf(issue);
    return { field: 'text', text: problem ? page.messages.textProblem(problem) : issue.message };
  });
  return { problems };
};

/** The same form with the same text and files is one message; edited text is another. */
export const replyKeyOf = (formKey: Uint8Array, text: string, files: FormFiles): string => {
  const sent = sentFiles(files).map((file) => [file.id, shownName(file), file.keepOriginal]);
  const hash = createHash('sha256').update(formKey).update(text);
  // A text has no zero in it.
  if (sent.length > 0) hash.update('\0').update(JSON.stringify(sent));
  return hash.digest('base64url').slice(0, 22);
};

import { createHash } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { answer } from '../../adapters/http/methods.ts';
import { problemOfFault } from '../../adapters/http/fault-answer.ts';
import { readForm, type FormFields } from '../../adapters/http/request-body.ts';
import { faultCode } from '../../domain/fault.ts';
import {
  messageLimitBytes,
  requiredText,
  textProblemOf,
  withoutUnsafeCharacters,
} from '../../domain/text.ts';
import { openThread, readOpenThread } from '../../domain/thread/open-thread.ts';
import { reply } from '../../domain/thread/reply.ts';
import type { Handle } from '../../envelope/handle.ts';
import { readPassphrase } from '../../envelope/token.ts';
import { pageOf } from '../page.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import { followUpAnswers, longestPassphrase } from './follow-up-answers.tsx';
import type { KeptReply } from './follow-up-form-page.tsx';
import { newWordsPages } from './new-words-pages.tsx';
import { problemPage } from './problem-page.tsx';
import { SendAgainPage } from './send-again-page.tsx';
import { conversationText } from './thread-page.tsx';
import { withdrawPages } from './withdraw-pages.tsx';

const messageText = requiredText(messageLimitBytes);

/** `/follow-up` and what its forms lead to. The token comes in a POST body and never goes out again. */
export const followUpPages = (app: Hono, context: ReporterContext): void => {
  const { settings } = context;
  const answers = followUpAnswers(context);
  const { formPage, noThread, threadPage, wordsFormKey, asker, backToForm } = answers;

  answer(app, routes.followUp, {
    GET: (c) => formPage(c, 200, {}),

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const words = form.content.get('words') ?? '';
      const read = readPassphrase(words.slice(0, longestPassphrase));
      if (read.kind !== 'token') {
        const problems = [{ field: 'words', text: pageOf(c, settings).messages.wordProblem(read) }];
        return formPage(c, 422, { words: withoutUnsafeCharacters(words), problems });
      }
      const result = await openThread(context.store, read.token, context.clock());
      return result.kind === 'thread'
        ? threadPage(c, read.token, result.thread)
        : noThread(c, result, read.token);
    },
  });

  answer(app, routes.reply, {
    GET: backToForm,

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const key = wordsFormKey(form.content);
      const kept = keptReply(form.content, key);
      try {
        const from = await asker(c, form.content, key);
        if ('problem' in from) {
          const problems = [{ field: 'words', text: from.problem }];
          const words = withoutUnsafeCharacters(from.words);
          return await formPage(c, 422, { words, problems, reply: kept });
        }
        return await sendReply(c, from, form.content.get('text') ?? '', kept);
      } catch (error) {
        context.log({ event: 'fault', code: faultCode(error) });
        return await sendAgain(c, form.content.get('handle'), kept, error);
      }
    },
  });

  /** The page somebody is typing on, in another language, with all that they typed. */
  answer(app, routes.shown, {
    GET: backToForm,

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const { content } = form;
      const key = wordsFormKey(content);
      const kept = keptReply(content, key);
      const handle = content.get('handle');
      try {
        if (handle === undefined) {
          const words = withoutUnsafeCharacters(content.get('words') ?? '');
          return await formPage(c, 200, { words, reply: content.has('text') ? kept : undefined });
        }
        const from = await asker(c, content, key);
        if ('problem' in from) {
          return await formPage(c, 422, { problems: [{ field: 'words', text: from.problem }], reply: kept });
        }
        const opened = await openThread(context.store, from.token, context.clock());
        if (opened.kind !== 'thread') return await noThread(c, opened, from.token, kept);
        return await threadPage(c, from.token, opened.thread, { reply: kept, handle });
      } catch (error) {
        context.log({ event: 'fault', code: faultCode(error) });
        return await sendAgain(c, handle, kept, error);
      }
    },
  });

  const sendReply = async (c: Context, { token, replyKey }: Handle, typed: string, kept: KeptReply) => {
    const now = context.clock();
    const { messages } = pageOf(c, settings);
    const text = messageText.safeParse(typed);
    if (!text.success) {
      const opened = await openThread(context.store, token, now);
      if (opened.kind !== 'thread') return noThread(c, opened, token, kept);
      const problems = text.error.issues.map((issue) => {
        const problem = textProblemOf(issue);
        return { field: 'text', text: problem ? messages.textProblem(problem) : issue.message };
      });
      return threadPage(c, token, opened.thread, { problems, reply: kept }, 422);
    }
    const message = {
      token,
      text: text.data,
      replyKey: replyKeyOf(replyKey, text.data),
      kind: 'message',
      urgent: kept.urgent,
    } as const;
    const result = await reply({ ...context, now }, message);
    if (result.kind === 'unusable' || result.kind === 'must-change') return noThread(c, result, token, kept);
    if (result.kind === 'thread-full') {
      const opened = await openThread(context.store, token, now);
      if (opened.kind !== 'thread') return noThread(c, opened, token, kept);
      const problems = [{ field: 'text', text: messages.thread.full }];
      return threadPage(c, token, opened.thread, { problems, reply: kept }, 422);
    }
    const thread = await readOpenThread(context.store, result.opened);
    if (result.kind === 'too-many') {
      const problems = [{ field: 'text', text: messages.thread.tooMany }];
      const page = await threadPage(c, token, thread, { problems, reply: kept }, 429);
      page.headers.set('retry-after', String(result.retryAfterSeconds));
      return page;
    }
    return threadPage(c, token, thread, { news: messages.thread.sent });
  };

  /** The page after a fault: the same handle or key and the text, so that pressing again neither loses nor doubles it. */
  const sendAgain = (c: Context, handle: string | undefined, kept: KeptReply, error: unknown) => {
    const { status, headers = {} } = problemOfFault(error);
    const shown = pageOf(c, settings);
    const { fault, tryAgain } = shown.messages.problems;
    const problem = status === 503 ? tryAgain : fault;
    const page = <SendAgainPage page={shown} problem={problem} handle={handle} reply={kept} />;
    return c.html(page, status === 503 ? 503 : 500, headers);
  };

  answer(app, routes.download, {
    GET: backToForm,

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const from = await asker(c, form.content, wordsFormKey(form.content));
      if ('problem' in from) return formPage(c, 422, { problems: [{ field: 'words', text: from.problem }] });
      const opened = await openThread(context.store, from.token, context.clock());
      if (opened.kind !== 'thread') return noThread(c, opened, from.token);
      const page = pageOf(c, settings);
      return c.body(conversationText(page, opened.thread), 200, {
        'content-type': 'text/plain; charset=utf-8',
        'content-disposition': `attachment; filename="${page.messages.thread.downloadName}"`,
      });
    },
  });

  withdrawPages(app, context, answers);
  newWordsPages(app, context, answers);
};

const keptReply = (fields: FormFields, key: Uint8Array): KeptReply => ({
  text: withoutUnsafeCharacters(fields.get('text') ?? ''),
  key: Buffer.from(key).toString('base64url'),
  urgent: fields.get('urgent') === 'yes',
});

/** The same form with the same text is one message; edited text is another. */
const replyKeyOf = (formKey: Uint8Array, text: string): string =>
  createHash('sha256').update(formKey).update(text).digest('base64url').slice(0, 22);

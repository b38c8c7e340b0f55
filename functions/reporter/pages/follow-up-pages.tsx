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
import { openThread, readOpenThread, type OpenThread } from '../../domain/thread/open-thread.ts';
import { reply } from '../../domain/thread/reply.ts';
import { withdraw } from '../../domain/thread/withdraw.ts';
import { decodeBase64url } from '../../envelope/base64url.ts';
import { issueHandle, readHandle, replyKeyBytes, type Handle } from '../../envelope/handle.ts';
import { readPassphrase, type Token } from '../../envelope/token.ts';
import { logUnreadable } from '../log-unreadable.ts';
import { pageOf } from '../page.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import { FollowUpFormPage, type KeptReply } from './follow-up-form-page.tsx';
import type { PageProblem } from './layout.tsx';
import { MessagePage } from './message-page.tsx';
import { linkPagePolicy } from './page-headers.ts';
import { problemPage } from './problem-page.tsx';
import { SendAgainPage } from './send-again-page.tsx';
import { conversationText, ThreadPage } from './thread-page.tsx';

const longestPassphrase = 2_000;
const messageText = requiredText(messageLimitBytes);

/** `/follow-up` and what its forms lead to. The token comes in a POST body and never goes out again. */
export const followUpPages = (app: Hono, context: ReporterContext): void => {
  const { settings } = context;

  const formPage = (
    c: Context,
    status: 200 | 404 | 422,
    props: { words?: string; problems?: readonly PageProblem[]; reply?: KeptReply | undefined },
  ) => {
    const { words = '', problems = [], reply } = props;
    const headers = { 'content-security-policy': linkPagePolicy };
    const shown = { page: pageOf(c, settings), words, problems, reply };
    const page = <FollowUpFormPage {...shown} />;
    return c.html(page, status, headers);
  };

  const unusable = (c: Context, reply?: KeptReply) =>
    formPage(c, 404, {
      problems: [{ field: 'words', text: pageOf(c, settings).messages.followUp.unusable }],
      reply,
    });

  const handleFor = async (token: Token, now: Date): Promise<string> => {
    const { ticketSecret } = await context.keys(now);
    return issueHandle(ticketSecret, now, { token, replyKey: context.random.bytes(replyKeyBytes) });
  };

  const threadPage = async (
    c: Context,
    token: Token,
    thread: OpenThread,
    more: { news?: string; reply?: KeptReply; problems?: readonly PageProblem[]; handle?: string } = {},
    status: 200 | 422 | 500 | 503 = 200,
  ) => {
    logUnreadable(context.log, thread);
    const handle = more.handle ?? (await handleFor(token, context.clock()));
    const props = { page: pageOf(c, settings), thread, now: context.clock(), ...more, handle };
    return c.html(<ThreadPage {...props} />, status);
  };

  /** The key a form for the words carries; a new one for a form that has none. */
  const wordsFormKey = (fields: FormFields): Uint8Array => {
    const given = decodeBase64url(fields.get('key') ?? '');
    return given?.length === replyKeyBytes ? given : context.random.bytes(replyKeyBytes);
  };

  /** Who is asking: by the sealed handle of a reply form, or by the words once the handle is too old. */
  const asker = async (
    c: Context,
    fields: FormFields,
    replyKey: Uint8Array,
  ): Promise<Handle | { readonly problem: string; readonly words: string }> => {
    const { messages } = pageOf(c, settings);
    const words = fields.get('words') ?? '';
    if (fields.has('words')) {
      const read = readPassphrase(words.slice(0, longestPassphrase));
      if (read.kind !== 'token') return { problem: messages.wordProblem(read), words };
      return { token: read.token, replyKey };
    }
    const now = context.clock();
    const { ticketSecret } = await context.keys(now);
    const read = readHandle(ticketSecret, fields.get('handle') ?? '', now);
    return read.kind === 'valid' ? read.handle : { problem: messages.followUp.expired, words: '' };
  };

  /** A browser that restores a tab asks anew for the address a form led to. */
  const backToForm = (c: Context) => c.redirect(pageOf(c, settings).href(routes.followUp), 303);

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
      return result.kind === 'unusable' ? unusable(c) : threadPage(c, read.token, result.thread);
    },
  });

  answer(app, routes.reply, {
    GET: backToForm,

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const key = wordsFormKey(form.content);
      const kept: KeptReply = {
        text: withoutUnsafeCharacters(form.content.get('text') ?? ''),
        key: Buffer.from(key).toString('base64url'),
        urgent: form.content.get('urgent') === 'yes',
      };
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

  const sendReply = async (c: Context, { token, replyKey }: Handle, typed: string, kept: KeptReply) => {
    const now = context.clock();
    const { messages } = pageOf(c, settings);
    const text = messageText.safeParse(typed);
    if (!text.success) {
      const opened = await openThread(context.store, token, now);
      if (opened.kind === 'unusable') return unusable(c, kept);
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
    if (result.kind === 'unusable') return unusable(c, kept);
    if (result.kind === 'thread-full') {
      const opened = await openThread(context.store, token, now);
      if (opened.kind === 'unusable') return unusable(c, kept);
      const problems = [{ field: 'text', text: messages.thread.full }];
      return threadPage(c, token, opened.thread, { problems, reply: kept }, 422);
    }
    const thread = await readOpenThread(context.store, result.opened);
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
      if (opened.kind === 'unusable') return unusable(c);
      const page = pageOf(c, settings);
      return c.body(conversationText(page, opened.thread), 200, {
        'content-type': 'text/plain; charset=utf-8',
        'content-disposition': `attachment; filename="${page.messages.thread.downloadName}"`,
      });
    },
  });

  answer(app, routes.withdraw, {
    GET: backToForm,

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const from = await asker(c, form.content, wordsFormKey(form.content));
      if ('problem' in from) {
        return formPage(c, 422, { problems: [{ field: 'words', text: from.problem }] });
      }
      const now = context.clock();
      if (form.content.get('confirm') !== 'yes') {
        const opened = await openThread(context.store, from.token, now);
        if (opened.kind === 'unusable') return unusable(c);
        const problems = [{ field: 'confirm', text: pageOf(c, settings).messages.withdraw.tick }];
        return threadPage(c, from.token, opened.thread, { problems }, 422);
      }
      const result = await withdraw({ ...context, now }, from.token);
      switch (result.kind) {
        case 'unusable':
          return unusable(c);
        case 'erased':
        case 'asked': {
          const page = pageOf(c, settings);
          const said = page.messages.withdraw;
          const shown =
            result.kind === 'erased'
              ? { heading: said.erasedHeading, text: said.erased(page.days(settings.recovery.vaultDays)) }
              : { heading: said.askedHeading, text: said.asked(page.date(result.answerBy)) };
          return c.html(<MessagePage page={page} {...shown} />);
        }
      }
    },
  });
};

/** The same form with the same text is one message; edited text is another. */
const replyKeyOf = (formKey: Uint8Array, text: string): string =>
  createHash('sha256').update(formKey).update(text).digest('base64url').slice(0, 22);

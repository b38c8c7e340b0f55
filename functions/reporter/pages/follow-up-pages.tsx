import { createHash } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { answer } from '../../adapters/http/methods.ts';
import { problemOfFault } from '../../adapters/http/fault-answer.ts';
import { readForm } from '../../adapters/http/request-body.ts';
import { faultCode } from '../../domain/fault.ts';
import { messageLimitBytes, requiredText, withoutUnsafeCharacters } from '../../domain/text.ts';
import { openThread, readOpenThread, type OpenThread } from '../../domain/thread/open-thread.ts';
import { reply } from '../../domain/thread/reply.ts';
import { withdraw } from '../../domain/thread/withdraw.ts';
import { decodeBase64url } from '../../envelope/base64url.ts';
import { issueHandle, readHandle, replyKeyBytes, type Handle } from '../../envelope/handle.ts';
import { readPassphrase, type Token } from '../../envelope/token.ts';
import { logUnreadable } from '../log-unreadable.ts';
import { en } from '../locales/en.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import { textProblem } from '../text-problem.ts';
import { FollowUpFormPage, type KeptReply } from './follow-up-form-page.tsx';
import type { PageProblem } from './layout.tsx';
import { MessagePage } from './message-page.tsx';
import { linkPagePolicy } from './page-headers.ts';
import { problemPage } from './problem-page.tsx';
import { SendAgainPage } from './send-again-page.tsx';
import { ThreadPage } from './thread-page.tsx';

const longestPassphrase = 2_000;
const messageText = requiredText(messageLimitBytes);
const expiredForm = 'This form is older than 30 minutes. Please enter your words once more.';

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
    const page = <FollowUpFormPage settings={settings} words={words} problems={problems} reply={reply} />;
    return c.html(page, status, headers);
  };

  const unusable = (c: Context, reply?: KeptReply) =>
    formPage(c, 404, { problems: [{ field: 'words', text: en.unusableToken }], reply });

  const handleFor = async (token: Token, now: Date): Promise<string> => {
    const { ticketSecret } = await context.keys(now);
    return issueHandle(ticketSecret, now, { token, replyKey: context.random.bytes(replyKeyBytes) });
  };

  const threadPage = async (
    c: Context,
    token: Token,
    thread: OpenThread,
    more: { news?: string; replyText?: string; problems?: readonly PageProblem[]; handle?: string } = {},
    status: 200 | 422 | 500 | 503 = 200,
  ) => {
    logUnreadable(context.log, thread);
    const handle = more.handle ?? (await handleFor(token, context.clock()));
    return c.html(<ThreadPage settings={settings} thread={thread} {...more} handle={handle} />, status);
  };

  /** The key a form for the words carries; a new one for a form that has none. */
  const wordsFormKey = (fields: ReadonlyMap<string, string>): Uint8Array => {
    const given = decodeBase64url(fields.get('key') ?? '');
    return given?.length === replyKeyBytes ? given : context.random.bytes(replyKeyBytes);
  };

  /** Who is asking: by the sealed handle of a reply form, or by the words once the handle is too old. */
  const asker = async (
    fields: ReadonlyMap<string, string>,
    replyKey: Uint8Array,
  ): Promise<Handle | { readonly problem: string; readonly words: string }> => {
    const words = fields.get('words') ?? '';
    if (fields.has('words')) {
      const read = readPassphrase(words.slice(0, longestPassphrase));
      if (read.kind !== 'token') return { problem: en.wordProblem(read), words };
      return { token: read.token, replyKey };
    }
    const now = context.clock();
    const { ticketSecret } = await context.keys(now);
    const read = readHandle(ticketSecret, fields.get('handle') ?? '', now);
    return read.kind === 'valid' ? read.handle : { problem: expiredForm, words: '' };
  };

  /** A browser that restores a tab asks anew for the address a form led to. */
  const backToForm = (c: Context) => c.redirect(routes.followUp, 303);

  answer(app, routes.followUp, {
    GET: (c) => formPage(c, 200, {}),

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const words = form.content.get('words') ?? '';
      const read = readPassphrase(words.slice(0, longestPassphrase));
      if (read.kind !== 'token') {
        const problems = [{ field: 'words', text: en.wordProblem(read) }];
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
      };
      try {
        const from = await asker(form.content, key);
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
    const text = messageText.safeParse(typed);
    if (!text.success) {
      const opened = await openThread(context.store, token, now);
      if (opened.kind === 'unusable') return unusable(c, kept);
      const problems = text.error.issues.map(({ message }) => ({
        field: 'text',
        text: `Your message: ${textProblem(message)}`,
      }));
      return threadPage(c, token, opened.thread, { problems, replyText: kept.text }, 422);
    }
    const message = {
      token,
      text: text.data,
      replyKey: replyKeyOf(replyKey, text.data),
      kind: 'message',
    } as const;
    const result = await reply({ ...context, now }, message);
    if (result.kind === 'unusable') return unusable(c, kept);
    if (result.kind === 'thread-full') {
      const opened = await openThread(context.store, token, now);
      if (opened.kind === 'unusable') return unusable(c, kept);
      const problems = [{ field: 'text', text: en.threadFull }];
      return threadPage(c, token, opened.thread, { problems, replyText: kept.text }, 422);
    }
    const thread = await readOpenThread(context.store, result.opened);
    return threadPage(c, token, thread, { news: 'Your message has been sent.' });
  };

  /** The page after a fault: the same handle or key and the text, so that pressing again neither loses nor doubles it. */
  const sendAgain = (c: Context, handle: string | undefined, kept: KeptReply, error: unknown) => {
    const { status, detail, headers = {} } = problemOfFault(error);
    const page = <SendAgainPage settings={settings} detail={detail} handle={handle} reply={kept} />;
    return c.html(page, status === 503 ? 503 : 500, headers);
  };

  answer(app, routes.withdraw, {
    GET: backToForm,

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const from = await asker(form.content, wordsFormKey(form.content));
      if ('problem' in from) {
        return formPage(c, 422, { problems: [{ field: 'words', text: from.problem }] });
      }
      const now = context.clock();
      if (form.content.get('confirm') !== 'yes') {
        const opened = await openThread(context.store, from.token, now);
        if (opened.kind === 'unusable') return unusable(c);
        const problems = [{ field: 'confirm', text: 'Tick the box to withdraw the report.' }];
        return threadPage(c, from.token, opened.thread, { problems }, 422);
      }
      const result = await withdraw({ ...context, now }, from.token);
      switch (result.kind) {
        case 'unusable':
          return unusable(c);
        case 'erased':
          return c.html(
            <MessagePage
              settings={settings}
              heading="Your report is withdrawn"
              text={`Nobody had opened it, and nobody can open it any more. Its encrypted rest is deleted within the hour; the copies of its keys in backups are gone after ${settings.recovery.vaultDays} days. Your words open nothing from now on.`}
            />,
          );
        case 'asked':
          return c.html(
            <MessagePage
              settings={settings}
              heading="The team has been asked"
              text="Somebody had already opened your report. The team has been asked to erase it and will answer you in the report; your words still open it."
            />,
          );
      }
    },
  });
};

/** The same form with the same text is one message; edited text is another. */
const replyKeyOf = (formKey: Uint8Array, text: string): string =>
  createHash('sha256').update(formKey).update(text).digest('base64url').slice(0, 22);

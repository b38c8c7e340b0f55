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
import { issueHandle, readHandle, replyKeyBytes, type Handle } from '../../envelope/handle.ts';
import { readPassphrase, type Token } from '../../envelope/token.ts';
import { logUnreadable } from '../log-unreadable.ts';
import { en } from '../locales/en.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import { FollowUpFormPage } from './follow-up-form-page.tsx';
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
    props: { words?: string; problems?: readonly PageProblem[]; replyText?: string | undefined },
  ) => {
    const { words = '', problems = [], replyText } = props;
    const headers = { 'content-security-policy': linkPagePolicy };
    const page = (
      <FollowUpFormPage settings={settings} words={words} problems={problems} replyText={replyText} />
    );
    return c.html(page, status, headers);
  };

  const unusable = (c: Context, replyText?: string) =>
    formPage(c, 404, { problems: [{ field: 'words', text: en.unusableToken }], replyText });

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

  /** Who is asking: by the sealed handle of a reply form, or by the words once the handle is too old. */
  const asker = async (
    fields: ReadonlyMap<string, string>,
  ): Promise<Handle | { readonly problem: string; readonly words: string }> => {
    const words = fields.get('words') ?? '';
    if (fields.has('words')) {
      const read = readPassphrase(words.slice(0, longestPassphrase));
      if (read.kind !== 'token') return { problem: en.wordProblem(read), words };
      return { token: read.token, replyKey: context.random.bytes(replyKeyBytes) };
    }
    const now = context.clock();
    const { ticketSecret } = await context.keys(now);
    const read = readHandle(ticketSecret, fields.get('handle') ?? '', now);
    return read.kind === 'valid' ? read.handle : { problem: expiredForm, words: '' };
  };

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
    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const typed = form.content.get('text') ?? '';
      const replyText = withoutUnsafeCharacters(typed);
      const from = await asker(form.content);
      if ('problem' in from) {
        const problems = [{ field: 'words', text: from.problem }];
        return formPage(c, 422, { words: withoutUnsafeCharacters(from.words), problems, replyText });
      }
      const { token } = from;
      const now = context.clock();
      const text = messageText.safeParse(typed);
      if (!text.success) {
        const opened = await openThread(context.store, token, now);
        if (opened.kind === 'unusable') return unusable(c, replyText);
        const problems = text.error.issues.map(({ message }) => ({
          field: 'text',
          text: `Your message: ${message}`,
        }));
        return await threadPage(c, token, opened.thread, { problems, replyText }, 422);
      }
      try {
        const replyKey = replyKeyOf(from.replyKey, text.data);
        const result = await reply(
          { ...context, now },
          { token, text: text.data, replyKey, kind: 'message' },
        );
        if (result.kind === 'unusable') return await unusable(c, replyText);
        const thread = await readOpenThread(context.store, result.opened);
        return await threadPage(c, token, thread, { news: 'Your message has been sent.' });
      } catch (error) {
        context.log({ event: 'fault', code: faultCode(error) });
        return await sendAgain(c, form.content, replyText, error);
      }
    },
  });

  /** The page after a fault: the same handle and the text, so that pressing again can neither lose nor double it. */
  const sendAgain = (c: Context, fields: ReadonlyMap<string, string>, replyText: string, error: unknown) => {
    const { status, detail, headers = {} } = problemOfFault(error);
    const page = (
      <SendAgainPage
        settings={settings}
        detail={detail}
        handle={fields.get('handle')}
        replyText={replyText}
      />
    );
    return c.html(page, status === 503 ? 503 : 500, headers);
  };

  answer(app, routes.withdraw, {
    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const from = await asker(form.content);
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
              text="Nobody had opened it, and nobody can open it any more. Its encrypted rest is deleted within the hour; copies in backups cannot be opened and go within days. Your words open nothing from now on."
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

import { createHash } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { route } from '../../adapters/http/route.ts';
import { problemOfFault } from '../../adapters/http/fault-answer.ts';
import { readForm, type FormFields } from '../../adapters/http/request-body.ts';
import { faultCode } from '../../domain/kernel/fault.ts';
import {
  freeText,
  messageLimitBytes,
  requiredText,
  textProblemOf,
  withoutUnsafeCharacters,
} from '../../domain/kernel/text.ts';
import { openThread, readOpenThread } from '../../domain/thread/open-thread.ts';
import { reply } from '../../domain/thread/reply.ts';
import type { Handle } from '../../envelope/handle.ts';
import type { Token } from '../../envelope/token.ts';
import { attaching } from '../files/attaching.ts';
import { pageOf } from '../ui/page.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import { attachProblem } from '../files/attach-problems.ts';
import type { FollowUpAnswers } from './follow-up-answers.tsx';
import type { KeptReply } from './follow-up-form-page.tsx';
import {
  chosenFilesOf,
  formFilesOf,
  isFromPage,
  isToldBeforeSending,
  sentFiles,
  shownName,
  type FormFiles,
} from '../files/form-files.ts';
import type { PageProblem } from '../ui/layout.tsx';
import { problemPage } from '../ui/problem-page.tsx';
import { notTaken, receiveFormFiles, type ReceivedFormFiles } from '../files/receive-form-files.ts';
import { placeOf, receiveReplyFiles } from './reply-files.ts';
import { SendAgainPage } from '../ui/send-again-page.tsx';

const messageText = requiredText(messageLimitBytes);
const textBesideFiles = freeText(messageLimitBytes);

/** Where the form leads with which one replies, and the page that shows it again. */
export const replyPages = (app: Hono, context: ReporterContext, answers: FollowUpAnswers): void => {
  const { settings } = context;
  const { isFull, formPage, noThread, threadPage, wordsFormKey, asker, backToForm } = answers;

  route(app, routes.reply, {
    GET: backToForm,

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const { content } = form;
      const page = pageOf(c, settings);
      const key = wordsFormKey(content);
      const incoming = content.files('files');
      let kept = keptReply(content, key);
      let lost: readonly PageProblem[] = notTaken(page, incoming);
      try {
        const from = await asker(c, content, key);
        if ('problem' in from) {
          const problems = [{ field: 'words', text: from.problem }, ...lost];
          const words = withoutUnsafeCharacters(from.words);
          return await formPage(c, 422, { words, problems, reply: kept });
        }
        const received = await receiveReplyFiles(context, page, from.token, kept.files, incoming);
        if (received.kind !== 'received') return await noThread(c, received, from.token, kept);
        kept = { ...kept, files: received.files };
        lost = received.problems;
        if (received.fault !== undefined)
          return await sendAgain(c, content.get('handle'), kept, received.fault, lost);
        return (
          (await lookAtFiles(c, from.token, kept, received, isFromPage(content))) ??
          (await sendReply(c, from, content.get('text') ?? '', kept))
        );
      } catch (error) {
        return await sendAgain(c, content.get('handle'), kept, error, lost);
      }
    },
  });

  /** The page somebody is typing on, in another language, with files attached or with earlier messages, and all that they typed. */
  route(app, routes.shown, {
    GET: backToForm,

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const { content } = form;
      const page = pageOf(c, settings);
      const key = wordsFormKey(content);
      const incoming = content.files('files');
      let kept = keptReply(content, key);
      let lost: readonly PageProblem[] = notTaken(page, incoming);
      const handle = content.get('handle');
      try {
        if (handle === undefined) {
          const words = withoutUnsafeCharacters(content.get('words') ?? '');
          const status = lost.length > 0 ? 422 : 200;
          const reply = content.has('text') ? kept : undefined;
          return await formPage(c, status, { words, reply, problems: lost });
        }
        const from = await asker(c, content, key);
        if ('problem' in from) {
          const problems = [{ field: 'words', text: from.problem }, ...lost];
          return await formPage(c, 422, { problems, reply: kept });
        }
        const opened = await openThread(context.store, from.token, context.clock());
        if (opened.kind !== 'thread') return await noThread(c, opened, from.token, kept);
        const received = await receiveFormFiles(context, page, placeOf(opened.opened), kept.files, incoming);
        kept = { ...kept, files: received.files };
        lost = received.problems;
        if (received.fault !== undefined)
          return await sendAgain(c, content.get('handle'), kept, received.fault, lost);
        const more = { reply: kept, handle, problems: lost, before: content.get('before') };
        return await threadPage(c, from.token, opened, more, lost.length > 0 ? 422 : 200);
      } catch (error) {
        return await sendAgain(c, handle, kept, error, lost);
      }
    },
  });

  /**
   * The page once more when files were refused, or when what was found in them has not been shown: they are sent by a
   * press of the button after that, so that the same form twice is one message. `undefined` when nothing is to be shown.
   */
  const lookAtFiles = async (
    c: Context,
    token: Token,
    kept: KeptReply,
    { problems, haveCome }: ReceivedFormFiles,
    fromPage: boolean,
  ): Promise<Response | undefined> => {
    const isNew = fromPage && (haveCome || sentFiles(kept.files).some(isToldBeforeSending));
    if (problems.length === 0 && !isNew) return undefined;
    const more = { problems, reply: kept, lookAtFiles: problems.length === 0 };
    return shownAgain(c, token, kept, more, problems.length > 0 ? 422 : 200);
  };

  const shownAgain = async (
    c: Context,
    token: Token,
    kept: KeptReply,
    more: Parameters<typeof threadPage>[3],
    status: 200 | 422,
  ): Promise<Response> => {
    const opened = await openThread(context.store, token, context.clock());
    if (opened.kind !== 'thread') return noThread(c, opened, token, kept);
    return threadPage(c, token, opened, more, status);
  };

  const sendReply = async (c: Context, { token, replyKey }: Handle, typed: string, kept: KeptReply) => {
    const now = context.clock();
    const page = pageOf(c, settings);
    const { messages } = page;
    const chosen = chosenFilesOf(kept.files);
    const text = (chosen.length > 0 ? textBesideFiles : messageText).safeParse(typed);
    if (!text.success) {
      const problems = text.error.issues.map((issue) => {
        const problem = textProblemOf(issue);
        return { field: 'text', text: problem ? messages.textProblem(problem) : issue.message };
      });
      return shownAgain(c, token, kept, { problems, reply: kept }, 422);
    }
    const message = {
      token,
      text: text.data,
      replyKey: replyKeyOf(replyKey, text.data, kept.files),
      kind: 'message',
      urgent: kept.urgent,
      attach: attaching(context, now, chosen),
    } as const;
    const result = await reply({ ...context, now }, message);
    switch (result.kind) {
      case 'unusable':
      case 'must-change':
        return noThread(c, result, token, kept);
      case 'thread-full': {
        const problems = [{ field: 'text', text: messages.thread.full }];
        return shownAgain(c, token, kept, { problems, reply: kept }, 422);
      }
      case 'files-unknown':
      case 'files-gone':
      case 'too-many-files':
      case 'case-full': {
        const { files, problems } = attachProblem(page, kept.files, result);
        return shownAgain(c, token, kept, { problems, reply: { ...kept, files } }, 422);
      }
      case 'too-many': {
        const thread = await readOpenThread(context.store, result.opened);
        const problems = [{ field: 'text', text: messages.thread.tooMany }];
        const found = { opened: result.opened, thread };
        const answered = await threadPage(c, token, found, { problems, reply: kept }, 429);
        answered.headers.set('retry-after', String(result.retryAfterSeconds));
        return answered;
      }
      case 'sent': {
        const thread = await readOpenThread(context.store, result.opened);
        return threadPage(c, token, { opened: result.opened, thread }, { news: messages.thread.sent });
      }
    }
  };

  /** The page after a fault: the same handle or key and the text, so that pressing again neither loses nor doubles it. */
  const sendAgain = async (
    c: Context,
    handle: string | undefined,
    kept: KeptReply,
    error: unknown,
    problems: readonly PageProblem[],
  ) => {
    context.log({ event: 'fault', code: faultCode(error) });
    const { status, headers = {} } = problemOfFault(error);
    const shown = pageOf(c, settings);
    const { fault, tryAgain } = shown.messages.problems;
    const said = { problem: status === 503 ? tryAgain : fault, problems, todayFull: await isFull() };
    const page = <SendAgainPage page={shown} handle={handle} reply={kept} {...said} />;
    return c.html(page, status === 503 ? 503 : 500, headers);
  };
};

const keptReply = (fields: FormFields, key: Uint8Array): KeptReply => ({
  text: withoutUnsafeCharacters(fields.get('text') ?? ''),
  key: Buffer.from(key).toString('base64url'),
  urgent: fields.get('urgent') === 'yes',
  files: formFilesOf(fields),
});

/** The same form with the same text and files is one message; edited text is another. */
const replyKeyOf = (formKey: Uint8Array, text: string, files: FormFiles): string => {
  const sent = sentFiles(files).map((file) => [file.id, shownName(file), file.keepOriginal]);
  const hash = createHash('sha256').update(formKey).update(text);
  // A text has no zero in it.
  if (sent.length > 0) hash.update('\0').update(JSON.stringify(sent));
  return hash.digest('base64url').slice(0, 22);
};

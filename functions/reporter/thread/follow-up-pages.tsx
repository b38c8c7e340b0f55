import type { Context, Hono } from 'hono';
import { route } from '../../web/answer/route.ts';
import { readForm } from '../../web/request/request-body.ts';
import { day } from '../../domain/kernel/clock.ts';
import { withoutUnsafeCharacters } from '../../domain/kernel/text.ts';
import { isNoDoor, openConversation } from '../../domain/door/open-conversation.ts';
import { readPassphrase } from '../../envelope/token.ts';
import { pageOf } from '../ui/page.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import { attachmentPages } from '../files/attachment-pages.tsx';
import { conversationText } from './conversation.tsx';
import { conversationViews } from './entry-view.ts';
import { longestPassphrase } from './askers.ts';
import { followUpAnswers } from './follow-up-answers.tsx';
import { actPages } from '../../respondent/acts/act-pages.tsx';
import { heldPages } from '../held/held-pages.tsx';
import { newWordsPages } from '../leaving/new-words-pages.tsx';
import { problemPage } from '../ui/problem-page.tsx';
import { replyPages } from './reply-pages.ts';
import { shownPages } from './shown-pages.ts';
import { surveyPages } from '../survey/survey-pages.ts';
import { countedPages } from '../transparency/counted-pages.ts';
import { stopMailsPages } from '../leaving/stop-mails-pages.ts';
import { withdrawPages } from '../leaving/withdraw-pages.tsx';

/** `/follow-up` and what its forms lead to. The token comes in a POST body and never goes out again. */
export const followUpPages = (app: Hono, context: ReporterContext): void => {
  const { settings } = context;
  const answers = followUpAnswers(context);
  const { formPage, noThread, threadPage, wordsFormKey, asker, backToForm } = answers;

  const entrance = {
    GET: (c: Context) => formPage(c, 200, {}),

    POST: async (c: Context) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const words = form.content.get('words') ?? '';
      const read = readPassphrase(words.slice(0, longestPassphrase));
      if (read.kind !== 'token') {
        const problems = [{ field: 'words', text: pageOf(c, settings).messages.wordProblem(read) }];
        return formPage(c, 422, { words: withoutUnsafeCharacters(words), problems });
      }
      const found = await openConversation(context.store, read.token, context.clock());
      return isNoDoor(found) ? noThread(c, found, read.token) : threadPage(c, read.token, found);
    },
  };
  route(app, routes.followUp, entrance);
  route(app, routes.message, entrance);

  route(app, routes.download, {
    GET: backToForm,

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const from = await asker(c, form.content, wordsFormKey(form.content));
      if ('problem' in from) return formPage(c, 422, { problems: [{ field: 'words', text: from.problem }] });
      const now = context.clock();
      const found = await openConversation(context.store, from.token, now);
      if (isNoDoor(found)) return noThread(c, found, from.token);
      const page = pageOf(c, settings);
      return c.body(conversationText(page, conversationViews(page, found, day(now))), 200, {
        'content-type': 'text/plain; charset=utf-8',
        'content-disposition': `attachment; filename="${page.messages.thread.downloadName}"`,
      });
    },
  });

  replyPages(app, context, answers);
  shownPages(app, context, answers);
  attachmentPages(app, context, answers);
  withdrawPages(app, context, answers);
  stopMailsPages(app, context, answers);
  newWordsPages(app, context, answers);
  actPages(app, context, answers);
  heldPages(app, context, answers);
  surveyPages(app, context, answers);
  countedPages(app, context, answers);
};

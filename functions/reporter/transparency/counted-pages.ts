import type { Hono } from 'hono';
import { lookForReport } from '../../domain/transparency/find-in-reports.ts';
import { notFound } from '../../web/answer/problem.ts';
import { route } from '../../web/answer/route.ts';
import { readForm } from '../../web/request/request-body.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import type { FollowUpAnswers } from '../thread/follow-up-answers.tsx';
import { problemPage } from '../ui/problem-page.tsx';

/** Where a reporter asks whether their report is counted. */
export const countedPages = (app: Hono, context: ReporterContext, answers: FollowUpAnswers): void => {
  const { formPage, noThread, threadPage, wordsFormKey, asker, backToForm } = answers;

  route(app, routes.counted, {
    GET: backToForm,

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, context.settings, form.problem);
      const from = await asker(c, form.content, wordsFormKey(form.content));
      if ('problem' in from) return formPage(c, 422, { problems: [{ field: 'words', text: from.problem }] });
      const { token } = from;
      const result = await lookForReport(context.store, token, context.clock());
      switch (result.kind) {
        case 'unusable':
        case 'must-change':
        case 'held':
          return noThread(c, result, token);
        case 'not-the-reporters':
          return problemPage(c, context.settings, notFound);
        case 'looked':
          return threadPage(c, token, result.found, { counted: result.reports });
      }
    },
  });
};

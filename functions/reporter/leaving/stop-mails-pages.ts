import type { Hono } from 'hono';
import { readOpenThread } from '../../domain/thread/open-thread.ts';
import { stopMails } from '../../domain/thread/stop-mails.ts';
import { route } from '../../web/answer/route.ts';
import { readForm } from '../../web/request/request-body.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import type { FollowUpAnswers } from '../thread/follow-up-answers.tsx';
import { pageOf } from '../ui/page.ts';
import { pressAgain } from '../ui/press-again.tsx';
import { problemPage } from '../ui/problem-page.tsx';

/** Where the button leads that ends the mails to a reporter. */
export const stopMailsPages = (app: Hono, context: ReporterContext, answers: FollowUpAnswers): void => {
  const { settings } = context;
  const { formPage, noThread, threadPage, wordsFormKey, asker, backToForm } = answers;

  route(app, routes.stopMails, {
    GET: backToForm,

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const { mails } = pageOf(c, settings).messages;
      try {
        const from = await asker(c, form.content, wordsFormKey(form.content), 'expiredUnchanged');
        if ('problem' in from) {
          return await formPage(c, 422, { problems: [{ field: 'words', text: from.problem }] });
        }
        const { token } = from;
        const done = await stopMails({ ...context, now: context.clock() }, token);
        if (done.kind !== 'stopped') return await noThread(c, done, token);
        const { opened } = done;
        const thread = await readOpenThread(context.store, opened);
        return await threadPage(c, token, { kind: 'thread', opened, thread }, { news: mails.stopped });
      } catch (error) {
        return await pressAgain(c, context, error, {
          heading: mails.notConfirmed,
          text: mails.again,
          action: routes.stopMails,
          button: mails.button,
          form: form.content,
          names: ['handle'],
        });
      }
    },
  });
};

import type { Hono } from 'hono';
import { isNoDoor, openConversation, readConversation } from '../../domain/door/open-conversation.ts';
import { answerSurvey } from '../../domain/survey/answer-survey.ts';
import { surveyAnswers, surveyQuestions } from '../../domain/survey/survey.ts';
import { route } from '../../web/answer/route.ts';
import { readForm } from '../../web/request/request-body.ts';
import { surveyCatalogue } from '../locales/survey/catalogue.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import type { FollowUpAnswers } from '../thread/follow-up-answers.tsx';
import { pageOf } from '../ui/page.ts';
import { problemPage } from '../ui/problem-page.tsx';
import { surveyContext } from './survey-context.ts';
import { surveyField } from './survey-form.tsx';

/** Where the three questions at the end lead. */
export const surveyPages = (app: Hono, context: ReporterContext, answers: FollowUpAnswers): void => {
  const { formPage, noThread, threadPage, wordsFormKey, asker, backToForm } = answers;

  route(app, routes.survey, {
    GET: backToForm,

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, context.settings, form.problem);
      const fields = form.content;
      const from = await asker(c, fields, wordsFormKey(fields));
      if ('problem' in from) return formPage(c, 422, { problems: [{ field: 'words', text: from.problem }] });
      const { token } = from;
      const now = context.clock();
      const said = surveyCatalogue[pageOf(c, context.settings).language];
      const given = surveyAnswers.safeParse(
        surveyQuestions.map((question) => Number(fields.get(surveyField(question)) ?? '0')),
      );
      if (!given.success) {
        const found = await openConversation(context.store, token, now);
        const problems = [{ field: surveyField(1), text: said.choose }];
        return isNoDoor(found) ? noThread(c, found, token) : threadPage(c, token, found, { problems });
      }
      const result = await answerSurvey(surveyContext(context, now), token, given.data);
      switch (result.kind) {
        case 'unusable':
        case 'must-change':
        case 'held':
          return noThread(c, result, token);
        case 'not-asked':
          return threadPage(c, token, result.found, { news: said.notAsked });
        case 'answered-before':
          return threadPage(c, token, result.found, { news: said.before });
        case 'counted': {
          const found = await readConversation(context.store, result.found.opened);
          return threadPage(c, token, found, { news: said.thanks });
        }
      }
    },
  });
};

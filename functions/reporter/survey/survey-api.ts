import type { Hono } from 'hono';
import * as z from 'zod';
import { answerSurvey } from '../../domain/survey/answer-survey.ts';
import { surveyAnswers } from '../../domain/survey/survey.ts';
import { fieldProblems, invalidFields, problemResponse } from '../../web/answer/problem.ts';
import { route } from '../../web/answer/route.ts';
import { readJson } from '../../web/request/request-body.ts';
import { bearerToken, malformedToken, noDoorProblem } from '../api/bearer-token.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import { surveyContext } from './survey-context.ts';

export const newSurvey = z.strictObject({
  answers: surveyAnswers.describe('To the three questions, from 1, not at all, to 5, fully.'),
});
export const surveyCounted = z.object({ counted: z.literal(true) });

/** `POST /api/follow-up/survey`: three answers at the end, counted and kept nowhere else. */
export const surveyApi = (app: Hono, context: ReporterContext): void => {
  route(app, routes.api.survey, {
    POST: async (c) => {
      const token = bearerToken(c.req.header('authorization'));
      if (!token) return problemResponse(malformedToken);
      const body = await readJson(c.req.raw);
      if (!body.ok) return problemResponse(body.problem);
      const given = newSurvey.safeParse(body.content);
      if (!given.success) return problemResponse(invalidFields(fieldProblems(given.error)));
      const result = await answerSurvey(surveyContext(context, context.clock()), token, given.data.answers);
      switch (result.kind) {
        case 'unusable':
        case 'must-change':
        case 'held':
          return problemResponse(noDoorProblem(result));
        case 'not-asked':
          return problemResponse({
            status: 409,
            code: 'not-asked',
            detail: 'This is not asked here. Nothing was stored.',
          });
        case 'answered-before':
          return problemResponse({
            status: 409,
            code: 'answered-before',
            detail: 'This conversation has answered before. Nothing was stored.',
          });
        case 'counted':
          return c.json(surveyCounted.parse({ counted: true }), 201);
      }
    },
  });
};

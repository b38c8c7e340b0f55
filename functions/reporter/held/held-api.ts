import type { Hono } from 'hono';
import { answerHeld, type HeldAnswer } from '../../domain/held/answer-held.ts';
import { rosterSeconds } from '../../domain/intake/keep-keys.ts';
import { fieldProblems, invalidFields, problemResponse, type Problem } from '../../web/answer/problem.ts';
import { route } from '../../web/answer/route.ts';
import { readJson } from '../../web/request/request-body.ts';
import { bearerToken, malformedToken, noDoorProblem } from '../api/bearer-token.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import { heldAnswered, heldChoice } from './held-contract.ts';

const notHeld: Problem = {
  status: 409,
  code: 'not-held',
  detail: 'The team has been told of this report. Nothing was changed.',
};

const tooMany = (retryAfterSeconds: number): Problem => ({
  status: 429,
  code: 'too-many-entries',
  detail: 'It has been answered as often as it can be in one hour. Nothing was changed.',
  headers: { 'retry-after': String(retryAfterSeconds) },
});

const problemOf = (refused: Exclude<HeldAnswer, { kind: 'answered' | 'told' }>): Problem => {
  switch (refused.kind) {
    case 'not-held':
      return notHeld;
    case 'too-many':
      return tooMany(refused.retryAfterSeconds);
    case 'unusable':
    case 'must-change':
      return noDoorProblem(refused);
  }
};

/** `POST /api/follow-up/held`: the answer to the question on the page of a report that waits. */
export const heldApi = (app: Hono, context: ReporterContext): void => {
  route(app, routes.api.held, {
    POST: async (c) => {
      const token = bearerToken(c.req.header('authorization'));
      if (!token) return problemResponse(malformedToken);
      const body = await readJson(c.req.raw);
      if (!body.ok) return problemResponse(body.problem);
      const wanted = heldChoice.safeParse(body.content);
      if (!wanted.success) return problemResponse(invalidFields(fieldProblems(wanted.error)));
      const now = context.clock();
      const keys = await context.keys(now, rosterSeconds.shown);
      const { choice } = wanted.data;
      const done = await answerHeld({ ...context, keys, now }, token, choice);
      if (done.kind !== 'answered' && done.kind !== 'told') return problemResponse(problemOf(done));
      return c.json(
        heldAnswered.parse({
          outcome: choice === 'tell-now' ? 'told' : choice === 'agree' ? 'agreed' : 'taken-back',
        }),
      );
    },
  });
};

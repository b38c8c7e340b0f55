import type { Hono } from 'hono';
import { doorAct } from '../../domain/door/door-act.ts';
import { reply } from '../../domain/thread/reply.ts';
import { bearerToken, malformedToken } from '../../reporter/api/bearer-token.ts';
import { threadEntry } from '../../reporter/api/contract.ts';
import { badReplyKey, isReplyKey, replyProblem } from '../../reporter/api/reply-answer.ts';
import { replyKeyOf } from '../../reporter/api/reply-key.ts';
import { attaching } from '../../reporter/files/attaching.ts';
import type { ReporterContext } from '../../reporter/reporter-context.ts';
import { routes } from '../../reporter/routes.ts';
import { entryView } from '../../reporter/thread/entry-view.ts';
import { fieldProblems, invalidFields, problemResponse } from '../../web/answer/problem.ts';
import { route } from '../../web/answer/route.ts';
import { readJson } from '../../web/request/request-body.ts';
import { doorActReply } from './act-reply.ts';

/** `POST /api/follow-up/acts`: what the holder of a door does besides writing. */
export const actApi = (app: Hono, context: ReporterContext): void => {
  route(app, routes.api.acts, {
    POST: async (c) => {
      const token = bearerToken(c.req.header('authorization'));
      if (!token) return problemResponse(malformedToken);
      const key = c.req.header('idempotency-key');
      if (key !== undefined && !isReplyKey(key)) return problemResponse(badReplyKey);
      const body = await readJson(c.req.raw);
      if (!body.ok) return problemResponse(body.problem);
      const act = doorAct.safeParse(body.content);
      if (!act.success) return problemResponse(invalidFields(fieldProblems(act.error)));
      const { text, attachments } = act.data;
      const replyKey = key === undefined ? undefined : replyKeyOf(key, text, attachments);
      const now = context.clock();
      const attach = attaching(context, now, attachments);
      const sending = { token, replyKey, attach };
      const result = await reply({ ...context, now }, doorActReply(context, now, sending, act.data));
      if (result.kind !== 'sent') return problemResponse(replyProblem(result));
      const { number, entry } = result;
      const reader = { settings: context.settings, language: 'en' } as const;
      return c.json(threadEntry.parse(entryView(reader, { number, entry, askedIn: '' })), 201);
    },
  });
};

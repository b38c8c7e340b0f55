import type { Hono } from 'hono';
import { route } from '../../web/answer/route.ts';
import { attachProblem } from '../../web/files/file-problems.ts';
import { problemResponse, type Problem } from '../../web/answer/problem.ts';
import { answerProblems } from '../../domain/casework/handling/answer-reporter.ts';
import { previewCase } from '../../domain/casework/reading/preview-case.ts';
import { problemText } from '../../domain/casework/change/problem-text.ts';
import { readCase } from '../../domain/casework/reading/read-case.ts';
import { answerWithFiles, sentContent, type AnswerRefusal } from '../reply/answer-with-files.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { noSuchCase, notPermittedProblem, problemOf } from './case-problem.ts';
import { caseContextOf, caseIdOf, sentKeyOf, withBody } from './case-request.ts';
import { entryView, wholeCaseView } from './case-json.ts';
import { caseEntry, casePreview, newMessage } from './case-contract.ts';

/** Why a message was not sent, as the member is told. */
export const answerProblem = (refusal: AnswerRefusal): Problem => {
  switch (refusal.kind) {
    case 'not-found':
    case 'forbidden':
    case 'unopened':
      return notPermittedProblem(refusal);
    case 'files-unknown':
    case 'files-gone':
    case 'too-many-files':
    case 'case-full':
      return attachProblem(refusal);
    case 'thread-full':
    case 'no-such-thread':
    case 'changed':
    case 'day-passed':
      return problemOf(problemText(answerProblems, refusal));
  }
};

/** `/api/cases/{id}`: reading a case, what the conflict check shows, and messages to the reporter. */
export const caseApi = (app: Hono<SignedIn>, context: TeamContext): void => {
  route(app, routes.api.case, {
    GET: async (c) => {
      const id = caseIdOf(c);
      const caseContext = caseContextOf(c, context);
      // Asking for the headers alone opens nothing.
      if (id !== undefined && c.req.method === 'HEAD')
        return (await previewCase(caseContext, id)) ? c.json({}) : problemResponse(noSuchCase);
      if (id === undefined) return problemResponse(noSuchCase);
      const result = await readCase(caseContext, id);
      if (result.kind !== 'read') return problemResponse(notPermittedProblem(result));
      const { read } = result;
      const damaged = [
        ...read.entries.map(({ entry }) => entry),
        ...read.notes.notes.map(({ note }) => note),
      ];
      const count = damaged.filter((item) => item === 'unreadable').length;
      if (count > 0) context.log({ event: 'row-unreadable', count });
      return c.json(wholeCaseView(context.settings, read, context.clock()));
    },
  });

  route(app, routes.api.brief, {
    GET: async (c) => {
      const id = caseIdOf(c);
      const preview = id === undefined ? undefined : await previewCase(caseContextOf(c, context), id);
      if (!preview) return problemResponse(noSuchCase);
      const { head, brief, isReader } = preview;
      const { caseId, caseName, channel, urgent } = head;
      const { persons, spaces } = brief;
      return c.json(
        casePreview.parse({ id: caseId, caseName, channel, persons, spaces, urgent, opened: isReader }),
      );
    },
  });

  route(app, routes.api.messages, {
    POST: (c) =>
      withBody(c, newMessage, async (id, { thread, text, attachments: files, inTouch, version }) => {
        const { sentKey, problem } = sentKeyOf(c, sentContent(text, files));
        if (problem) return problemResponse(problem);
        const message = { thread, text, files, sentKey, inTouch, version };
        const result = await answerWithFiles(context, caseContextOf(c, context), id, message);
        if (result.kind !== 'answered') return problemResponse(answerProblem(result));
        const { channel, number, entry } = result;
        return c.json(caseEntry.parse(entryView(context.settings, channel, { number, entry })), 201);
      }),
  });
};

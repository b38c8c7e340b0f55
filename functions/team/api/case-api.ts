import type { Context, Hono } from 'hono';
import { answer } from '../../adapters/http/methods.ts';
import { problemResponse } from '../../adapters/http/problem.ts';
import { grantAccess } from '../../domain/case/grant-access.ts';
import { openIdentity } from '../../domain/case/open-identity.ts';
import { lookAtCase } from '../../domain/case/look-at-case.ts';
import { readCase } from '../../domain/case/read-case.ts';
import { allowedNextStates } from '../../domain/case/state.ts';
import { changeState, writeNote } from '../../domain/case/work-on-case.ts';
import { answerWithFiles, sentContent } from '../answer-with-files.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { notesAnswer } from './case-lists-api.ts';
import { caseProblem, noSuchCase } from './case-problem.ts';
import { caseContextOf, caseIdOf, sentKeyOf, withBody } from './case-request.ts';
import { entryView, noteView, wholeCaseView } from './case-view.ts';
import { caseNote } from './case-lists-contract.ts';
import {
  caseEntry,
  granted,
  identityOpened,
  identityRequest,
  newGrant,
  newMessage,
  newNote,
  newState,
  stateChanged,
} from './contract.ts';

/** `/api/cases/{id}` and what a member does there. */
export const caseApi = (app: Hono<SignedIn>, context: TeamContext): void => {
  const caseContext = (c: Context<SignedIn>) => caseContextOf(c, context);

  answer(app, routes.api.case, {
    GET: async (c) => {
      const id = caseIdOf(c);
      // Asking for the headers alone opens nothing.
      if (id !== undefined && c.req.method === 'HEAD')
        return (await lookAtCase(caseContext(c), id)) ? c.json({}) : problemResponse(noSuchCase);
      if (id === undefined) return problemResponse(noSuchCase);
      const result = await readCase(caseContext(c), id);
      if (result.kind !== 'read') return problemResponse(caseProblem(result));
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

  answer(app, routes.api.messages, {
    POST: (c) =>
      withBody(c, newMessage, async (id, { text, attachments: files, inTouch, version }) => {
        const { sentKey, problem } = sentKeyOf(c, sentContent(text, files));
        if (problem) return problemResponse(problem);
        const message = { text, files, sentKey, inTouch, version };
        const result = await answerWithFiles(context, caseContext(c), id, message);
        if (result.kind !== 'answered') return problemResponse(caseProblem(result));
        const { channel, number, entry } = result;
        return c.json(caseEntry.parse(entryView(context.settings, channel, number, entry)), 201);
      }),
  });

  answer(app, routes.api.notes, {
    GET: (c) => notesAnswer(c, context),
    POST: (c) =>
      withBody(c, newNote, async (id, { text, private: isPrivate }) => {
        const { sentKey, problem } = sentKeyOf(c, text);
        if (problem) return problemResponse(problem);
        const written = { text, sentKey, private: isPrivate };
        const { result, note } = await writeNote(caseContext(c), id, written);
        switch (result.kind) {
          case 'not-found':
          case 'forbidden':
          case 'unopened':
          case 'notes-full':
            return problemResponse(caseProblem(result));
          case 'already-sent':
            return c.json(caseNote.parse(noteView(result.number, note)), 201);
          case 'committed':
            return c.json(caseNote.parse(noteView(result.committed.opened.head.version + 1, note)), 201);
        }
      }),
  });

  answer(app, routes.api.identity, {
    POST: (c) =>
      withBody(c, identityRequest, async (id, wanted) => {
        const result = await openIdentity(caseContext(c), id, wanted);
        if (result.kind === 'opened')
          return c.json(identityOpened.parse({ part: wanted.part, text: result.text }));
        return problemResponse(result.kind === 'already-sent' ? noSuchCase : caseProblem(result));
      }),
  });

  answer(app, routes.api.grants, {
    POST: (c) =>
      withBody(c, newGrant, async (id, wanted) => {
        const find = (memberId: string) => context.members.findMember(memberId);
        const result = await grantAccess(caseContext(c), id, wanted, find);
        const { memberId } = wanted;
        if (result.kind === 'knows-already')
          return c.json(granted.parse({ id, memberId, version: result.version }), 200);
        if (result.kind === 'committed') {
          const version = result.committed.opened.head.version + 1;
          return c.json(granted.parse({ id, memberId, version }), 201);
        }
        return problemResponse(result.kind === 'already-sent' ? noSuchCase : caseProblem(result));
      }),
  });

  answer(app, routes.api.state, {
    POST: (c) =>
      withBody(c, newState, async (id, wanted) => {
        const { reason, ...rest } = wanted;
        const result = await changeState(caseContext(c), id, {
          ...rest,
          reason: reason === '' ? undefined : reason,
        });
        if (result.kind !== 'committed')
          return problemResponse(result.kind === 'already-sent' ? noSuchCase : caseProblem(result));
        const { change, opened } = result.committed;
        const { state } = wanted;
        return c.json(
          stateChanged.parse({
            id,
            state,
            version: opened.head.version + 1,
            nextStates: allowedNextStates(state),
            nextDeadline: change.after.nextDeadline,
            retainedUntil: change.expiresAt.toISOString(),
          }),
        );
      }),
  });
};

import { createHash } from 'node:crypto';
import type { Context, Hono } from 'hono';
import type * as z from 'zod';
import { answer } from '../../adapters/http/methods.ts';
import {
  fieldProblems,
  invalidFields,
  notFound,
  problemResponse,
  type Problem,
} from '../../adapters/http/problem.ts';
import { readJson } from '../../adapters/http/request-body.ts';
import { caseId } from '../../domain/case/case-id.ts';
import type { CaseContext } from '../../domain/case/change-case.ts';
import { openIdentity } from '../../domain/case/open-identity.ts';
import { readCase } from '../../domain/case/read-case.ts';
import { allowedNextStates } from '../../domain/case/state.ts';
import { answerReporter, changeState, writeNote } from '../../domain/case/work-on-case.ts';
import { inKibibytes, threadLimitBytes } from '../../domain/text.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { entryView, noteView, wholeCaseView } from './case-view.ts';
import {
  caseEntry,
  caseNote,
  identityOpened,
  identityRequest,
  newMessage,
  newNote,
  newState,
  stateChanged,
} from './contract.ts';

/** One answer whether a case never was, has gone, or is not this member's to see. */
const noSuchCase = (): Response => problemResponse({ ...notFound, detail: 'There is no such case.' });

const idempotencyKeyInvalid: Problem = {
  status: 400,
  code: 'idempotency-key-invalid',
  detail: 'Idempotency-Key must be 1 to 200 visible ASCII characters.',
};

const noIdentity: Problem = {
  status: 404,
  code: 'no-identity',
  detail: 'The reporter has not said this of themselves.',
};
const threadFull: Problem = {
  status: 409,
  code: 'thread-full',
  detail: `The conversation has reached its limit of ${inKibibytes(threadLimitBytes)}.`,
};

/** `/api/cases/{id}` and what a member does there. */
export const caseApi = (app: Hono<SignedIn>, context: TeamContext): void => {
  const caseContext = (c: Context<SignedIn>): CaseContext => ({
    settings: context.settings,
    store: context.cases,
    openKeyRing: context.openKeyRing,
    ringPublicKey: context.ringPublicKey,
    random: context.random,
    member: c.get('member'),
    now: context.clock(),
  });

  answer(app, routes.api.case, {
    GET: async (c) => {
      const id = caseIdOf(c);
      const read = id === undefined ? undefined : await readCase(caseContext(c), id);
      if (!read) return noSuchCase();
      const damaged = [...read.entries.map(({ entry }) => entry), ...read.notes.map(({ note }) => note)];
      const count = damaged.filter((item) => item === 'unreadable').length;
      if (count > 0) context.log({ event: 'row-unreadable', count });
      return c.json(wholeCaseView(context.settings, read, context.clock()));
    },
  });

  answer(app, routes.api.messages, {
    POST: (c) =>
      withBody(c, newMessage, async (id, { text }) => {
        const { sentKey, problem } = sentKeyOf(c, text);
        if (problem) return problemResponse(problem);
        const { result, entry } = await answerReporter(caseContext(c), id, { text, sentKey });
        switch (result.kind) {
          case 'not-found':
            return noSuchCase();
          case 'thread-full':
            return problemResponse(threadFull);
          case 'already-sent':
            return c.json(
              caseEntry.parse(entryView(context.settings, result.opened.head.channel, result.number, entry)),
              201,
            );
          case 'committed':
            return c.json(
              caseEntry.parse(
                entryView(
                  context.settings,
                  result.committed.opened.head.channel,
                  result.committed.change.after.entries,
                  entry,
                ),
              ),
              201,
            );
        }
      }),
  });

  answer(app, routes.api.notes, {
    POST: (c) =>
      withBody(c, newNote, async (id, { text }) => {
        const { sentKey, problem } = sentKeyOf(c, text);
        if (problem) return problemResponse(problem);
        const { result, note } = await writeNote(caseContext(c), id, { text, sentKey });
        switch (result.kind) {
          case 'not-found':
            return noSuchCase();
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
        switch (result.kind) {
          case 'not-found':
          case 'already-sent':
            return noSuchCase();
          case 'no-identity':
            return problemResponse(noIdentity);
          case 'opened':
            return c.json(identityOpened.parse({ part: wanted.part, text: result.text }));
        }
      }),
  });

  answer(app, routes.api.state, {
    POST: (c) =>
      withBody(c, newState, async (id, wanted) => {
        const { state, reason, version } = wanted;
        const result = await changeState(caseContext(c), id, {
          state,
          reason: reason === '' ? undefined : reason,
          version,
        });
        switch (result.kind) {
          case 'not-found':
          case 'already-sent':
            return noSuchCase();
          case 'changed':
            return problemResponse({
              status: 409,
              code: 'case-changed',
              detail: `The case has changed since version ${version ?? ''}; it is now at version ${result.version}. Read it again before you decide.`,
              errors: [{ pointer: '/version', detail: 'Is not the current version.' }],
            });
          case 'not-allowed':
            return problemResponse({
              status: 409,
              code: 'state-not-allowed',
              detail: `A case that is ${result.from} can become: ${allowedNextStates(result.from).join(', ')}.`,
              errors: [{ pointer: '/state', detail: 'Does not follow from the current state.' }],
            });
          case 'committed': {
            const { change, opened } = result.committed;
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
          }
        }
      }),
  });
};

const caseIdOf = (c: Context<SignedIn>): string | undefined => caseId.safeParse(c.req.param('id')).data;

const withBody = async <Schema extends z.ZodType>(
  c: Context<SignedIn>,
  schema: Schema,
  act: (id: string, content: z.infer<Schema>) => Promise<Response>,
): Promise<Response> => {
  const id = caseIdOf(c);
  if (id === undefined) return noSuchCase();
  const body = await readJson(c.req.raw);
  if (!body.ok) return problemResponse(body.problem);
  const parsed = schema.safeParse(body.content);
  if (!parsed.success) return problemResponse(invalidFields(fieldProblems(parsed.error)));
  return act(id, parsed.data);
};

/** The same key from the same member with another text is another message. */
const sentKeyOf = (
  c: Context<SignedIn>,
  text: string,
): { readonly sentKey: string | undefined; readonly problem?: Problem } => {
  const given = c.req.header('idempotency-key');
  if (given === undefined) return { sentKey: undefined };
  if (!/^[!-~]{1,200}$/.test(given)) return { sentKey: undefined, problem: idempotencyKeyInvalid };
  const sentKey = createHash('sha256')
    .update(JSON.stringify([c.get('member').memberId, given, text]))
    .digest('base64url')
    .slice(0, 22);
  return { sentKey };
};

import type { Context } from 'hono';
import type * as z from 'zod';
import { fieldProblems, invalidFields, problemResponse } from '../../web/answer/problem.ts';
import { readNotesOf, readTasksOf } from '../../domain/casework/reading/read-list.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { noSuchCase, notPermittedProblem } from './case-problem.ts';
import { caseContextOf, caseIdOf } from './case-request.ts';
import { notesView, tasksView } from './case-json.ts';
import { notesPage, pageQuery, tasksPage } from './case-lists-contract.ts';

/** A page of a list of a case: the case and which page are read from the address. */
export const withPage = async (
  c: Context<SignedIn>,
  act: (id: string, wanted: z.infer<typeof pageQuery>) => Promise<Response>,
): Promise<Response> => {
  const id = caseIdOf(c);
  if (id === undefined) return problemResponse(noSuchCase);
  const wanted = pageQuery.safeParse(c.req.query());
  return wanted.success ? act(id, wanted.data) : problemResponse(invalidFields(fieldProblems(wanted.error)));
};

/** `GET …/notes`: older notes than a case is read with. */
export const notesAnswer = (c: Context<SignedIn>, context: TeamContext): Promise<Response> =>
  withPage(c, async (id, { cursor, limit }) => {
    const read = await readNotesOf(caseContextOf(c, context), id, { before: cursor, limit });
    return read.kind === 'notes'
      ? c.json(notesPage.parse(notesView(read.page)))
      : problemResponse(notPermittedProblem(read));
  });

/** `GET …/tasks`: more tasks than a case is read with. */
export const tasksAnswer = (c: Context<SignedIn>, context: TeamContext): Promise<Response> =>
  withPage(c, async (id, { cursor, limit }) => {
    const read = await readTasksOf(caseContextOf(c, context), id, { from: cursor, limit });
    return read.kind === 'tasks'
      ? c.json(tasksPage.parse(tasksView(read.page)))
      : problemResponse(notPermittedProblem(read));
  });

import type { Context } from 'hono';
import type * as z from 'zod';
import { problemResponse } from '../../web/answer/problem.ts';
import type { CaseContext } from '../../domain/casework/change/case-edit.ts';
import type { NotPermitted } from '../../domain/casework/change/permission-of.ts';
import { interviewsOfPage } from '../../domain/casework/reading/interviews-page.ts';
import { readAllOf, readInterviewsOf, readPlan } from '../../domain/casework/reading/read-list.ts';
import { evidenceRecord, respondentRecord } from '../../domain/casework/record/decision-records.ts';
import { withPage } from '../case/case-lists-api.ts';
import { noSuchCase, notPermittedProblem } from '../case/case-problem.ts';
import { caseContextOf, caseIdOf } from '../case/case-request.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { evidenceList, interviewsPage, investigationPlan, respondentList } from './investigation-contract.ts';
import { stepsOf } from './plan-steps.ts';

/** Reads of the case of the address, if the member has opened it. */
export const reading = async <Read extends { readonly kind: string }>(
  c: Context<SignedIn>,
  context: TeamContext,
  read: (caseContext: CaseContext, id: string) => Promise<Read | NotPermitted>,
  answer: (given: Exclude<Read, NotPermitted>) => unknown,
): Promise<Response> => {
  const id = caseIdOf(c);
  if (id === undefined) return problemResponse(noSuchCase);
  const given = await read(caseContextOf(c, context), id);
  if (given.kind === 'not-found' || given.kind === 'forbidden' || given.kind === 'unopened')
    return problemResponse(notPermittedProblem({ kind: given.kind }));
  // What is no refusal is what was read.
  return c.json(answer(given as Exclude<Read, NotPermitted>));
};

export const noting = (context: TeamContext, count: number): number => {
  if (count > 0) context.log({ event: 'row-unreadable', count });
  return count;
};

/** `GET …/respondents`. */
export const respondentsAnswer = (c: Context<SignedIn>, context: TeamContext): Promise<Response> =>
  reading(
    c,
    context,
    (caseContext, id) => readAllOf(caseContext, id, respondentRecord),
    ({ read }) =>
      respondentList.parse({
        respondents: read.records.map(({ number, revision, content }) => ({ number, revision, ...content })),
        damaged: noting(context, read.unreadable),
      } satisfies z.input<typeof respondentList>),
  );

/** `GET …/evidence`. */
export const evidenceAnswer = (c: Context<SignedIn>, context: TeamContext): Promise<Response> =>
  reading(
    c,
    context,
    (caseContext, id) => readAllOf(caseContext, id, evidenceRecord),
    ({ read }) =>
      evidenceList.parse({
        evidence: read.records.map(({ number, content }) => ({ number, ...content })),
        damaged: noting(context, read.unreadable),
      } satisfies z.input<typeof evidenceList>),
  );

/** `GET …/interviews`: what people said to members, a page at a time. */
export const interviewsAnswer = (c: Context<SignedIn>, context: TeamContext): Promise<Response> =>
  withPage(c, async (id, { cursor, limit }) => {
    const wanted = { before: cursor, limit: Math.min(limit, interviewsOfPage) };
    const read = await readInterviewsOf(caseContextOf(c, context), id, wanted);
    if (read.kind !== 'interviews') return problemResponse(notPermittedProblem(read));
    const { interviews, older } = read.page;
    const answer: z.input<typeof interviewsPage> = {
      interviews: interviews.map(({ number, note }) => ({ ...note, note: String(number) })),
      cursor: older === undefined ? undefined : String(older),
    };
    return c.json(interviewsPage.parse(answer));
  });

/** `GET …/plan`. */
export const planAnswer = (c: Context<SignedIn>, context: TeamContext): Promise<Response> =>
  reading(c, context, readPlan, ({ steps, tasks }) =>
    investigationPlan.parse({
      steps: stepsOf(steps, tasks).map(({ step, text, number, task }) => ({
        step,
        text,
        ...(task && { task: { id: String(number), ...task } }),
      })),
    } satisfies z.input<typeof investigationPlan>),
  );

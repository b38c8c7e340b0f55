import type { Context } from 'hono';
import type * as z from 'zod';
import { fieldProblems, invalidFields, problemResponse } from '../../web/answer/problem.ts';
import { readStanding, type ReadStanding } from '../../domain/casework/decision/read-standing.ts';
import { findingOf, respondentOf } from '../../domain/decision/proposal-standing.ts';
import { likeEach } from '../../domain/register/like-cases.ts';
import { languages } from '../../settings/localised.ts';
import { noSuchCase, notPermittedProblem } from '../case/case-problem.ts';
import { caseContextOf, caseIdOf } from '../case/case-request.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { beginFields, likeList, templateList } from './begin-contract.ts';
import { proposalStart } from './proposal-start.ts';

type Begun = {
  readonly caseId: string;
  readonly records: ReadStanding['records'];
  readonly respondent: number;
  /** Absent where none is chosen. */
  readonly rung: string | null | undefined;
};

/** What is asked of a case of which the member has opened, or why there is no answer. */
const begunOf = async (c: Context<SignedIn>, context: TeamContext): Promise<Begun | Response> => {
  const id = caseIdOf(c);
  if (id === undefined) return problemResponse(noSuchCase);
  const read = await readStanding(caseContextOf(c, context), id);
  if (read.kind !== 'standing') return problemResponse(notPermittedProblem(read));
  const asked = beginFields.safeParse(c.req.query());
  if (!asked.success) return problemResponse(invalidFields(fieldProblems(asked.error)));
  const { respondent, rung } = asked.data;
  const refused = (pointer: string, detail: string) => problemResponse(invalidFields([{ pointer, detail }]));
  if (!respondentOf(read.records, respondent))
    return refused('/respondent', 'Is no respondent of this case.');
  if (rung !== undefined && rung !== 'none' && !Object.hasOwn(context.settings.decisions.ladder, rung))
    return refused('/rung', 'There is no such rung in the settings.');
  return { caseId: id, records: read.records, respondent, rung: rung === 'none' ? null : rung };
};

/** `GET …/like-cases`: without a rung, decisions on every rung are alike. */
export const likeCasesAnswer = async (c: Context<SignedIn>, context: TeamContext): Promise<Response> => {
  const begun = await begunOf(c, context);
  if (begun instanceof Response) return begun;
  const { settings, cases, openKeyRing } = context;
  const member = c.get('member');
  const channels = member.channels.filter((channel) => Object.hasOwn(settings.channels, channel));
  const logContext = { store: cases, openKeyRing, member, now: context.clock() };
  const rules = findingOf(begun.records, begun.respondent)?.content.rules ?? [];
  const [like] = await likeEach(logContext, { channels, caseId: begun.caseId }, [
    { rung: begun.rung, rules },
  ]);
  const lines = (like?.lines ?? []).map(({ id, line: { platforms = [], ...line } }) => ({
    ...line,
    id,
    platforms,
  }));
  const { alike = 0, since } = like ?? {};
  return c.json(likeList.parse({ lines, alike, since }));
};

/** `GET …/letter-templates`: what a letter begins with, in each language. */
export const letterTemplatesAnswer = async (
  c: Context<SignedIn>,
  context: TeamContext,
): Promise<Response> => {
  const begun = await begunOf(c, context);
  if (begun instanceof Response) return begun;
  const { records, respondent, rung = null } = begun;
  const { settings, clock } = context;
  const now = clock();
  const starts = languages.map((language) =>
    proposalStart({ settings, now, records }, { respondent, rung, language }),
  );
  const answer: z.input<typeof templateList> = {
    measures: starts[0]?.measures ?? [],
    letters: starts.flatMap(({ letter }) => letter ?? []),
  };
  return c.json(templateList.parse(answer));
};

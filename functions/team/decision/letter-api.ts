import type { Context } from 'hono';
import { problemResponse } from '../../web/answer/problem.ts';
import { readLetters } from '../../domain/casework/decision/read-letters.ts';
import { letterText, type WholeLetter } from '../../domain/decision/letter-text.ts';
import { noSuchCase, notPermittedProblem } from '../case/case-problem.ts';
import { caseContextOf, caseIdOf } from '../case/case-request.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { letterList } from './letter-contract.ts';

const asText = <Read extends { readonly letter: WholeLetter }>({ letter, ...read }: Read) => ({
  ...read,
  direction: letter.direction,
  text: letterText(letter),
});

/** The letters of the case of the address, if the member has opened it. */
export const lettersAnswer = async (c: Context<SignedIn>, context: TeamContext): Promise<Response> => {
  const id = caseIdOf(c);
  if (id === undefined) return problemResponse(noSuchCase);
  const read = await readLetters(caseContextOf(c, context), id);
  if (read.kind !== 'letters') return problemResponse(notPermittedProblem(read));
  const { letters, drafts } = read;
  return c.json(letterList.parse({ letters: letters.map(asText), drafts: drafts.map(asText) }));
};

import * as z from 'zod';
import { appealFacts, factsOfAppeal } from '../appeal/appeal-act.ts';
import type { ResponsePage } from './response-page.ts';
import { aboutNumber, noFacts, type ActProblem, said } from './act-facts.ts';

/** What a respondent does by pressing a button, as it comes in. */
export const responseActs = [
  z.strictObject({ act: z.literal('more-time'), facts: noFacts, ...said }),
  z.strictObject({
    act: z.literal('measure-done'),
    facts: z.strictObject({ measure: aboutNumber.describe('The number of a measure that is theirs to do.') }),
    ...said,
  }),
  z.strictObject({
    act: z.literal('return-request'),
    facts: z.strictObject({ decision: aboutNumber.describe('The number of the decision.') }),
    ...said,
  }),
  z.strictObject({ act: z.literal('appeal'), facts: appealFacts, ...said }),
] as const;
export type ResponseAct = z.output<(typeof responseActs)[number]>;

/** More time can be asked for while an answer is asked for. */
export const mayAskForTime = ({ answerBy }: ResponsePage): boolean => answerBy !== undefined;

const measuresToDo = ({ decisions }: ResponsePage) =>
  decisions.flatMap(({ measures }) => measures.filter(({ theirs, status }) => theirs && status === 'to-do'));

/** Why what they did does not fit what their page offers. @param today an ISO day in UTC */
export const responseActProblem = (
  page: ResponsePage,
  given: ResponseAct,
  today: string,
): ActProblem | undefined => {
  switch (given.act) {
    case 'more-time':
      return mayAskForTime(page) ? undefined : 'not-offered';
    case 'measure-done':
      return measuresToDo(page).some(({ number }) => number === given.facts.measure)
        ? undefined
        : 'not-offered';
    case 'return-request': {
      const { decision } = given.facts;
      return page.decisions.some((one) => one.number === decision && one.mayAskToReturn)
        ? undefined
        : 'not-offered';
    }
    case 'appeal': {
      const { decision, late } = given.facts;
      const until = page.decisions.find(({ number }) => number === decision)?.appealBy;
      if (until === undefined) return 'not-offered';
      return today > until && late === undefined ? 'late-without-reason' : undefined;
    }
  }
};

/** The facts as they are written into an entry: texts. */
export const factsOfResponse = (given: ResponseAct): Readonly<Record<string, string>> => {
  switch (given.act) {
    case 'more-time':
      return {};
    case 'measure-done':
      return { measure: String(given.facts.measure) };
    case 'return-request':
      return { decision: String(given.facts.decision) };
    case 'appeal':
      return factsOfAppeal(given.facts);
  }
};

import * as z from 'zod';
import { routes } from '../../functions/team/routes.ts';
import { expected, type Answer } from './site.ts';

const page = z.object({
  cases: z.array(z.object({ id: z.string(), caseName: z.string().optional() })),
  cursor: z.string().optional(),
});
const mostPages = 200;

/** The id of the case of that name, looked for page after page of the team's list. */
export const findCase = async (
  call: (path: string) => Promise<Answer>,
  caseName: string,
): Promise<string | undefined> => {
  let next = '';
  for (let number = 0; number < mostPages; number += 1) {
    const list = expected(await call(`${routes.api.cases}${next}`), 200, page);
    const found = list.cases.find((one) => one.caseName === caseName);
    if (found) return found.id;
    if (list.cursor === undefined) return undefined;
    next = `?cursor=${encodeURIComponent(list.cursor)}`;
  }
  return undefined;
};

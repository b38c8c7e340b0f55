import type { Context } from 'hono';
import { language } from '../../settings/localised.ts';
import { placeIn } from '../ui/place-in.ts';
import type { DecisionWish } from './decision-wish.ts';

/** What the address of the Decision page asks for; what it does not know is as if it was not said. */
export const wishIn = (c: Context): DecisionWish => {
  const respondent = placeIn(c, 'propose');
  const rung = c.req.query('rung') ?? '';
  return {
    edit: placeIn(c, 'edit'),
    find: placeIn(c, 'find'),
    ...(respondent !== undefined && {
      propose: {
        respondent,
        rung: rung === '' ? null : rung,
        follows: placeIn(c, 'follows'),
        language: language.safeParse(c.req.query('language')).data ?? 'en',
      },
    }),
  };
};

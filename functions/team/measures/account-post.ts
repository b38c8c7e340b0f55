import { tickRollOut } from '../../domain/casework/decision/roll-out.ts';
import { given, optional, outcomeOf, run } from '../handling/run-operation.ts';
import type { Outcome, Posted } from '../handling/posted-form.ts';

/** A tick on one account of a restriction. */
export const postAccount = async (posted: Posted): Promise<Outcome> => {
  const input = {
    measure: Number(given(posted, 'measure')),
    account: Number(given(posted, 'account')),
    is: given(posted, 'is'),
    ...optional(posted, 'name'),
  };
  return outcomeOf(posted.form, tickRollOut, await run(posted, tickRollOut, input));
};

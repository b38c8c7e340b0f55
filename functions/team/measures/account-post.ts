import { tickRollOut } from '../../domain/casework/decision/roll-out.ts';
import { given, optional, outcomeOf, run, type Outcome, type Posted } from '../handling/run-case-form.tsx';

/** A tick on one account of a restriction. */
export const postAccount = async (posted: Posted): Promise<Outcome> => {
  const input = {
    measure: Number(given(posted, 'measure')),
    account: Number(given(posted, 'account')),
    is: given(posted, 'is'),
    ...optional(posted, 'name'),
  };
  return outcomeOf('account', tickRollOut, await run(posted, tickRollOut, input));
};

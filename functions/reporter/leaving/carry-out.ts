import { withdrawHeld, type HeldContext } from '../../domain/held/answer-held.ts';
import {
  closeDoor,
  stopWriting,
  withdraw,
  type StopWritingResult,
  type WithdrawalChoice,
  type WithdrawContext,
  type WithdrawResult,
} from '../../domain/thread/withdraw.ts';
import type { Token } from '../../envelope/token.ts';

export type CarriedOut = StopWritingResult | { readonly kind: 'closed' } | WithdrawResult;

/** What also withdraws a report that waits: only then are the keys asked for. */
export type LeavingContext = WithdrawContext & {
  readonly store: WithdrawContext['store'] & HeldContext['store'];
  readonly keys: (now: Date) => Promise<HeldContext['keys']>;
};

/**
 * Erases a report of which nobody has read, or of which the team does not know; else the team is asked.
 * @param formKey as for `withdraw`
 */
export const eraseEverything = async (
  context: LeavingContext,
  token: Token,
  formKey?: string,
): Promise<WithdrawResult> => {
  const result = await withdraw(context, token, formKey);
  if (result.kind !== 'held') return result;
  const keys = await context.keys(context.now);
  const done = await withdrawHeld({ ...context, keys }, result.opened);
  // Told to the team in this very moment: it goes the way of any other report.
  return done === 'withdrawn' ? { kind: 'erased' } : withdraw(context, token, formKey);
};

/** Does what a reporter has chosen. @param formKey as for `withdraw` */
export const carryOut = (
  context: LeavingContext,
  token: Token,
  choice: WithdrawalChoice,
  formKey?: string,
): Promise<CarriedOut> => {
  switch (choice) {
    case 'stop-writing':
      return stopWriting(context, token, formKey);
    case 'close-door':
      return closeDoor(context, token);
    case 'erase-everything':
      return eraseEverything(context, token, formKey);
  }
};

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

/** Does what a reporter has chosen. @param formKey as for `withdraw` */
export const carryOut = (
  context: WithdrawContext,
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
      return withdraw(context, token, formKey);
  }
};

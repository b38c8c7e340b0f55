import { tickRollOut } from '../../domain/casework/decision/roll-out.ts';
import { isPlaced, isWaiting, mayLift } from '../../domain/decision/measure-state.ts';
import type { Measure, RollOut } from '../../domain/decision/measure.ts';
import { Hidden } from '../case/panel.tsx';
import { fieldOf, type CaseView } from '../case/case-view.ts';
import { formAction } from '../handling/operation-path.ts';
import { Input } from '../ui/field.tsx';

type Button = readonly [is: 'in-place' | 'lifted' | 'undone' | 'removed', label: string];

/** What can be said of an account as it stands. */
const buttonsOf = (measure: Measure, account: RollOut, today: string): readonly Button[] => {
  if (account.passedOn) return [];
  // What waits for an appeal is lifted meanwhile, as if it had ended.
  const hasEnded = mayLift(measure, today) || isWaiting(measure);
  if (isPlaced(account))
    return [...(hasEnded ? [['lifted', 'It is lifted'] as const] : []), ['undone', 'Not in place after all']];
  if (account.lifted) return [['undone', 'Not lifted after all']];
  return [...(hasEnded ? [] : [['in-place', 'It is in place'] as const]), ['removed', 'Take off the list']];
};

/** What the form of an account is called. @param measure, account their numbers */
export const accountFormName = (measure: number | string, account: number | string): string =>
  `account-${measure}-${account}`;

/** The buttons of one account of a restriction. @param number of the account, counted from 1 */
export const AccountForm = ({
  view,
  measure,
  account,
  on: { measureNumber, number, today },
}: {
  readonly view: CaseView;
  readonly measure: Measure;
  readonly account: RollOut;
  readonly on: { readonly measureNumber: number; readonly number: number; readonly today: string };
}) => {
  const buttons = buttonsOf(measure, account, today);
  if (!view.may(tickRollOut.name) || buttons.length === 0) return null;
  const form = accountFormName(measureNumber, number);
  return (
    <form
      method="post"
      action={formAction(tickRollOut, view.read.head.caseId)}
      class="buttons"
      autocomplete="off"
    >
      <Hidden view={view} />
      <input type="hidden" name="measure" value={String(measureNumber)} />
      <input type="hidden" name="account" value={String(number)} />
      {account.account === '' && (
        <Input {...fieldOf(view, form, 'name')} type="text" label="What the account is called" value="" />
      )}
      {buttons.map(([is, label]) => (
        <button
          type="submit"
          name="is"
          value={is}
          class={is === 'undone' || is === 'removed' ? 'link' : 'quiet small'}
        >
          {label}
        </button>
      ))}
    </form>
  );
};

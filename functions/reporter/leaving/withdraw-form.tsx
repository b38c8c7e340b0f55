import { withdrawalChoices, type WithdrawalChoice } from '../../domain/thread/withdraw.ts';
import type { Page } from '../ui/page.ts';
import { routes } from '../routes.ts';

type WithdrawFormProps = {
  readonly page: Page;
  readonly handle: string;
  readonly opened: boolean;
  /** The day by which the team has promised its next word. */
  readonly answerBy: string;
  readonly choice: WithdrawalChoice | undefined;
  readonly problemAt: (field: string) => string | undefined;
};

const Choices = ({ page, answerBy, choice, problemAt }: WithdrawFormProps) => {
  const { withdraw } = page.messages;
  const problem = problemAt('choice');
  return (
    <fieldset id="choice" aria-describedby={problem === undefined ? undefined : 'choice-problem'}>
      <legend>{withdraw.choose}</legend>
      {problem !== undefined && (
        <p class="problem" id="choice-problem">
          {problem}
        </p>
      )}
      {withdrawalChoices.map((one) => (
        <div class="choice">
          <input
            type="radio"
            id={one}
            name="choice"
            value={one}
            required
            checked={choice === one}
            aria-describedby={`${one}-effect`}
          />
          <label for={one}>{withdraw.choices[one].label}</label>
          <p class="hint" id={`${one}-effect`}>
            {withdraw.choices[one].effect(answerBy)}
          </p>
        </div>
      ))}
    </fieldset>
  );
};

/** The box one ticks before something that cannot be undone. */
export const Confirmation = (props: {
  readonly id: string;
  readonly label: string;
  readonly problem: string | undefined;
}) => {
  const { id, problem } = props;
  return (
    <>
      {problem !== undefined && (
        <p class="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      <div class="choice">
        <input
          type="checkbox"
          id={id}
          name="confirm"
          value="yes"
          required
          aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        />
        <label for={id}>{props.label}</label>
      </div>
    </>
  );
};

/** Unopened, a report goes at once; once somebody has opened it, its reporter has three ways out. */
export const WithdrawForm = (props: WithdrawFormProps) => {
  const { page, opened, problemAt } = props;
  const { withdraw } = page.messages;
  const failed = [problemAt('choice'), problemAt('confirm')].some((problem) => problem !== undefined);
  return (
    <details open={failed}>
      <summary>{withdraw.summary}</summary>
      {!opened && <p>{withdraw.before}</p>}
      <form method="post" action={page.href(routes.withdraw)} autocomplete="off">
        <input type="hidden" name="handle" value={props.handle} />
        {opened && <input type="hidden" name="opened" value="yes" />}
        {opened && <Choices {...props} />}
        <Confirmation
          id="confirm"
          label={opened ? withdraw.confirmChoice : withdraw.confirm}
          problem={problemAt('confirm')}
        />
        <button type="submit" class="quiet">
          {opened ? withdraw.chooseButton : withdraw.button}
        </button>
      </form>
    </details>
  );
};

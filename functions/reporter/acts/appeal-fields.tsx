import { appealGrounds } from '../../domain/appeal/appeal-act.ts';
import type { Page } from '../ui/page.ts';
import { TextField } from '../ui/text-field.tsx';

/** A decision that can be appealed against; after `until`, an ISO day in UTC, with a reason why so late. */
export type OfferedDecision = { readonly decision: number; readonly on: string; readonly until: string };

/** What an appeal says besides its text, as it was filled in; nothing of it has been checked. */
export type KeptAppeal = { readonly decision: string; readonly ground: string; readonly late: string };

type ProblemAt = (field: string) => string | undefined;

/** One of several, all of them in sight. */
const Choices = (props: {
  readonly id: string;
  readonly label: string;
  readonly problem: string | undefined;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly chosen: string;
}) => {
  const { id, problem } = props;
  return (
    <fieldset
      id={id}
      class={problem === undefined ? undefined : 'wrong'}
      aria-describedby={problem === undefined ? undefined : `${id}-problem`}
    >
      <legend>{props.label}</legend>
      {problem !== undefined && (
        <p class="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      {props.options.map(([value, label]) => (
        <div class="choice">
          <input
            type="radio"
            id={`${id}-${value}`}
            name={id}
            value={value}
            checked={value === props.chosen}
          />
          <label for={`${id}-${value}`}>{label}</label>
        </div>
      ))}
    </fieldset>
  );
};

/** What happens with an appeal, said before it is written. */
export const AppealProcess = ({ page }: { readonly page: Page }) => {
  const { acknowledgeHours, decideDays } = page.settings.decisions.appeal;
  return (
    <p>{page.messages.safety.appeal.whatHappens(page.hours(acknowledgeHours), page.days(decideDays))}</p>
  );
};

/**
 * What an appeal says besides its text: of which decision, why, and why so late where it is. For whoever may appeal.
 * @param offered absent on a page that does not know the conversation: what was chosen goes on as it is
 */
export const AppealFields = (props: {
  readonly page: Page;
  readonly kept: KeptAppeal;
  readonly offered: readonly OfferedDecision[] | undefined;
  /** `2026-03-09`, in UTC. */
  readonly today: string;
  readonly problemAt: ProblemAt;
}) => {
  const { page, kept, offered, today, problemAt } = props;
  const said = page.messages.safety.appeal;
  const isLate = offered?.some(({ until }) => today > until) ?? kept.late !== '';
  const [only] = offered ?? [];
  const isOne = offered?.length === 1 && problemAt('decision') === undefined;
  return (
    <>
      <AppealProcess page={page} />
      {offered?.map(({ until }) => (
        <p class="hint">{today > until ? said.passed(page.date(until)) : said.intro(page.date(until))}</p>
      ))}
      {offered === undefined || isOne ? (
        <input type="hidden" name="decision" value={isOne && only ? String(only.decision) : kept.decision} />
      ) : (
        <Choices
          id="decision"
          label={said.decision}
          problem={problemAt('decision')}
          options={offered.map(({ decision, on }) => [String(decision), said.decisionOf(page.date(on))])}
          chosen={kept.decision}
        />
      )}
      <Choices
        id="ground"
        label={said.ground}
        problem={problemAt('ground')}
        options={appealGrounds.map((ground) => [ground, said.grounds[ground]])}
        chosen={kept.ground}
      />
      {(isLate || problemAt('late') !== undefined) && (
        <TextField id="late" label={said.late} rows={3} value={kept.late} problem={problemAt('late')} />
      )}
    </>
  );
};

import { appealGrounds } from '../../domain/appeal/appeal-act.ts';
import type { Page } from '../ui/page.ts';
import { TextField } from '../ui/text-field.tsx';
import type { KeptAct } from './kept-act.ts';

/** A decision that can be appealed against; after `until`, an ISO day in UTC, with a reason why so late. */
export type OfferedDecision = { readonly decision: number; readonly on: string; readonly until: string };

type ProblemAt = (field: string) => string | undefined;

const Select = (props: {
  readonly id: string;
  readonly label: string;
  readonly problem: string | undefined;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly chosen: string;
}) => {
  const { id, problem } = props;
  return (
    <div class={problem === undefined ? 'question' : 'question wrong'}>
      <label for={id}>{props.label}</label>
      {problem !== undefined && (
        <p class="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      <select
        id={id}
        name={id}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        aria-invalid={problem === undefined ? undefined : 'true'}
      >
        {props.options.map(([value, label]) => (
          <option value={value} selected={value === props.chosen}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
};

/**
 * What an appeal says besides its text: of which decision, why, and why so late where it is. For whoever may appeal.
 * @param offered absent on a page that does not know the conversation: what was chosen goes on as it is
 */
export const AppealFields = (props: {
  readonly page: Page;
  readonly kept: Extract<KeptAct, { name: 'appeal' }>;
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
      {offered?.map(({ until }) => (
        <p class="hint">{today > until ? said.passed(page.date(until)) : said.intro(page.date(until))}</p>
      ))}
      {offered === undefined || isOne ? (
        <input type="hidden" name="decision" value={isOne && only ? String(only.decision) : kept.decision} />
      ) : (
        <Select
          id="decision"
          label={said.decision}
          problem={problemAt('decision')}
          options={offered.map(({ decision, on }) => [String(decision), said.decisionOf(page.date(on))])}
          chosen={kept.decision}
        />
      )}
      <Select
        id="ground"
        label={said.ground}
        problem={problemAt('ground')}
        options={[
          ['', said.chooseGround],
          ...appealGrounds.map((ground) => [ground, said.grounds[ground]] as const),
        ]}
        chosen={kept.ground}
      />
      {(isLate || problemAt('late') !== undefined) && (
        <TextField id="late" label={said.late} rows={3} value={kept.late} problem={problemAt('late')} />
      )}
    </>
  );
};

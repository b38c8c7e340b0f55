import { appealGrounds } from '../../domain/appeal/appeal-act.ts';
import type { DoorPage } from '../../domain/door/door-page.ts';
import type { Page } from '../../reporter/ui/page.ts';
import { TextField } from '../../reporter/ui/text-field.tsx';
import type { DoorMessages } from '../locales/en.ts';
import type { KeptAct } from './kept-act.ts';

/** What happens with an appeal, said before it is written. */
export const AppealProcess = ({ page, said }: { readonly page: Page; readonly said: DoorMessages }) => {
  const { acknowledgeHours, decideDays } = page.settings.decisions.appeal;
  return <p>{said.response.appealProcess(page.hours(acknowledgeHours), page.days(decideDays))}</p>;
};

/** What an appeal says besides its text: why, and why so late where it is. */
export const AppealQuestions = (props: {
  readonly page: Page;
  readonly said: DoorMessages;
  readonly kept: KeptAct;
  readonly content?: DoorPage | undefined;
  readonly today: string;
  readonly problemAt: (field: string) => string | undefined;
}) => {
  const { page, kept, content, today, problemAt } = props;
  const { appeal } = props.said.acts;
  const decisions = content?.kind === 'response' ? content.decisions : [];
  const until = decisions.find(({ number }) => String(number) === kept.facts['decision'])?.appealBy;
  const isLate = (until !== undefined && today > until) || kept.facts['late'] !== undefined;
  const problem = problemAt('ground');
  return (
    <>
      <AppealProcess page={page} said={props.said} />
      <fieldset id="ground" aria-describedby={problem === undefined ? undefined : 'ground-problem'}>
        <legend>{appeal.ground}</legend>
        {problem !== undefined && (
          <p class="problem" id="ground-problem">
            {problem}
          </p>
        )}
        {appealGrounds.map((ground) => (
          <div class="choice">
            <input
              type="radio"
              id={`ground-${ground}`}
              name="ground"
              value={ground}
              checked={kept.facts['ground'] === ground}
            />
            <label for={`ground-${ground}`}>{appeal.grounds[ground]}</label>
          </div>
        ))}
      </fieldset>
      {(isLate || problemAt('late') !== undefined) && (
        <TextField
          id="late"
          label={appeal.late}
          {...(until === undefined ? {} : { hint: appeal.passed(page.date(until)) })}
          rows={3}
          value={kept.facts['late'] ?? ''}
          problem={problemAt('late')}
        />
      )}
    </>
  );
};

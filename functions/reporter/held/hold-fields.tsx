import type { ReportFormValues } from '../report/report-form.ts';
import { Choice } from '../ui/choice.tsx';
import type { Page } from '../ui/page.ts';
import { TextField } from '../ui/text-field.tsx';

/** The choice to wait until somebody else names the same person, in channels that have it. */
export const HoldFields = (props: {
  readonly page: Page;
  readonly values: ReportFormValues;
  readonly problemAt: (field: string) => string | undefined;
}) => {
  const { page, values, problemAt } = props;
  const { form } = page.messages.held;
  const hold = page.settings.channels[values.channel]?.hold;
  if (!hold) return null;
  const problem = problemAt('hold');
  return (
    <fieldset class={problem === undefined ? undefined : 'wrong'}>
      <legend>{form.legend}</legend>
      {problem !== undefined && <p class="problem">{problem}</p>}
      <Choice
        id="hold"
        name="hold"
        value="yes"
        checked={values.hold}
        label={form.label}
        hint={form.hint(page.days(hold.holdDays))}
      />
      <TextField
        id="heldPersons"
        label={`${form.persons} ${page.messages.optional}`}
        hint={form.personsHint}
        rows={3}
        forgotten
        value={values.heldPersons}
        problem={problemAt('heldPersons')}
      />
      <details>
        <summary>{form.how}</summary>
        <ul>
          {form.howList.map((line) => (
            <li>{line}</li>
          ))}
        </ul>
      </details>
    </fieldset>
  );
};

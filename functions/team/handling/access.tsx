import { casePath, routes } from '../routes.ts';
import { Select, TextArea } from '../ui/field.tsx';
import { dayText, partNames } from '../ui/words.ts';
import { fieldOf, typed, type CaseView } from '../case/case-view.ts';
import { OperationForms } from './operation-forms.tsx';
import { Folded, Hidden, Panel } from '../case/panel.tsx';

type Props = { readonly view: CaseView };

/** What the reporter said of themselves, part by part; each is opened with a reason, and they see that it was. */
export const Identity = ({ view }: Props) => {
  const { head, identityGiven } = view.read;
  const opened = identityGiven.filter((part) => head.identityOpened?.[part] !== undefined);
  return (
    <Panel id="identity" heading="Who the reporter is">
      {identityGiven.length === 0 && <p>They have not said.</p>}
      {opened.map((part) => (
        <p class="soft">
          {partNames[part]}: last opened on {dayText(head.identityOpened?.[part] ?? '')}
        </p>
      ))}
      {view.revealed && (
        <div class="box" role="status" tabindex={-1} autofocus>
          <p>
            <strong>{partNames[view.revealed.part]}</strong>
          </p>
          <p class="text" dir="auto">
            {view.revealed.text}
          </p>
          <p class="soft">It is shown this once. The reporter sees that it was opened today.</p>
        </div>
      )}
      {identityGiven.length > 0 && view.may('open-identity') && (
        <Folded view={view} form="identity" summary="Open their name or contact">
          <form method="post" action={casePath(head.caseId, routes.identity)} autocomplete="off">
            <Hidden view={view} />
            <Select
              {...fieldOf(view, 'identity', 'part')}
              label="Which"
              choices={identityGiven.map((part) => ({ value: part, label: partNames[part] }))}
              chosen={typed(view, 'identity', 'part')}
            />
            <TextArea
              {...fieldOf(view, 'identity', 'reason')}
              label="Why you need it"
              hint="Kept among the notes. The reporter sees that it was opened, not why."
              rows={2}
              value={typed(view, 'identity', 'reason')}
            />
            <button type="submit">Open it</button>
          </form>
        </Folded>
      )}
    </Panel>
  );
};

/** Who may see the case, and leaving it to others, also late. */
export const Access = ({ view }: Props) => (
  <Panel id="access" heading="Who sees it">
    <OperationForms view={view} panel="access" />
  </Panel>
);

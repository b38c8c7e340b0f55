import { editBrief } from '../../domain/casework/decision/edit-brief.ts';
import { fieldOf, typed, type CaseView } from '../case/case-view.ts';
import { Folded, Hidden, Panel } from '../case/panel.tsx';
import { formAction } from '../handling/operation-path.ts';
import { TextArea } from '../ui/field.tsx';

const fields = [
  ['persons', 'Persons named'],
  ['spaces', 'Places named'],
] as const;

/** Whom and which places the queue and the check of conflicts name. */
export const NamedPanel = ({ view }: { readonly view: CaseView }) => {
  const { brief, head } = view.read;
  return (
    <Panel id="named" heading="Persons and places named">
      <dl>
        <dt>Persons named</dt>
        <dd dir="auto">{brief.persons === '' ? 'nobody' : brief.persons}</dd>
        <dt>Places named</dt>
        <dd dir="auto">{brief.spaces === '' ? 'none' : brief.spaces}</dd>
      </dl>
      {view.may('edit-brief') && (
        <Folded view={view} form="named" summary="Change what is named">
          <form method="post" action={formAction(editBrief, head.caseId)} autocomplete="off">
            <Hidden view={view} />
            <p>
              Members see it before they open the case, so that somebody who is close to a person can leave it
              to others. Who can see the case does not change, and the report stays as it was sent.
            </p>
            {fields.map(([name, label]) => (
              <>
                <input
                  type="hidden"
                  name={`was-${name}`}
                  value={typed(view, 'named', `was-${name}`, brief[name])}
                />
                <TextArea
                  {...fieldOf(view, 'named', name)}
                  label={label}
                  rows={2}
                  value={typed(view, 'named', name, brief[name])}
                />
              </>
            ))}
            <TextArea
              {...fieldOf(view, 'named', 'reason')}
              label="Why"
              hint="Kept among the notes, with what stood there before."
              rows={2}
              value={typed(view, 'named', 'reason')}
            />
            <button type="submit">Keep the changes</button>
          </form>
        </Folded>
      )}
    </Panel>
  );
};

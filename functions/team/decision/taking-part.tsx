import { hasSoftConflict } from '../../domain/decision/eligibility.ts';
import type { CaseView } from '../case/case-view.ts';
import { Panel } from '../case/panel.tsx';
import { OperationForms } from '../handling/operation-forms.tsx';

/** Whether the member takes part in deciding this case, by their own word, and where they say otherwise. */
export const TakingPart = ({ view }: { readonly view: CaseView }) => {
  const declared = view.read.records.softConflicts.map(({ content }) => content);
  const isClose = hasSoftConflict(declared, view.member);
  return (
    <Panel id="taking-part" heading="You and this case">
      {isClose && (
        <p>
          You have said that you are close to somebody concerned. You discuss the case, and approve nothing in
          it.
        </p>
      )}
      <OperationForms view={view} panel={isClose ? 'taking-part-again' : 'taking-part'} />
    </Panel>
  );
};

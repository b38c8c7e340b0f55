import { CaseSubPage } from '../case/case-sub-page.tsx';
import type { CaseView } from '../case/case-view.ts';
import { Panel } from '../case/panel.tsx';
import { OperationForms } from '../handling/operation-forms.tsx';

/** From what was found to what follows, as one page that reads like the letter it becomes. */
export const DecisionPage = ({ view }: { readonly view: CaseView }) => (
  <CaseSubPage view={view} heading="Decision">
    <Panel id="findings" heading="Findings">
      <OperationForms view={view} panel="findings" />
    </Panel>
  </CaseSubPage>
);

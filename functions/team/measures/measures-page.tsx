import { CaseSubPage } from '../case/case-sub-page.tsx';
import type { CaseView } from '../case/case-view.ts';
import { Panel } from '../case/panel.tsx';
import { OperationForms } from '../handling/operation-forms.tsx';

/** What follows from decisions, until it is done. */
export const MeasuresPage = ({ view }: { readonly view: CaseView }) => (
  <CaseSubPage view={view} heading="Measures">
    <Panel id="measures" heading="Measures">
      <OperationForms view={view} panel="measures" />
    </Panel>
  </CaseSubPage>
);

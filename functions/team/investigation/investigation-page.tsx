import { CaseSubPage } from '../case/case-sub-page.tsx';
import type { CaseView } from '../case/case-view.ts';
import { Panel } from '../case/panel.tsx';
import { OperationForms } from '../handling/operation-forms.tsx';

/** Whom a case is about, and how the team finds out what happened. */
export const InvestigationPage = ({ view }: { readonly view: CaseView }) => (
  <CaseSubPage view={view} heading="Investigation">
    <Panel id="respondents" heading="Respondents">
      <OperationForms view={view} panel="respondents" />
    </Panel>
  </CaseSubPage>
);

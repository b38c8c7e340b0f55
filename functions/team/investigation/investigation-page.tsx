import type { CaseView } from '../case/case-view.ts';
import { CaseSubPage } from '../case/case-sub-page.tsx';
import { EvidencePanel } from './evidence-panel.tsx';
import { InterviewsPanel } from './interviews-panel.tsx';
import { NamedPanel } from './named-panel.tsx';
import { PlanPanel } from './plan-panel.tsx';
import { Respondents } from './respondents.tsx';
import { RiskPanel } from './risk-panel.tsx';

/** Whom a case is about, and how the team finds out what happened. */
export const InvestigationPage = ({ view }: { readonly view: CaseView }) => (
  <CaseSubPage view={view} heading="Investigation">
    <div class="columns">
      <div>
        <Respondents view={view} />
        <InterviewsPanel view={view} />
        <EvidencePanel view={view} />
      </div>
      <div>
        <RiskPanel view={view} />
        <PlanPanel view={view} />
        <NamedPanel view={view} />
      </div>
    </div>
  </CaseSubPage>
);

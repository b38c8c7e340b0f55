import type { Context } from 'hono';
import { filePagePolicy } from '../ui/page-headers.ts';
import { AppealPage } from '../appeal/appeal-page.tsx';
import { DecisionPage } from '../decision/decision-page.tsx';
import { InvestigationPage } from '../investigation/investigation-page.tsx';
import { PeoplePage } from '../doors/people-page.tsx';
import { MeasuresPage } from '../measures/measures-page.tsx';
import { CasePage } from './case-page.tsx';
import type { CaseView } from './case-view.ts';

const pageOf = (view: CaseView) => {
  switch (view.page) {
    case 'case':
      return <CasePage view={view} />;
    case 'people':
      return <PeoplePage view={view} />;
    case 'investigation':
      return <InvestigationPage view={view} />;
    case 'decision':
      return <DecisionPage view={view} />;
    case 'measures':
      return <MeasuresPage view={view} />;
    case 'appeal':
      return <AppealPage view={view} />;
  }
};

/** One of a case's pages with the policy that its scripts need. */
export const casePage = (
  c: Context,
  view: CaseView,
  status: 200 | 409 | 422 | 503 = 200,
): Response | Promise<Response> =>
  c.html(pageOf(view), status, { 'content-security-policy': filePagePolicy });

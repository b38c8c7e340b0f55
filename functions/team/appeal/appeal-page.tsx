import { CaseSubPage } from '../case/case-sub-page.tsx';
import type { CaseView } from '../case/case-view.ts';
import { Panel } from '../case/panel.tsx';
import { OperationForms } from '../handling/operation-forms.tsx';
import { AppealArticle } from './appeal-article.tsx';
import { UntakenAppeal } from './take-up-form.tsx';

/** The appeals of a case: those that wait to be taken up, and each of the others with what can be done. */
export const AppealPage = ({ view }: { readonly view: CaseView }) => {
  const { appeals = [], untaken = [] } = view.appeals ?? {};
  const hasDecisions = view.read.records.decisions.length > 0;
  return (
    <CaseSubPage view={view} heading="Appeals">
      {untaken.length > 0 && (
        <Panel id="untaken" heading="To be taken up">
          <ul>
            {untaken.map((sent) => (
              <UntakenAppeal view={view} sent={sent} />
            ))}
          </ul>
        </Panel>
      )}
      <Panel id="appeals" heading="Appeals">
        {appeals.length === 0 && (
          <p class="soft">
            {hasDecisions ? 'Nobody has appealed.' : 'Nothing is decided yet, so nobody can appeal.'}
          </p>
        )}
        <OperationForms view={view} panel="appeals" />
      </Panel>
      {appeals.toReversed().map((of) => (
        <AppealArticle view={view} of={of} />
      ))}
    </CaseSubPage>
  );
};

import { casePath, routes } from '../routes.ts';
import { LinkedCases, LinkForms } from '../handling/link-forms.tsx';
import { SplitForm } from '../handling/split-form.tsx';
import type { CaseView } from './case-view.ts';
import { OperationForms } from '../handling/operation-forms.tsx';
import { Panel } from './panel.tsx';

/** What is done with a case more rarely. */
export const More = ({ view }: { readonly view: CaseView }) => {
  const { read, may } = view;
  if (!may('read-audit-log') && read.linked.length === 0) return null;
  return (
    <Panel id="more" heading="More">
      <LinkedCases view={view} />
      <LinkForms view={view} />
      <OperationForms view={view} panel="more" />
      <SplitForm view={view} />
      {may('read-audit-log') && (
        <p>
          <a href={casePath(read.head.caseId, routes.audit)}>Who did what: the audit log</a>
        </p>
      )}
    </Panel>
  );
};

import { answerDataRequest } from '../../domain/casework/data-request/answer-data-request.ts';
import { codeNamesOf } from '../case/code-names.ts';
import type { CaseView } from '../case/case-view.ts';
import { Panel } from '../case/panel.tsx';
import { OperationForms, RecordForm } from '../handling/operation-forms.tsx';
import { dataRequestPath } from '../routes.ts';
import { dayText } from '../ui/words.ts';
import { asksWords, outcomeWords, whoAsks } from './data-request-words.ts';

/** People who ask what is stored about them, and how they were answered. */
export const DataRequests = ({ view }: { readonly view: CaseView }) => {
  const { records, head } = view.read;
  const names = codeNamesOf(records.respondents);
  return (
    <Panel id="data-requests" heading="Who asks what is stored about them">
      {records.dataRequests.length > 0 && (
        <ul>
          {records.dataRequests.map(({ number, content }) => (
            <li>
              <p dir="auto">
                {whoAsks(
                  content,
                  content.respondent === undefined ? undefined : names.get(content.respondent),
                )}{' '}
                {asksWords[content.asks]}. It came on {dayText(content.cameOn)}.{' '}
                {content.answered
                  ? `Answered on ${dayText(content.answered.on)} by ${content.answered.by.name}: ${outcomeWords[content.answered.outcome]}.`
                  : `To be answered by ${dayText(content.answerBy)}.`}
              </p>
              <p>
                <a href={dataRequestPath(head.caseId, number)}>What there is, and a copy for them</a>
              </p>
              {!content.answered && <RecordForm view={view} operation={answerDataRequest} number={number} />}
            </li>
          ))}
        </ul>
      )}
      <OperationForms view={view} panel="data-requests" />
    </Panel>
  );
};

import type { Numbered } from '../../domain/casework/reading/read-records.ts';
import { isHolding } from '../../domain/decision/hold.ts';
import type { Decision } from '../../domain/decision/decision.ts';
import type { Readmission, ReturnRequest, ReviewResult } from '../../domain/decision/after-decision.ts';
import type { CaseView } from '../case/case-view.ts';
import { decisionName } from '../case/code-names.ts';
import { dayText } from '../ui/words.ts';

const statusWords: Readonly<Record<Decision['status'], string>> = {
  'in-force': 'in force',
  ended: 'has ended',
  replaced: 'another decision has taken its place',
};

const resultWords: Readonly<Record<ReviewResult, string>> = {
  stays: 'it stays',
  changed: 'another decision is proposed',
  ended: 'it has ended',
};

/** Decisions, when each is looked at again, and what came of it before. */
export const ReviewList = ({ view }: { readonly view: CaseView }) => {
  const { decisions } = view.read.records;
  return (
    <ul>
      {decisions.map(({ content }) => (
        <li>
          {decisionName(view, content)}: {statusWords[content.status]}.
          {content.reviewOn === undefined ? '' : ` To be looked at again on ${dayText(content.reviewOn)}.`}
          {content.toReview !== undefined && <p class="box warn">{content.toReview}</p>}
          {(content.reviews ?? []).map(({ on, by, result, reason }) => (
            <p class="text">
              Looked at on {dayText(on)} by {by.name}: {resultWords[result]}. {reason}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
};

const answerWords = ({ answered }: ReturnRequest): string => {
  if (!answered) return 'Nobody has answered yet.';
  const { as, by, on, reason } = answered;
  return as === 'planned'
    ? `${by.name} planned the return on ${dayText(on)}.`
    : `${by.name} declined it on ${dayText(on)}: ${reason}`;
};

/** Who has asked to come back, who comes back when, and how far that is. */
export const ReturnList = ({
  view,
  decisions,
}: {
  readonly view: CaseView;
  readonly decisions: readonly Numbered<Decision>[];
}) => {
  const asked = decisions.flatMap(({ content }) =>
    (content.returnRequests ?? []).map((request) => (
      <li>
        {decisionName(view, content)}: asked on {dayText(request.askedOn)} to come back (noted by{' '}
        {request.noted.by.name}).
        <p class="text">{request.said}</p>
        <p class="text" dir="auto">
          {answerWords(request)}
        </p>
      </li>
    )),
  );
  const planned = decisions.flatMap(({ content }) =>
    content.readmission ? [<Return view={view} decision={content} readmission={content.readmission} />] : [],
  );
  if (asked.length + planned.length === 0) return <p class="soft">No return is planned.</p>;
  return (
    <ul>
      {asked}
      {planned}
    </ul>
  );
};

const Return = ({
  view,
  decision,
  readmission: { returnOn, probationUntil, planned, agreed, returned, reason },
}: {
  readonly view: CaseView;
  readonly decision: Decision;
  readonly readmission: Readmission;
}) => (
  <li>
    {decisionName(view, decision)}: back on {dayText(returnOn)}
    {probationUntil === undefined ? '' : `, on probation until ${dayText(probationUntil)}`}. Planned by{' '}
    {planned.by.name}.{agreed ? ` ${agreed.by.name} has agreed.` : ''}
    {returned ? ` Back since ${dayText(returned.on)}.` : ''}
    <p class="text">{reason}</p>
  </li>
);

/** Until when the case is kept, and what keeps it longer. */
export const HoldList = ({ view }: { readonly view: CaseView }) => (
  <>
    <p>The case is kept until {dayText(view.read.retainedUntil.toISOString().slice(0, 10))}.</p>
    <ul>
      {view.read.records.holds.map(({ content }) => (
        <li>
          {isHolding(content, view.now) ? 'Kept' : 'Was kept'} until {dayText(content.until)} (
          {content.by.name}
          ): {content.reason}
          {content.lifted ? ` Lifted on ${dayText(content.lifted.on)} by ${content.lifted.by.name}.` : ''}
        </li>
      ))}
    </ul>
  </>
);

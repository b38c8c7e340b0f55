import { answerRequest, takeBackRequest } from '../../domain/casework/two-people/answer-request.ts';
import { openCopy } from '../../domain/casework/two-people/open-copy.ts';
import {
  lapsesAt,
  requestHash,
  requestStateOf,
  type TwoPersonRequest,
} from '../../domain/decision/two-person-request.ts';
import { fieldOf, typed, type CaseView } from '../case/case-view.ts';
import { Folded, Hidden, Panel } from '../case/panel.tsx';
import { OperationForms } from '../handling/operation-forms.tsx';
import { formAction } from '../handling/operation-path.ts';
import { casePath, copyPath, routes } from '../routes.ts';
import { TextArea } from '../ui/field.tsx';
import { dayText } from '../ui/words.ts';
import { askedWords, stateWords } from './request-words.ts';

type Props = { readonly view: CaseView; readonly number: number; readonly request: TwoPersonRequest };

const Sends = ({ view, number, request }: Props) => (
  <>
    <Hidden view={view} />
    <input type="hidden" name="request" value={String(number)} />
    <input type="hidden" name="hash" value={requestHash(view.read.head.caseId, number, request)} />
  </>
);

const agreeWords = {
  erasure: 'Agree, and erase everything now',
  words: 'Agree, and erase what the reporter wrote now',
  copy: 'Agree to this copy',
} as const;

/** What is gone once one agrees. */
const goneWords = {
  erasure: 'Report, messages, notes, tasks and the audit log are gone at once, for everybody.',
  words:
    'The report, the messages and files of the reporter, their name and contact, and what they named are gone at once, for everybody. Their words open nothing any more. What was decided, what others wrote and the notes of the team stay; you get a task to go through these.',
} as const;

/** The two answers of somebody who has not asked for it themselves. */
const Answer = (props: Props) => {
  const { view, number, request } = props;
  const action = formAction(answerRequest, view.read.head.caseId);
  const id = `agree-${number}`;
  return (
    <>
      <Folded view={view} form={`answer-${number}`} summary="Agree">
        <form method="post" action={action}>
          <Sends {...props} />
          {request.act !== 'copy' && (
            <>
              <p>
                {goneWords[request.act]} Nobody can bring it back once the backups of the keys have run out.
              </p>
              <div class="choice">
                <input type="checkbox" id={id} name="sure" value="yes" required />
                <label for={id}>Yes, erase it for good</label>
              </div>
            </>
          )}
          <button type="submit" name="verdict" value="agrees">
            {agreeWords[request.act]}
          </button>
        </form>
      </Folded>
      <Folded view={view} form="decline" summary="Decline">
        <form method="post" action={action} autocomplete="off">
          <Sends {...props} />
          <TextArea
            {...fieldOf(view, 'decline', 'reason')}
            label="Why you decline"
            hint="Your colleagues read it."
            rows={2}
            value={typed(view, 'decline', 'reason')}
          />
          <button type="submit" name="verdict" value="declines">
            Decline it
          </button>
        </form>
      </Folded>
    </>
  );
};

/** What who asked can do. */
const Own = (props: Props) => {
  const { view, number, request } = props;
  const { caseId } = view.read.head;
  const state = requestStateOf(request, view.now);
  if (state === 'opened')
    return (
      <p>
        <a href={copyPath(caseId, number)}>Read the copy</a>
      </p>
    );
  return (
    <>
      {state === 'agreed' && (
        <form method="post" action={formAction(openCopy, caseId)}>
          <Sends {...props} />
          <button type="submit">Open the copy for 30 minutes</button>
        </form>
      )}
      {(state === 'open' || state === 'agreed') && (
        <form method="post" action={formAction(takeBackRequest, caseId)}>
          <Sends {...props} />
          <button type="submit" class="quiet">
            Take it back
          </button>
        </form>
      )}
    </>
  );
};

const Request = (props: Props) => {
  const { view, number, request } = props;
  const state = requestStateOf(request, view.now);
  const isOwn = request.by.id === view.member.memberId;
  const { reason, copy, answered } = request;
  return (
    <li id={`request-${number}`}>
      <p dir="auto">{askedWords(request)}</p>
      <p class="text" dir="auto">
        {reason}
      </p>
      {copy?.redactions !== undefined && (
        <p>
          <a href={casePath(view.read.head.caseId, routes.redaction)}>Read what it holds</a>
        </p>
      )}
      {copy && (
        <p class="text" dir="auto">
          {copy.toReporter === undefined
            ? `The reporter is told nothing: ${copy.whyNotTold ?? ''}`
            : `The reporter reads when it is made: ${copy.toReporter}`}
        </p>
      )}
      <p dir="auto">
        {stateWords(request, state)}
        {(state === 'open' || state === 'agreed') &&
          ` It lapses after ${dayText(lapsesAt(request).toISOString())}.`}
        {answered?.reason !== undefined && ` ${answered.reason}`}
      </p>
      {isOwn ? <Own {...props} /> : state === 'open' && view.may('answer-request') && <Answer {...props} />}
    </li>
  );
};

/** What takes two people: what was asked for, what came of it, and the forms to ask. */
export const TwoPeople = ({ view }: { readonly view: CaseView }) => {
  const { twoPersonRequests } = view.read.records;
  return (
    <Panel id="two-people" heading="What takes two people">
      {twoPersonRequests.length === 0 ? (
        <p class="soft">
          Erasing the case early, or handing out a copy of it: one asks, somebody else agrees. Nobody has
          asked.
        </p>
      ) : (
        <ul>
          {twoPersonRequests.map(({ number, content }) => (
            <Request view={view} number={number} request={content} />
          ))}
        </ul>
      )}
      <p>
        <a href={casePath(view.read.head.caseId, routes.redaction)}>See what a redacted copy holds</a>
      </p>
      <OperationForms view={view} panel="two-people" />
    </Panel>
  );
};

import { movedFromOf } from '../../domain/casework/change/promises.ts';
import { allowedNextStates } from '../../domain/case/state.ts';
import { runningDeadlines } from '../../domain/deadline/running-deadlines.ts';
import { casePath, routes } from '../routes.ts';
import { Select, TextArea } from '../ui/field.tsx';
import { dayText, deadlineLabels, fromNow, momentText, stateNames } from '../ui/words.ts';
import { fieldOf, memberName, typed, type CaseView } from '../case/case-view.ts';
import { knowingMembers, OperationForms } from './operation-forms.tsx';
import { Folded, Hidden, Panel } from '../case/panel.tsx';

type Props = { readonly view: CaseView };

export const Assignment = ({ view }: Props) => {
  const { head } = view.read;
  const action = casePath(head.caseId, routes.assignee);
  const isMine = head.assignee === view.member.memberId;
  return (
    <Panel id="assignment" heading="Looked after by">
      <p dir="auto">{head.assignee === undefined ? 'Nobody yet.' : memberName(view, head.assignee)}</p>
      {!isMine && view.may('assign-oneself') && (
        <form method="post" action={action}>
          <button type="submit" name="memberId" value={view.member.memberId} class="quiet">
            I look after it
          </button>
        </form>
      )}
      {view.may('assign-another') && (
        <Folded view={view} form="assignee" summary="Hand it over">
          <form method="post" action={action}>
            <Select
              {...fieldOf(view, 'assignee', 'memberId')}
              label="To"
              hint="They get a mail that something waits, unless they have one they have not followed yet."
              choices={[...knowingMembers(view), { value: '', label: 'Nobody' }]}
              chosen={typed(view, 'assignee', 'memberId', head.assignee ?? '')}
            />
            <button type="submit">Hand it over</button>
          </form>
        </Folded>
      )}
    </Panel>
  );
};

export const State = ({ view }: Props) => {
  const { head } = view.read;
  return (
    <Panel id="state" heading="State">
      <p>{stateNames[head.state]}</p>
      {view.may('change-state') && (
        <Folded view={view} form="state" summary="Change the state">
          <form method="post" action={casePath(head.caseId, routes.state)} autocomplete="off">
            <Hidden view={view} />
            <Select
              {...fieldOf(view, 'state', 'state')}
              label="New state"
              hint="The reporter sees it."
              choices={allowedNextStates(head.state).map((state) => ({
                value: state,
                label: stateNames[state],
              }))}
              chosen={typed(view, 'state', 'state')}
            />
            <TextArea
              {...fieldOf(view, 'state', 'reason')}
              label="Why"
              hint="For the team. Closing a case needs a reason."
              rows={3}
              value={typed(view, 'state', 'reason')}
            />
            {view.read.hasDoor ? (
              <>
                <TextArea
                  {...fieldOf(view, 'state', 'message')}
                  label="Message to the reporter"
                  hint="They read it on their page. Closing a case needs it, or the next field."
                  rows={4}
                  value={typed(view, 'state', 'message')}
                />
                <TextArea
                  {...fieldOf(view, 'state', 'whyNoMessage')}
                  label="Or why they get no message"
                  hint="For the team."
                  rows={2}
                  value={typed(view, 'state', 'whyNoMessage')}
                />
              </>
            ) : (
              <p class="hint">Nobody can read a message: there is no reporter who could come back.</p>
            )}
            <button type="submit">Change the state</button>
          </form>
        </Folded>
      )}
    </Panel>
  );
};

export const Dates = ({ view }: Props) => {
  const { head } = view.read;
  const running = runningDeadlines(head.state, head.deadlines);
  const movedFrom = movedFromOf(head) ?? {};
  const isMissed = (by: string): boolean => by < view.now.toISOString();
  if (running.length === 0) return null;
  return (
    <Panel id="dates" heading="Promised dates">
      <ul class="plain">
        {running.map(({ name, by }) => (
          <li>
            {deadlineLabels[name]}
            <br />
            <span class={isMissed(by) ? 'problem' : 'soft'}>
              {isMissed(by) ? 'Missed: ' : ''}
              {momentText(by)} ({fromNow(by, view.now)})
              {movedFrom[name] !== undefined && `, moved from ${dayText(movedFrom[name])}`}
            </span>
            {name === 'inTouchBy' && head.inTouch && view.may('answer-reporter') && (
              <form method="post" action={casePath(head.caseId, routes.contactMade)}>
                <button type="submit" class="quiet small">
                  They have been in touch
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      <OperationForms view={view} panel="dates" />
    </Panel>
  );
};

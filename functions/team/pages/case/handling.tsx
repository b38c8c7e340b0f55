import { movedFromOf } from '../../../domain/case/promises.ts';
import { allowedNextStates } from '../../../domain/case/state.ts';
import { addDays, day } from '../../../domain/clock.ts';
import { runningDeadlines } from '../../../domain/deadline/running-deadlines.ts';
import { casePath, routes } from '../../routes.ts';
import { Input, Select, TextArea } from '../field.tsx';
import { dayText, deadlineLabels, fromNow, momentText, stateNames } from '../words.ts';
import { fieldOf, memberName, typed, type CaseView } from './case-view.ts';
import { Folded, Hidden, Panel } from './panel.tsx';
import { knowingMembers } from './tasks.tsx';

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
  const movable = running.filter(({ by }) => !isMissed(by));
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
      {view.may('move-deadline') && movable.length > 0 && (
        <Folded view={view} form="deadline" summary="Move a date">
          <form method="post" action={casePath(head.caseId, routes.deadline)} autocomplete="off">
            <Hidden view={view} />
            <Select
              {...fieldOf(view, 'deadline', 'deadline')}
              label="Which"
              hint="A date that has passed stays missed."
              choices={movable.map(({ name }) => ({ value: name, label: deadlineLabels[name] }))}
              chosen={typed(view, 'deadline', 'deadline')}
            />
            <Input
              {...fieldOf(view, 'deadline', 'by')}
              label="New date"
              type="date"
              min={day(addDays(view.now, 1))}
              value={typed(view, 'deadline', 'by')}
            />
            <TextArea
              {...fieldOf(view, 'deadline', 'reason')}
              label="Why"
              hint="For the team."
              rows={2}
              value={typed(view, 'deadline', 'reason')}
            />
            <TextArea
              {...fieldOf(view, 'deadline', 'toReporter')}
              label="What the reporter reads about it (optional)"
              hint="They are told that the date was moved, from when to when. Your words stand below that."
              rows={2}
              value={typed(view, 'deadline', 'toReporter')}
            />
            <button type="submit">Move the date</button>
          </form>
        </Folded>
      )}
    </Panel>
  );
};

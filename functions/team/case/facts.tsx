import { dueDates } from '../../domain/deadline/due-dates.ts';
import { day } from '../../domain/kernel/clock.ts';
import { channelName, dayText, dueLabel, fromNow, stateNames } from '../ui/words.ts';
import { memberName, type CaseView } from './case-view.ts';

const named = (text: string, none: string): string => (text === '' ? none : text);

const DueNext = ({ view }: { readonly view: CaseView }) => {
  const { head, retainedUntil } = view.read;
  const [next] = dueDates(head);
  if (!next)
    return (
      <>
        <dt>Erased</dt>
        <dd>on {dayText(day(retainedUntil))}</dd>
      </>
    );
  const isMissed = next.by < view.now.toISOString();
  return (
    <>
      <dt>Due next</dt>
      <dd class={isMissed ? 'problem' : undefined}>
        {dueLabel(next)}: {isMissed ? 'overdue, was due ' : ''}
        {fromNow(next.by, view.now)}
      </dd>
    </>
  );
};

/** How a case stands, at a glance. */
export const Facts = ({ view }: { readonly view: CaseView }) => {
  const { head, brief, openedAt } = view.read;
  const { asideMembers: aside = [] } = brief;
  const names = (ids: readonly string[]): string => ids.map((id) => memberName(view, id)).join(', ');
  return (
    <dl class="facts">
      <dt>State</dt>
      <dd>{stateNames[head.state]}</dd>
      <DueNext view={view} />
      <dt>Looked after by</dt>
      <dd dir="auto">{head.assignee === undefined ? 'nobody yet' : memberName(view, head.assignee)}</dd>
      {head.inTouch && (
        <>
          <dt>Will be in touch</dt>
          <dd>
            <bdi>{head.inTouch.name}</bdi>, by {dayText(head.inTouch.by)}
          </dd>
        </>
      )}
      <dt>Persons named</dt>
      <dd dir="auto">{named(brief.persons, 'nobody')}</dd>
      <dt>Places named</dt>
      <dd dir="auto">{named(brief.spaces, 'none')}</dd>
      <dt>Channel</dt>
      <dd>{channelName(view.settings, head.channel)}</dd>
      <dt>Reported</dt>
      <dd>
        on {dayText(day(head.sentAt))}
        {openedAt && `, first opened on ${dayText(day(openedAt))}`}
      </dd>
      {brief.excludedMembers.length > 0 && (
        <>
          <dt>Do not tell</dt>
          <dd>
            <bdi>{names(brief.excludedMembers)}</bdi>, by the reporter’s wish
          </dd>
        </>
      )}
      {aside.length > 0 && (
        <>
          <dt>Kept from it by a lead</dt>
          <dd dir="auto">{names(aside)}</dd>
        </>
      )}
      {brief.recusedMembers.length > 0 && (
        <>
          <dt>Has left it to others</dt>
          <dd dir="auto">{names(brief.recusedMembers)}</dd>
        </>
      )}
    </dl>
  );
};

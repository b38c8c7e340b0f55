import { dueDates } from '../../domain/deadline/due-dates.ts';
import { day } from '../../domain/kernel/clock.ts';
import { checkInsOf, type CheckIn, type CheckInAnswer } from '../../domain/thread/check-in.ts';
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

/** How often the reporter was asked since closing; no answer says nothing. */
const CheckIns = ({ view }: { readonly view: CaseView }) => {
  const { head, entries, hasDoor } = view.read;
  const periods = view.settings.decisions.checkInsAfterClosing;
  const checkIns = checkInsOf(periods, head, entries, day(view.now));
  if (checkIns.length === 0) return null;
  if (!hasDoor)
    return (
      <>
        <dt>How it has been since</dt>
        <dd>The reporter has no way back, or has left: nobody can be asked.</dd>
      </>
    );
  return (
    <>
      <dt>How it has been since</dt>
      <dd>
        {checkIns.map((one) => (
          <div>
            {`${one.after} days after closing: `}
            {checkInStands(one)}
          </div>
        ))}
        <div class="hint">
          The reporter is asked when they come back to their page. No answer does not mean that all is well.
        </div>
      </dd>
    </>
  );
};

const answerNames: Readonly<Record<CheckInAnswer, string>> = {
  fine: 'nothing has happened',
  safe: 'something has happened, but they are safe',
  retaliation: 'somebody is retaliating against them',
};

const checkInStands = ({ is, from, answer }: CheckIn): string => {
  if (answer) return `${answerNames[answer.answer]} (answered on ${dayText(answer.on)})`;
  if (is === 'to-come') return `asked from ${dayText(from)} on`;
  return is === 'open' ? 'asked now, not answered yet' : 'not answered';
};

/** Whether mails reach a reporter who wrote by mail. */
const Mailed = ({ view }: { readonly view: CaseView }) => {
  const { mail } = view.read;
  if (!mail || mail.as === 'off') return null;
  const { as, failedOn } = mail;
  return (
    <>
      <dt>Answers by email</dt>
      {failedOn === undefined ? (
        <dd>{as === 'full' ? 'in full' : 'a notice only: the answer is read with the twelve words'}</dd>
      ) : (
        <dd class="problem">
          do not arrive: on {dayText(failedOn)} one could not be delivered. They read answers only if they
          come back by themselves.
        </dd>
      )}
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
      <Mailed view={view} />
      <CheckIns view={view} />
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

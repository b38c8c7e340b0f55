import { identityParts } from '../../domain/case/identity.ts';
import type { CaseState } from '../../domain/case/state.ts';
import type { DeadlineName } from '../../domain/deadline/running-deadlines.ts';
import { unopenedPostponementDays } from '../../domain/retention/expiry.ts';
import type { OpenThread } from '../../domain/thread/open-thread.ts';
import { inLanguage } from '../../settings/localised.ts';
import { dateLabels } from '../ui/date-labels.ts';
import type { Page } from '../ui/page.ts';

const untilClosed = ['nextUpdateBy', 'feedbackBy', 'erasureAnswerBy'] as const;

/** Which dates a reporter is shown, in this order; who will be in touch stands above them with a name. */
const datesShown: Readonly<Record<CaseState, readonly DeadlineName[]>> = {
  received: ['acknowledgeBy', ...untilClosed],
  acknowledged: untilClosed,
  'in-review': untilClosed,
  decided: untilClosed,
  reopened: untilClosed,
  closed: ['erasureAnswerBy'],
};

/** A date, and from when it was moved. */
const dateShown = (
  page: Page,
  { summary: { movedFrom = {} } }: OpenThread,
  name: DeadlineName,
  by: string,
): string => {
  const before = movedFrom[name];
  const day = page.date(by);
  return before === undefined ? day : page.messages.thread.movedFrom(day, page.date(before));
};

/** Where the case stands: first whether somebody is on it, what comes next and by which day. */
export const Relation = (props: {
  readonly page: Page;
  readonly thread: OpenThread;
  readonly unattended: boolean;
}) => {
  const { page, thread } = props;
  const { messages } = page;
  const { state, opened, deadlines, identityOpened, takenOn, inTouch, sentTo } = thread.summary;
  // Who will be in touch stands above with their name.
  const dates = datesShown[state].flatMap((name) => {
    const by = deadlines[name];
    return by === undefined ? [] : [{ name, by }];
  });
  const lookedAfterBy = sentTo === undefined ? undefined : page.settings.channels[thread.summary.channel];
  return (
    <dl>
      <dt>{messages.thread.stands}</dt>
      <dd>{props.unattended && !opened ? messages.thread.nobodyThere : messages.states[state]}</dd>
      <dt>{messages.thread.opened}</dt>
      <dd>{opened ? messages.thread.openedYes : messages.thread.openedNo}</dd>
      {lookedAfterBy && (
        <>
          <dt>{messages.thread.lookedAfterBy}</dt>
          <dd>{inLanguage(lookedAfterBy.label, page.language)}</dd>
        </>
      )}
      {identityParts.map((part) => {
        const on = identityOpened?.[part];
        return on === undefined ? null : <dd>{messages.thread.identityOpened(part, page.date(on))}</dd>;
      })}
      {takenOn !== undefined && <dd>{messages.thread.takenOn(page.date(takenOn))}</dd>}
      {inTouch && (
        <>
          <dt>{messages.thread.inTouch}</dt>
          <dd>{messages.thread.inTouchBy(inTouch.name, dateShown(page, thread, 'inTouchBy', inTouch.by))}</dd>
        </>
      )}
      {dates.map(({ name, by }) => (
        <>
          <dt>{dateLabels(messages)[name]}</dt>
          <dd>{dateShown(page, thread, name, by)}</dd>
        </>
      ))}
      <dt>{messages.receipt.erasedBy}</dt>
      <dd>{page.date(thread.retainedUntil.toISOString())}</dd>
      <dd class="hint">
        {!opened && <>{messages.receipt.keptUnopened(page.days(unopenedPostponementDays))} </>}
        {messages.receipt.goneFromBackups(page.days(page.settings.recovery.vaultDays))}
      </dd>
    </dl>
  );
};

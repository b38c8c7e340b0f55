import { editDoorPage } from '../../domain/casework/doors/edit-door-page.ts';
import { settleMeasure } from '../../domain/casework/decision/settle-measure.ts';
import { openRequest } from '../../domain/decision/after-decision.ts';
import type { Conversation } from '../../domain/casework/reading/conversations.ts';
import type { NumberedEntry } from '../../domain/casework/reading/opened-entries.ts';
import { addDays, day } from '../../domain/kernel/clock.ts';
import type { Entry } from '../../domain/thread/entry.ts';
import type { CaseView } from '../case/case-view.ts';
import { Hidden } from '../case/panel.tsx';
import { formAction } from '../handling/operation-path.ts';
import { pagePath } from '../routes.ts';
import { dayText, measureName } from '../ui/words.ts';

type Act = Extract<Entry, { kind: 'act' }>;

/** What whoever holds the door has done, the latest last, and whether the team has written there since. */
const actsIn = (
  entries: readonly NumberedEntry[],
): readonly { readonly act: Act; readonly isAnswered: boolean }[] =>
  entries.flatMap(({ number, entry }) => {
    if (entry === 'unreadable' || entry.kind !== 'act') return [];
    const isAnswered = entries.some(
      (later) => later.number > number && later.entry !== 'unreadable' && later.entry.from === 'team',
    );
    return [{ act: entry, isAnswered }];
  });

const numberOf = (text: string | undefined): number => (/^\d{1,6}$/.test(text ?? '') ? Number(text) : 0);

type Props = { readonly view: CaseView; readonly conversation: Conversation };

/** They ask for more time, and nobody has answered yet: as many days again as the settings give. */
const MoreTime = ({ view, conversation: { number, page, entries } }: Props) => {
  const isAsked = actsIn(entries).some(({ act, isAnswered }) => act.act === 'more-time' && !isAnswered);
  if (!isAsked || !view.may(editDoorPage.name)) return null;
  const before = page?.kind === 'response' || page?.kind === 'witness' ? (page.answerBy ?? '') : '';
  const today = day(view.now);
  const from = before > today ? before : today;
  const until = day(addDays(new Date(from), view.settings.doors.answerDays));
  return (
    <form method="post" action={formAction(editDoorPage, view.read.head.caseId)} class="box">
      <Hidden view={view} />
      <input type="hidden" name="door" value={String(number)} />
      <input type="hidden" name="was-answerBy" value={before} />
      <input type="hidden" name="answerBy" value={until} />
      <p>They ask for more time.</p>
      <button type="submit">Give them until {dayText(until)}</button>
    </form>
  );
};

/** They say that a measure is done, which is still open with the team. */
const MeasuresDone = ({ view, conversation: { entries } }: Props) => {
  const said = new Set(
    actsIn(entries).flatMap(({ act }) => (act.act === 'measure-done' ? [numberOf(act.facts.measure)] : [])),
  );
  const open = view.read.records.measures.filter(
    ({ number, content }) => said.has(number) && content.status === 'to-do',
  );
  if (!view.may(settleMeasure.name)) return null;
  return (
    <>
      {open.map(({ number, content }) => (
        <form method="post" action={formAction(settleMeasure, view.read.head.caseId)} class="box">
          <Hidden view={view} />
          <input type="hidden" name="page" value="people" />
          <input type="hidden" name="measure" value={String(number)} />
          <input type="hidden" name="status" value="done" />
          <p>
            They say that a measure is done: {measureName(view.settings, content.type)}
            {content.dueOn !== undefined && `, due on ${dayText(content.dueOn)}`}.
          </p>
          <button type="submit">It is done</button>
        </form>
      ))}
    </>
  );
};

/** They ask to come back, and it is not noted with the decision yet. */
const ReturnRequest = ({ view, conversation: { entries } }: Props) => {
  const isAsked = actsIn(entries).some(({ act, isAnswered }) => act.act === 'return-request' && !isAnswered);
  const isNoted = view.read.records.decisions.some(
    ({ content }) => openRequest(content.returnRequests) !== undefined,
  );
  if (!isAsked || isNoted) return null;
  return (
    <p class="box">
      They ask to come back.{' '}
      <a href={pagePath(view.read.head.caseId, 'measures')}>Note it with the decision</a>, then answer them
      here.
    </p>
  );
};

/** What whoever holds a door has done and the team has not taken over yet, each with the one step that does. */
export const TakeOver = (props: Props) => (
  <>
    <MoreTime {...props} />
    <MeasuresDone {...props} />
    <ReturnRequest {...props} />
  </>
);

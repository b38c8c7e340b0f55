import {
  isNotReviewed,
  isOver,
  isPlacedEverywhere,
  isSettled,
  isWaiting,
} from '../../domain/decision/measure-state.ts';
import type { Measure } from '../../domain/decision/measure.ts';
import type { Numbered } from '../../domain/casework/reading/read-records.ts';
import type { CaseView } from '../case/case-view.ts';
import { codeNameOf } from '../case/code-names.ts';
import { MeasureActs } from './measure-acts.tsx';
import { AccountForm } from './account-form.tsx';
import { dayText, measureName, platformName, restrictionName } from '../ui/words.ts';

const statusWords: Readonly<Record<Measure['status'], string>> = {
  'to-do': 'To do',
  done: 'Done',
  'not-done': 'Not done',
  waived: 'Waived',
};

const statusOf = (measure: Measure, today: string): string => {
  if (measure.replacedBy !== undefined && measure.status === 'waived') return 'Ended';
  if (isNotReviewed(measure)) return isOver(measure, today) ? 'Has ended, not reviewed' : 'Not reviewed';
  if (measure.status !== 'to-do') return statusWords[measure.status];
  if (isOver(measure, today)) return 'Has ended';
  return isPlacedEverywhere(measure) ? 'In place' : statusWords['to-do'];
};

const AccountLine = (props: Parameters<typeof AccountForm>[0]) => {
  const { view, account } = props;
  const { platform, restriction, done, lifted, cannot } = account;
  const name = account.account === '' ? 'account not known yet' : account.account;
  return (
    <li>
      {platformName(view.settings, platform)}, {restrictionName(view.settings, platform, restriction)}: {name}
      {'. '}
      {done ? `In place since ${dayText(done.on)} (${done.by.name}).` : 'Not in place yet.'}
      {lifted ? ` Lifted on ${dayText(lifted.on)} (${lifted.by.name}).` : ''}
      {account.passedOn ? ' It stays in place under the decision that took this one’s place.' : ''}
      {cannot && (
        <p class="text" dir="auto">
          {cannot.by.name} said on {dayText(cannot.on)} that they cannot do it: {cannot.reason}
        </p>
      )}
      <AccountForm {...props} />
    </li>
  );
};

/** From when until when, by when it is done, and who sees to it. */
const datesOf = ({ from, until, dueOn, followUp }: Measure): string =>
  [
    until === undefined ? `From ${dayText(from)}` : `From ${dayText(from)} until ${dayText(until)}`,
    dueOn === undefined ? undefined : `done by ${dayText(dueOn)}`,
    followUp && `followed up by ${followUp.name}`,
  ]
    .filter((part) => part !== undefined)
    .join(', ');

const reviewWords = ({ emergency }: Measure): string | undefined => {
  if (!emergency) return undefined;
  const { by, confirmed } = emergency;
  return confirmed
    ? `${by.name} imposed it; ${confirmed.by.name} confirmed it on ${dayText(confirmed.on)}.`
    : `${by.name} imposed it alone. Somebody else has to look at it.`;
};

const MeasureItem = ({ view, of, today }: Shown & { readonly of: Numbered<Measure> }) => {
  const { number, content: measure } = of;
  const { respondent, type, what, reason, note, rollOuts, broken = [] } = measure;
  const texts = [what, reviewWords(measure), measure.emergency?.reason, reason, note];
  return (
    <li id={`measure-${number}`}>
      <h3>
        {measureName(view.settings, type)} for {codeNameOf(view.read.records.respondents, respondent)}:{' '}
        {statusOf(measure, today)}
      </h3>
      <p class="meta" dir="auto">
        {datesOf(measure)}.
      </p>
      {measure.replacedBy !== undefined && (
        <p class="meta">Another decision has taken the place of what it follows from.</p>
      )}
      {isWaiting(measure) && (
        <p class="box warn">
          This waits until an appeal is decided. Lift it where it is in place; it is put in place again
          afterwards.
        </p>
      )}
      {texts
        .filter((text) => text !== undefined)
        .map((text) => (
          <p class="text">{text}</p>
        ))}
      {broken.map(({ on, by, reason: how }) => (
        <p class="text" dir="auto">
          Broken, noted on {dayText(on)} by {by.name}: {how}
        </p>
      ))}
      {rollOuts.length > 0 && (
        <ol>
          {rollOuts.map((account, index) => (
            <AccountLine
              view={view}
              measure={measure}
              account={account}
              on={{ measureNumber: number, number: index + 1, today }}
            />
          ))}
        </ol>
      )}
      <MeasureActs view={view} of={of} today={today} />
    </li>
  );
};

type Shown = { readonly view: CaseView; readonly today: string };

const Items = ({ view, measures, today }: Shown & { readonly measures: readonly Numbered<Measure>[] }) => (
  <ul class="tasks">
    {measures.map((of) => (
      <MeasureItem view={view} of={of} today={today} />
    ))}
  </ul>
);

/** Measures, each with how it stands, account by account, and what can be said of it; settled ones behind the others. */
export const MeasureList = ({
  view,
  measures,
  today,
  none,
}: Shown & { readonly measures: readonly Numbered<Measure>[]; readonly none: string }) => {
  const isOpen = ({ number, content }: Numbered<Measure>): boolean =>
    !isSettled(content, today) || isNotReviewed(content) || isKeptAt(view, number);
  const open = measures.filter(isOpen);
  const settled = measures.filter((one) => !isOpen(one));
  return (
    <>
      {measures.length === 0 && <p class="soft">{none}</p>}
      {measures.length > 0 && open.length === 0 && <p class="soft">Nothing is left to do.</p>}
      {open.length > 0 && <Items view={view} measures={open} today={today} />}
      {settled.length > 0 && (
        <details>
          <summary>Settled or ended: {settled.length}</summary>
          <Items view={view} measures={settled} today={today} />
        </details>
      )}
    </>
  );
};

/** A form of this measure was refused: it is shown with what was typed. */
const isKeptAt = ({ kept }: CaseView, number: number): boolean =>
  kept?.fields.get('measure') === String(number);

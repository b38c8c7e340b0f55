import { isNotReviewed, isOver } from '../../domain/decision/measure-state.ts';
import type { Measure } from '../../domain/decision/measure.ts';
import type { Numbered } from '../../domain/casework/reading/read-records.ts';
import type { CaseView } from '../case/case-view.ts';
import { AccountForm } from './account-form.tsx';
import { dayText, measureName, platformName, restrictionName } from '../ui/words.ts';

const statusWords: Readonly<Record<Measure['status'], string>> = {
  'to-do': 'To do',
  done: 'Done',
  'not-done': 'Not done',
  waived: 'Waived',
};

const statusOf = (measure: Measure, today: string): string => {
  if (isNotReviewed(measure)) return 'Not reviewed';
  return measure.status === 'to-do' && isOver(measure, today) ? 'Has ended' : statusWords[measure.status];
};

const AccountLine = (props: Parameters<typeof AccountForm>[0]) => {
  const { view, account } = props;
  const { platform, restriction, done, lifted } = account;
  const name = account.account === '' ? 'account not known yet' : account.account;
  return (
    <li>
      {platformName(view.settings, platform)}, {restrictionName(view.settings, platform, restriction)}: {name}
      {'. '}
      {done ? `In place since ${dayText(done.on)} (${done.by.name}).` : 'Not in place yet.'}
      {lifted ? ` Lifted on ${dayText(lifted.on)} (${lifted.by.name}).` : ''}
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

const MeasureItem = ({
  view,
  number,
  measure,
  today,
}: {
  readonly view: CaseView;
  readonly number: number;
  readonly measure: Measure;
  readonly today: string;
}) => {
  const { respondent, type, what, reason, note, rollOuts, broken = [] } = measure;
  const person = view.read.records.respondents.find(({ number }) => number === respondent)?.content.codeName;
  const texts = [what, reviewWords(measure), measure.emergency?.reason, reason, note];
  return (
    <li>
      <strong>{measureName(view.settings, type)}</strong>
      {person === undefined ? '' : ` for ${person}`}: {statusOf(measure, today)}
      <br />
      {datesOf(measure)}.
      {texts
        .filter((text) => text !== undefined)
        .map((text) => (
          <p class="text">{text}</p>
        ))}
      {broken.map(({ on, by, reason: how }) => (
        <p class="text">
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
    </li>
  );
};

/** Measures, each with how it stands and account by account. */
export const MeasureList = ({
  view,
  measures,
  today,
}: {
  readonly view: CaseView;
  readonly measures: readonly Numbered<Measure>[];
  readonly today: string;
}) =>
  measures.length === 0 ? (
    <p>There are none.</p>
  ) : (
    <ul>
      {measures.map(({ number, content }) => (
        <MeasureItem view={view} number={number} measure={content} today={today} />
      ))}
    </ul>
  );

import type { CaseOperation } from '../../domain/casework/change/operation.ts';
import { reportBreach } from '../../domain/casework/decision/report-breach.ts';
import { reviewRestriction } from '../../domain/casework/decision/review-restriction.ts';
import { addAccount } from '../../domain/casework/decision/roll-out.ts';
import { followMeasure, settleMeasure, waiveMeasure } from '../../domain/casework/decision/settle-measure.ts';
import type { Numbered } from '../../domain/casework/reading/read-records.ts';
import { reasonNotSecond } from '../../domain/decision/eligibility.ts';
import { isNotReviewed, mayLift, settleProblem } from '../../domain/decision/measure-state.ts';
import { mostBreaks, mostRollOuts, type Measure } from '../../domain/decision/measure.ts';
import { isRestriction } from '../../domain/decision/named-in-settings.ts';
import { fieldOf, typed, type CaseView } from '../case/case-view.ts';
import { Folded, Hidden } from '../case/panel.tsx';
import { recordFormName, RecordForm } from '../handling/operation-forms.tsx';
import { formAction } from '../handling/operation-path.ts';
import { TextArea } from '../ui/field.tsx';

type Props = { readonly view: CaseView; readonly of: Numbered<Measure>; readonly today: string };

/** Something about one measure that one button says. */
const Button = ({
  view,
  of,
  operation,
  says: [name, value, label],
  quiet = false,
}: Omit<Props, 'today'> & {
  readonly operation: CaseOperation;
  readonly says: readonly [name: string, value: string, label: string];
  readonly quiet?: boolean;
}) => (
  <form method="post" action={formAction(operation, view.read.head.caseId)}>
    <Hidden view={view} />
    <input type="hidden" name="measure" value={String(of.number)} />
    <button type="submit" name={name} value={value} class={quiet ? 'link' : 'small'}>
      {label}
    </button>
  </form>
);

/** Something about one measure that needs a reason. */
const WithReason = ({
  view,
  of,
  operation,
  says: [name, value, label],
  why,
}: Omit<Props, 'today'> & {
  readonly operation: CaseOperation;
  readonly says: readonly [name: string, value: string, label: string];
  readonly why: string;
}) => {
  const form = recordFormName({ name: operation.form?.name ?? '' }, of.number);
  return (
    <Folded view={view} form={form} summary={label}>
      <form method="post" action={formAction(operation, view.read.head.caseId)} autocomplete="off">
        <Hidden view={view} />
        <input type="hidden" name="measure" value={String(of.number)} />
        <input type="hidden" name={name} value={value} />
        <TextArea
          {...fieldOf(view, form, 'reason')}
          label={why}
          rows={2}
          value={typed(view, form, 'reason')}
        />
        <button type="submit">{label}</button>
      </form>
    </Folded>
  );
};

const mayConfirm = ({ member, read }: CaseView, { emergency }: Measure): boolean =>
  emergency !== undefined &&
  reasonNotSecond(
    member,
    emergency,
    read.records.softConflicts.map(({ content }) => content),
  ) === undefined;

/** A second look at what one member imposed alone. */
const Review = ({ view, of }: Omit<Props, 'today'>) =>
  isNotReviewed(of.content) && view.may(reviewRestriction.name) ? (
    <>
      {mayConfirm(view, of.content) && (
        <Button
          view={view}
          of={of}
          operation={reviewRestriction}
          says={['verdict', 'confirm', 'Confirm the restriction']}
        />
      )}
      <WithReason
        view={view}
        of={of}
        operation={reviewRestriction}
        says={['verdict', 'lift', 'Lift the restriction']}
        why="Why it is lifted"
      />
    </>
  ) : null;

const Settle = ({ view, of, today }: Props) => {
  const { content } = of;
  if (!view.may(settleMeasure.name)) return null;
  const may = (status: 'done' | 'not-done'): boolean =>
    content.status === 'to-do' && settleProblem(content, status, today) === undefined;
  return (
    <>
      {may('done') && (
        <Button view={view} of={of} operation={settleMeasure} says={['status', 'done', 'It is done']} />
      )}
      {(content.status === 'done' || content.status === 'not-done') && (
        <Button
          view={view}
          of={of}
          operation={settleMeasure}
          says={['status', 'to-do', 'Open it again']}
          quiet
        />
      )}
      {may('not-done') && (
        <WithReason
          view={view}
          of={of}
          operation={settleMeasure}
          says={['status', 'not-done', 'It was not done']}
          why="Why it was not done"
        />
      )}
    </>
  );
};

/** What can be said of one measure as it stands, at the measure itself. */
export const MeasureActs = (props: Props) => {
  const { view, of, today } = props;
  const { content, number } = of;
  const { status, broken = [], rollOuts, type, from } = content;
  const isGivenUp = status === 'waived';
  const takesAccounts =
    isRestriction(view.settings.decisions, type) &&
    !mayLift(content, today) &&
    rollOuts.length < mostRollOuts;
  return (
    <div class="acts">
      <Review view={view} of={of} />
      <Settle {...props} />
      {!isGivenUp && from <= today && broken.length < mostBreaks && (
        <RecordForm view={view} operation={reportBreach} number={number} />
      )}
      {status === 'to-do' && <RecordForm view={view} operation={followMeasure} number={number} />}
      {takesAccounts && <RecordForm view={view} operation={addAccount} number={number} />}
      {!isGivenUp && <RecordForm view={view} operation={waiveMeasure} number={number} />}
    </div>
  );
};

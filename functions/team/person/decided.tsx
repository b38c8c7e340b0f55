import type { ShownDecision } from '../../domain/casework/register/shown-decision.ts';
import type { Settings } from '../../settings/schema.ts';
import { logAppealNames, logStatusNames } from '../register/log-words.ts';
import { casePath, logLinePath } from '../routes.ts';
import { dayText, findingNames, measureName, platformName, rungName } from '../ui/words.ts';

/** A case by its name, which leads there while it is there. */
export const CaseLink = (props: { readonly caseName: string; readonly caseId?: string | undefined }) =>
  props.caseId === undefined ? (
    <>{props.caseName} (the case has been erased)</>
  ) : (
    <a href={casePath(props.caseId)}>{props.caseName}</a>
  );

/** A decision in one sentence, and what follows from it. */
export const Decided = (props: {
  readonly settings: Settings;
  readonly caseName: string;
  readonly decision: ShownDecision;
}) => {
  const { settings, caseName, decision } = props;
  const { decidedOn, rung, outcome, from, until, status, appeal, measures, platforms = [], line } = decision;
  return (
    <>
      <a href={logLinePath(caseName, line)}>{dayText(decidedOn)}</a>:{' '}
      <strong>{rung === null ? findingNames[outcome] : rungName(settings, rung)}</strong>
      {until !== undefined && `, ${dayText(from)} to ${dayText(until)}`}
      {rung !== null && `. ${logStatusNames[status]}`}
      {appeal !== 'none' && `. ${logAppealNames[appeal]}`}
      {measures.length > 0 && (
        <span class="soft">. {measures.map((type) => measureName(settings, type)).join(', ')}</span>
      )}
      {platforms.length > 0 && (
        <span class="soft"> (on {platforms.map((name) => platformName(settings, name)).join(', ')})</span>
      )}
    </>
  );
};

import { mayDo } from '../../domain/authorization/permissions.ts';
import { letterOfDecision } from '../../domain/casework/decision/read-letters.ts';
import type { Numbered } from '../../domain/casework/reading/read-records.ts';
import type { Decision } from '../../domain/decision/decision.ts';
import type { CaseView } from '../case/case-view.ts';
import { Panel } from '../case/panel.tsx';
import { OperationForms } from '../handling/operation-forms.tsx';
import { letterPath, logLinePath } from '../routes.ts';
import { dayText, findingNames, rungName } from '../ui/words.ts';

type Props = { readonly view: CaseView };

const statuses: Readonly<Record<Decision['status'], string>> = {
  'in-force': 'in force',
  ended: 'ended',
  replaced: 'replaced by a later one',
};

const ways: Readonly<Record<NonNullable<Decision['letterSent']>['way'], string>> = {
  link: 'by a link',
  copied: 'as text in a message',
  printed: 'on paper',
};

const LetterLine = ({ view, of }: Props & { readonly of: Numbered<Decision> }) => {
  const letter = letterOfDecision(view.settings, view.read.records, of.number);
  const { letterSent } = of.content;
  if (!letter) return <p>The respondent gets no letter.</p>;
  return (
    <p>
      {letterSent ? (
        <>
          The letter was delivered {ways[letterSent.way]} on {dayText(letterSent.on)}, as{' '}
          <bdi>{letterSent.by.name}</bdi> says.
        </>
      ) : (
        <strong>The letter is not delivered yet.</strong>
      )}{' '}
      <a href={letterPath(view.read.head.caseId, of.number)}>Read, copy or print the letter</a>
    </p>
  );
};

/** To its line in the enforcement log, for who may read that. */
const LogLink = ({ view, of }: Props & { readonly of: Numbered<Decision> }) => {
  const { logLine } = of.content;
  if (logLine === undefined || mayDo('read-log', view.member.role) !== 'allowed') return null;
  return (
    <>
      {' '}
      <a href={logLinePath(view.read.head.caseName, logLine)}>See it in the enforcement log</a>
    </>
  );
};

/** What was decided, and whether the respondents know. */
export const DecisionsPanel = ({ view }: Props) => {
  const { decisions, respondents } = view.read.records;
  if (decisions.length === 0) return null;
  const codeName = (number: number): string =>
    respondents.find((one) => one.number === number)?.content.codeName ?? '';
  return (
    <Panel id="decisions" heading="Decided">
      {decisions.map((of) => {
        const { content } = of;
        const names = content.approvedBy.map(({ name }) => name).join(', ');
        return (
          <>
            <h3>
              {codeName(content.respondent)}: {rungName(view.settings, content.rung)}
            </h3>
            {content.toReview !== undefined && (
              <p class="box warn">To be looked at again: {content.toReview}</p>
            )}
            <p>
              {findingNames[content.outcome]}; {statuses[content.status]}, from {dayText(content.from)}
              {content.until !== undefined && ` to ${dayText(content.until)}`}
              {content.appealBy !== undefined && `; can be appealed until ${dayText(content.appealBy)}`}
              {content.reviewOn !== undefined && `; reviewed on ${dayText(content.reviewOn)}`}.
            </p>
            <p class="meta">
              Put in force by <bdi>{content.by.name}</bdi> on {dayText(content.on)}; approved by{' '}
              <bdi>{names}</bdi>.
              <LogLink view={view} of={of} />
            </p>
            <LetterLine view={view} of={of} />
          </>
        );
      })}
      <OperationForms view={view} panel="decisions" />
    </Panel>
  );
};

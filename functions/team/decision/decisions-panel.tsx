import { mayDo } from '../../domain/authorization/permissions.ts';
import { letterOfDecision } from '../../domain/casework/decision/read-letters.ts';
import type { Numbered } from '../../domain/casework/reading/read-records.ts';
import type { Decision } from '../../domain/decision/decision.ts';
import { nextRung } from '../../domain/decision/next-rung.ts';
import { isKept, type CaseView } from '../case/case-view.ts';
import { codeNameOf } from '../case/code-names.ts';
import { Panel } from '../case/panel.tsx';
import { OperationForms } from '../handling/operation-forms.tsx';
import { letterPath, logLinePath, pagePath } from '../routes.ts';
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

/** Whether the reporter knows when the letter goes out. */
const Announced = ({ view, of }: Props & { readonly of: Decision }) => {
  const { letterAnnounced, letterSent } = of;
  if (letterAnnounced)
    return (
      <p>
        The reporter was told on {dayText(letterAnnounced.saidOn)} by <bdi>{letterAnnounced.by.name}</bdi>{' '}
        that it goes out on {dayText(letterAnnounced.on)}.
        {letterAnnounced.reason !== undefined && (
          <>
            {' '}
            Why on the same day: <span dir="auto">{letterAnnounced.reason}</span>
          </>
        )}
      </p>
    );
  if (letterSent) return null;
  return view.read.hasDoor ? (
    <p>The reporter has not been told when it goes out.</p>
  ) : (
    <p>The reporter has no way back, or has left: nobody can be told when it goes out.</p>
  );
};

const LetterLine = ({ view, of }: Props & { readonly of: Numbered<Decision> }) => {
  const letter = letterOfDecision(view.settings, view.read.records, of.number);
  const { letterSent } = of.content;
  if (!letter) return <p>The respondent gets no letter.</p>;
  return (
    <>
      <p>
        {letterSent ? (
          <>
            The letter was delivered {ways[letterSent.way]} on {dayText(letterSent.on)}, as{' '}
            <bdi>{letterSent.by.name}</bdi> says.
          </>
        ) : (
          <strong>The letter is not delivered yet.</strong>
        )}
      </p>
      <Announced view={view} of={of.content} />
      <p>
        <a href={letterPath(view.read.head.caseId, of.number)}>Read, copy or print the letter</a>
      </p>
    </>
  );
};

/** One click to a graver rung: the form of a new proposal, with all that is known filled in. */
const HigherRung = ({ view, of }: Props & { readonly of: Numbered<Decision> }) => {
  const { settings, read } = view;
  const { rung, respondent, status } = of.content;
  const [higher] = rung === null ? [] : (nextRung(settings.decisions, rung) ?? []);
  const isProposed = read.records.proposals.some(
    ({ content }) => content.status === 'open' && content.follows === of.number,
  );
  if (status !== 'in-force' || isProposed || !view.may('propose-decision')) return null;
  if (higher === undefined || higher === rung) return null;
  const language = letterOfDecision(settings, read.records, of.number)?.language ?? 'en';
  const wish = new URLSearchParams({
    propose: String(respondent),
    rung: higher,
    language,
    follows: String(of.number),
  });
  return (
    <p>
      <a href={`${pagePath(read.head.caseId, 'decision')}?${wish.toString()}#proposal`}>
        Propose a higher rung: {rungName(settings, higher)}
      </a>
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

const ToReview = ({ view, of }: Props & { readonly of: Numbered<Decision> }) => {
  const { toReview, toReviewBy } = of.content;
  if (toReview === undefined) return null;
  return (
    <div class="box warn">
      <p>
        To be looked at again{toReviewBy === undefined ? '' : ` by ${dayText(toReviewBy)}`}: {toReview}
      </p>
      <p>
        <a href={`${pagePath(view.read.head.caseId, 'measures')}#decisions`}>
          Look at it again, on the page Measures
        </a>
      </p>
    </div>
  );
};

const Decided = ({ view, of }: Props & { readonly of: Numbered<Decision> }) => {
  const { content } = of;
  const names = content.approvedBy.map(({ name }) => name).join(', ');
  return (
    <>
      <h3>
        {codeNameOf(view.read.records.respondents, content.respondent)}:{' '}
        {rungName(view.settings, content.rung)}
      </h3>
      <ToReview view={view} of={of} />
      <p>
        {findingNames[content.outcome]}; {statuses[content.status]}, from {dayText(content.from)}
        {content.until !== undefined && ` to ${dayText(content.until)}`}
        {content.appealBy !== undefined && `; can be appealed until ${dayText(content.appealBy)}`}
        {content.reviewOn !== undefined && `; reviewed on ${dayText(content.reviewOn)}`}.
      </p>
      <p class="meta">
        Put in force by <bdi>{content.by.name}</bdi> on {dayText(content.on)}; approved by <bdi>{names}</bdi>.
        <LogLink view={view} of={of} />
      </p>
      <LetterLine view={view} of={of} />
      <HigherRung view={view} of={of} />
    </>
  );
};

/** What was decided, and whether the respondents know. What is not in force any more is folded. */
export const DecisionsPanel = ({ view }: Props) => {
  const { records } = view.read;
  const decisions = records.decisions.toReversed();
  if (decisions.length === 0) return null;
  const inForce = decisions.filter(({ content }) => content.status === 'in-force');
  const earlier = decisions.filter(({ content }) => content.status !== 'in-force');
  const waits = decisions.some(
    ({ number, content }) =>
      content.letterSent === undefined && letterOfDecision(view.settings, records, number) !== undefined,
  );
  return (
    <Panel id="decisions" heading="Decided">
      {inForce.map((of) => (
        <Decided view={view} of={of} />
      ))}
      {inForce.length === 0 && <p>No decision is in force any more.</p>}
      {(waits || isKept(view, 'delivery') || isKept(view, 'announce')) && (
        <OperationForms view={view} panel="decisions" />
      )}
      {earlier.length > 0 && (
        <details>
          <summary>
            {earlier.length === 1 ? '1 earlier decision' : `${earlier.length} earlier decisions`}
          </summary>
          {earlier.map((of) => (
            <Decided view={view} of={of} />
          ))}
        </details>
      )}
    </Panel>
  );
};

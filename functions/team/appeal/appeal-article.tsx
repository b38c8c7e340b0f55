import type { CaseOperation } from '../../domain/casework/change/operation.ts';
import { acknowledgeAppeal } from '../../domain/casework/appeal/acknowledge-appeal.ts';
import { answerLateAppeal } from '../../domain/casework/appeal/answer-late-appeal.ts';
import { answerSecondAppeal } from '../../domain/casework/appeal/answer-second-appeal.ts';
import { chooseDecider } from '../../domain/casework/appeal/choose-decider.ts';
import { decideAppeal } from '../../domain/casework/appeal/decide-appeal.ts';
import { appealGroundWords } from '../../domain/casework/appeal/ground-words.ts';
import { letRestrictionWait } from '../../domain/casework/appeal/let-wait.ts';
import { noteHearing } from '../../domain/casework/appeal/note-hearing.ts';
import { planHearing } from '../../domain/casework/appeal/plan-hearing.ts';
import type { ShownAppeal } from '../../domain/casework/appeal/read-appeal-page.ts';
import { mayDecideAppeal } from '../../domain/appeal/appeal-eligibility.ts';
import { isUnanswered } from '../../domain/appeal/appeal-state.ts';
import type { Appeal } from '../../domain/appeal/appeal.ts';
import { day } from '../../domain/kernel/clock.ts';
import { isNamedIn } from '../../domain/member/can-see-case.ts';
import type { CaseView } from '../case/case-view.ts';
import { decisionName } from '../case/code-names.ts';
import { Panel } from '../case/panel.tsx';
import { RecordForm } from '../handling/operation-forms.tsx';
import { pagePath } from '../routes.ts';
import { dayText } from '../ui/words.ts';
import { appealStateNames, outcomeNames, sideNames } from './appeal-words.ts';
import { EligibilityTable } from './eligibility-table.tsx';

type Props = { readonly view: CaseView; readonly of: ShownAppeal };

const Decision = ({ view, of: { content } }: Props) => {
  const found = view.read.records.decisions.find(({ number }) => number === content.decision);
  return <p>About the decision: {found ? decisionName(view, found.content) : String(content.decision)}.</p>;
};

const Dates = ({ of: { content, state } }: Props) => {
  if (!isUnanswered(state)) return null;
  const { acknowledged, acknowledgeBy, decideBy } = content;
  return (
    <p class="meta">
      {acknowledged
        ? `Acknowledged on ${dayText(acknowledged.on)} by ${acknowledged.by.name}`
        : `To be acknowledged by ${dayText(acknowledgeBy)}`}
      {`; to be decided by ${dayText(decideBy)}.`}
    </p>
  );
};

const Late = ({ late }: Pick<Appeal, 'late'>) =>
  late ? (
    <p class="text" dir="auto">
      It came after its window had passed. Why: {late.reason === '' ? 'no reason was given' : late.reason}
      {late.answered &&
        ` ${late.answered.by.name} ${late.answered.taken ? 'took it all the same' : 'did not take it'}: ${late.answered.reason}`}
    </p>
  ) : null;

const Again = ({ view, again }: Pick<Appeal, 'again'> & { readonly view: CaseView }) =>
  again ? (
    <>
      <p>
        One about this decision was decided before. It is taken once{' '}
        {view.settings.decisions.appeal.secondApprovals} members without a part in the decision say that there
        is new and compelling evidence.
      </p>
      <ul>
        {again.verdicts.map(({ by, on, reason, takes }) => (
          <li>
            <bdi>{by.name}</bdi>, {dayText(on)}: {takes ? 'take it' : 'do not take it'}.{' '}
            <span dir="auto">{reason}</span>
          </li>
        ))}
      </ul>
    </>
  ) : null;

const Hearing = ({ hearing }: Pick<Appeal, 'hearing'>) =>
  hearing ? (
    <p class="text" dir="auto">
      Hearing on {dayText(hearing.on)}, with {hearing.who}.
      {hearing.notes !== undefined && ` ${hearing.notes}`}
    </p>
  ) : null;

const Waits = ({ of: { content, state } }: Props) => {
  if (!isUnanswered(state) || content.side !== 'respondent') return null;
  const { is, said } = content.waits;
  return (
    <p>
      What the decision restricts {is ? 'waits' : 'goes on'} until the appeal is decided
      {said ? ` (${said.by.name}: ${said.reason})` : ''}.
    </p>
  );
};

const Outcome = ({ view, outcome }: Pick<Appeal, 'outcome'> & { readonly view: CaseView }) => {
  if (!outcome) return null;
  const { is, decided, reasons, proposal, standsOn, toldIn } = outcome;
  return (
    <>
      <p>
        Decided on {dayText(decided.on)} by <bdi>{decided.by.name}</bdi>: {outcomeNames[is]}.
        {toldIn.length > 0 &&
          ` Told in ${toldIn.length === 1 ? '1 conversation' : `${toldIn.length} conversations`}.`}
      </p>
      <p class="text" dir="auto">
        {reasons}
      </p>
      {proposal !== undefined && standsOn === undefined && (
        <p>
          <a href={`${pagePath(view.read.head.caseId, 'decision')}#proposal-${proposal}`}>
            The proposal that follows
          </a>
        </p>
      )}
    </>
  );
};

/** What can be done with an appeal as it stands, by this member. */
const actsOf = ({ view, of: { content, state, people } }: Props): readonly CaseOperation[] => {
  const isDecider = isNamedIn([content.decider?.who.id ?? ''], view.member);
  const me = people.find(({ memberId }) => memberId === view.member.memberId);
  const hasNoPart = me !== undefined && mayDecideAppeal(me);
  const isOpen = state === 'open';
  const { hearing, acknowledged, side } = content;
  const isHeld = hearing !== undefined && hearing.on <= day(view.now);
  const acts: readonly (readonly [boolean, CaseOperation])[] = [
    [isUnanswered(state) && !acknowledged, acknowledgeAppeal],
    [state === 'late', answerLateAppeal],
    [state === 'again' && hasNoPart, answerSecondAppeal],
    [['late', 'again', 'open'].includes(state), chooseDecider],
    [isOpen && isDecider && hearing?.noted === undefined, planHearing],
    [isOpen && isDecider && isHeld, noteHearing],
    [isOpen && isDecider && side === 'respondent', letRestrictionWait],
    [(isOpen || state === 'changing') && isDecider, decideAppeal],
  ];
  return acts.flatMap(([is, operation]) => (is ? [operation] : []));
};

/** One appeal from top to bottom: what it says, who decides it, what came of it, and what can be done. */
export const AppealArticle = ({ view, of }: Props) => {
  const { number, content, state, text, people } = of;
  const { side, ground, sentAt, entry, noted, late, again, hearing, decider, outcome } = content;
  return (
    <Panel
      id={`appeal-${number}`}
      heading={`Appeal ${number}, of ${sideNames[side]}: ${appealStateNames[state]}`}
    >
      <p class="meta">
        {entry === undefined ? 'It came in another way' : 'Sent'} on {dayText(sentAt)}; taken up on{' '}
        {dayText(noted.on)} by <bdi>{noted.by.name}</bdi>.
      </p>
      <Dates view={view} of={of} />
      <Decision view={view} of={of} />
      <p>Ground: {appealGroundWords[ground]}.</p>
      <p class="text" dir="auto">
        {text ?? 'What it says cannot be shown.'}
      </p>
      <Late late={late} />
      <Again view={view} again={again} />
      {decider && (
        <p>
          <bdi>{decider.who.name}</bdi> decides it.
        </p>
      )}
      <Hearing hearing={hearing} />
      <Waits view={view} of={of} />
      <Outcome view={view} outcome={outcome} />
      {isUnanswered(state) && <EligibilityTable view={view} people={people} />}
      {actsOf({ view, of }).map((operation) => (
        <RecordForm view={view} operation={operation} number={number} />
      ))}
    </Panel>
  );
};

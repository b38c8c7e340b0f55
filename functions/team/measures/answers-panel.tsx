import { takeOverAnswers } from '../../domain/casework/doors/take-over-answers.ts';
import type { WaitingAnswers } from '../../domain/casework/doors/waiting-answers.ts';
import type { PlatformActName, PlatformAnswer } from '../../domain/door/platform-standing.ts';
import type { CaseView } from '../case/case-view.ts';
import { Hidden, Panel } from '../case/panel.tsx';
import { formAction } from '../handling/operation-path.ts';
import { pagePath } from '../routes.ts';
import { dayText, platformName, restrictionName } from '../ui/words.ts';

const saysOf: Readonly<Record<PlatformActName, string>> = {
  placed: 'it is in place',
  lifted: 'it is lifted',
  cannot: 'it cannot be done',
};

const AnswerLine = ({
  view,
  platform,
  answer: { name, restriction, act, on, text, measure },
}: {
  readonly view: CaseView;
  readonly platform: string;
  readonly answer: PlatformAnswer;
}) => (
  <li>
    <p>
      {restriction === '' ? '' : `${restrictionName(view.settings, platform, restriction)}, `}
      <bdi>{name}</bdi> (<a href={`#measure-${measure}`}>measure {measure}</a>): {saysOf[act]}, on{' '}
      {dayText(on)}.
    </p>
    {text !== '' && (
      <p class="text" dir="auto">
        {text}
      </p>
    )}
  </li>
);

const AnswersOf = ({
  view,
  waiting: { door, platform, whom, answers },
}: {
  readonly view: CaseView;
  readonly waiting: WaitingAnswers;
}) => (
  <div id={`answers-${door}`}>
    <h3>
      {platformName(view.settings, platform)}: <bdi>{whom}</bdi>
    </h3>
    <ul>
      {answers.map((answer) => (
        <AnswerLine view={view} platform={platform} answer={answer} />
      ))}
    </ul>
    {view.may(takeOverAnswers.name) && (
      <form method="post" action={formAction(takeOverAnswers, view.read.head.caseId)}>
        <Hidden view={view} />
        <input type="hidden" name="page" value="measures" />
        <input type="hidden" name="door" value={String(door)} />
        <input type="hidden" name="upTo" value={String(answers.at(-1)?.number ?? 0)} />
        <button type="submit">Take the answers over</button>
      </form>
    )}
  </div>
);

/** What admins of platforms have answered, to be taken over with one click; nothing where nothing waits. */
export const AnswersPanel = ({ view }: { readonly view: CaseView }) =>
  view.read.waitingAnswers.length === 0 ? null : (
    <Panel id="answers" heading="Answers from platform admins">
      <p class="soft">Take them over, and the measures below say who did it and on which day.</p>
      {view.read.waitingAnswers.map((waiting) => (
        <AnswersOf view={view} waiting={waiting} />
      ))}
    </Panel>
  );

/** The same among what is to be done, in a line. */
export const AnswersWait = ({ view }: { readonly view: CaseView }) => {
  const { waitingAnswers, head } = view.read;
  if (waitingAnswers.length === 0) return null;
  const count = waitingAnswers.reduce((sum, { answers }) => sum + answers.length, 0);
  return (
    <p>
      Platform admins have answered ({count}).{' '}
      <a href={`${pagePath(head.caseId, 'measures')}#answers`}>Take the answers over</a>
    </p>
  );
};

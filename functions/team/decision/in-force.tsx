import { putDecisionInForce } from '../../domain/casework/decision/put-in-force.ts';
import { rollOutsOf, type Missing, type ProposalStanding } from '../../domain/decision/proposal-standing.ts';
import { addDays, day } from '../../domain/kernel/clock.ts';
import { canSeeCase } from '../../domain/member/can-see-case.ts';
import type { Settings } from '../../settings/schema.ts';
import { isKept, type CaseView } from '../case/case-view.ts';
import { Hidden } from '../case/panel.tsx';
import { formAction } from '../handling/operation-path.ts';
import { pagePath } from '../routes.ts';
import { dayText, measureName, platformName, restrictionName, rungName } from '../ui/words.ts';
import { formOf } from './proposal-forms.ts';

type Props = { readonly view: CaseView; readonly standing: ProposalStanding };

/** Where on the pages of the case a part that is missing is filled in. */
const placeOf = (caseId: string, { number, proposal }: ProposalStanding, part: Missing['part']): string => {
  const page = pagePath(caseId, 'decision');
  const edited = (field: string): string => `${page}?edit=${number}#edited-${field}`;
  switch (part) {
    case 'respondent':
    case 'accounts':
      return `${pagePath(caseId, 'investigation')}#respondents`;
    case 'finding':
      return `${page}?find=${proposal.content.respondent}#finding`;
    case 'letter':
      return edited('letterBehaviour');
    case 'lawyer':
      return edited('lawyerOn');
    case 'reporter-text':
      return edited('reporterText');
    case 'reasons':
    case 'rung':
    case 'until':
      return edited(part);
    case 'measures':
      return `${page}?edit=${number}#edited`;
    case 'reporter-opinion':
    case 'respondent-opinion':
      return '#opinions';
    case 'approvals':
      return `#who-decides-${number}`;
  }
};

/** What is missing before it can be put in force, each leading to where it is filled in. */
export const MissingParts = ({ view, standing }: Props) => (
  <div class="box warn" id={`missing-${standing.number}`}>
    <p>
      <strong>Before it can be put in force:</strong>
    </p>
    <ul>
      {standing.missing.map(({ part, says }) => (
        <li>
          <a href={placeOf(view.read.head.caseId, standing, part)}>{says}</a>
        </li>
      ))}
    </ul>
  </div>
);

const begins = ({ now }: CaseView, { proposal }: ProposalStanding): string =>
  proposal.content.from < day(now) ? day(now) : proposal.content.from;

/** A measure that has left the settings asks for nobody's consent. */
const needsConsent = ({ decisions: { measures } }: Settings, type: string): boolean =>
  Object.hasOwn(measures, type) && measures[type]?.consent === true;

const CarriedOutBy = ({ settings, platform }: { readonly settings: Settings; readonly platform: string }) => {
  const { platforms } = settings.decisions;
  const who = Object.hasOwn(platforms, platform) ? platforms[platform]?.carriedOutBy : undefined;
  return who === undefined ? null : (
    <>
      , carried out by <bdi>{who}</bdi>
    </>
  );
};

const Measures = ({ view, standing }: Props) => {
  const { measures } = standing.proposal.content;
  const { settings } = view;
  return (
    <ul>
      {measures.map((measure) => {
        const { type, what, dueOn, followUp } = measure;
        const rollOuts = standing.respondent ? rollOutsOf(measure, standing.respondent) : [];
        return (
          <li>
            {measureName(settings, type)}
            {what !== undefined && <bdi>: {what}</bdi>}
            {needsConsent(settings, type) && ', if everybody who takes part agrees'}
            {dueOn !== undefined && `, by ${dayText(dueOn)}`}
            {followUp && (
              <>
                , followed up by <bdi>{followUp.name}</bdi>
              </>
            )}
            {rollOuts.length > 0 && (
              <ul>
                {rollOuts.map(({ platform, restriction, account }) => (
                  <li>
                    {platformName(settings, platform)}: {restrictionName(settings, platform, restriction)},{' '}
                    {account === '' ? 'account not known yet' : <bdi>{account}</bdi>}
                    <CarriedOutBy settings={settings} platform={platform} />
                  </li>
                ))}
              </ul>
            )}
          </li>
        );
      })}
    </ul>
  );
};

const mailed = ({ team, member, read }: CaseView): number =>
  team.filter((one) => one.memberId !== member.memberId && canSeeCase(one, read.head.channel, read.brief))
    .length;

/** The text that the reporter finds, and what stands before it. */
const ReporterReads = ({ view, standing }: Props) => {
  const { rung, reporterText } = standing.proposal.content;
  return (
    <>
      {!view.read.hasDoor && 'Nobody can come back to read it, but it is written into the conversation: '}
      The reporter reads that the team has decided
      {rung !== null &&
        `, that it starts on ${dayText(begins(view, standing))}, and is asked whether they are safe`}
      .{' '}
      {reporterText === '' ? (
        <span class="soft">What else they read is not written yet.</span>
      ) : (
        <>
          Then:
          <blockquote class="text" dir="auto">
            {reporterText}
          </blockquote>
        </>
      )}
    </>
  );
};

/** Everything that happens when it is put in force, before the button is pressed. */
const WhatHappens = ({ view, standing }: Props) => {
  const { settings, read } = view;
  const { content, follows } = standing.proposal;
  const from = begins(view, standing);
  const checkIns = content.rung === null ? [] : settings.decisions.checkInDays;
  const others = mailed(view);
  return (
    <ol>
      <li>
        The decision about {standing.respondent?.codeName} is in force: {rungName(settings, content.rung)},
        from {dayText(from)}
        {content.until !== undefined && ` to ${dayText(content.until)}`}. It gets a line in the enforcement
        log.
      </li>
      {follows !== undefined && <li>The decision it follows is replaced by it.</li>}
      {read.head.state !== 'decided' && <li>The state of the case is “Decided”, which the reporter sees.</li>}
      <li>
        <ReporterReads view={view} standing={standing} />
      </li>
      {content.measures.length > 0 && (
        <li>
          These measures are set, to be followed on the page Measures:
          <Measures view={view} standing={standing} />
        </li>
      )}
      {checkIns.length > 0 && (
        <li>
          Tasks are set to ask how it goes, on{' '}
          {checkIns.map((days) => dayText(day(addDays(new Date(from), days)))).join(' and ')}.
        </li>
      )}
      {content.reviewOn !== undefined && (
        <li>You are reminded to review it on {dayText(content.reviewOn)}.</li>
      )}
      {others > 0 && (
        <li>
          {others === 1 ? 'The other member' : `The ${others} other members`} who may see this case get a mail
          that something waits.
        </li>
      )}
      <li>
        The respondent is told nothing by this.
        {content.letter
          ? ' You deliver the letter yourself, and say here that you have.'
          : ' It was decided that they get no letter.'}
        {content.rung !== null &&
          ` They can appeal up to and including ${dayText(day(addDays(view.now, settings.decisions.appealDays)))}.`}
      </li>
    </ol>
  );
};

/** What is missing; or what happens, and the button. */
export const PutInForce = ({ view, standing }: Props) => {
  const isReady = standing.missing.length === 0;
  return (
    <section aria-labelledby={`force-${standing.number}`}>
      <h3 id={`force-${standing.number}`}>Put it in force</h3>
      {!isReady && <MissingParts view={view} standing={standing} />}
      {isReady ? (
        <p>What happens at once when you press the button:</p>
      ) : (
        <p class="soft">What will happen at once when it is put in force:</p>
      )}
      <WhatHappens view={view} standing={standing} />
      {isReady && view.may('put-in-force') && (
        <form method="post" action={formAction(putDecisionInForce, view.read.head.caseId)}>
          <Hidden view={view} />
          <input type="hidden" name="proposal" value={String(standing.number)} />
          <input type="hidden" name="hash" value={standing.hash ?? ''} />
          {standing.proposal.content.until !== undefined && (
            <div class="choice">
              <input
                type="checkbox"
                id={`keep-end-${standing.number}`}
                name="keepEndFromReporter"
                value="yes"
              />
              <label for={`keep-end-${standing.number}`}>
                Do not tell the reporter when it ends. Else their page says so, again two weeks before.
              </label>
            </div>
          )}
          <button type="submit" autofocus={isKept(view, formOf('force', standing.number))}>
            Put it in force
          </button>
        </form>
      )}
    </section>
  );
};

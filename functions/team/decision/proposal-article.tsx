import { withdrawProposal } from '../../domain/casework/decision/propose.ts';
import { draftedLetter } from '../../domain/casework/decision/read-letters.ts';
import type { ProposalStanding } from '../../domain/decision/proposal-standing.ts';
import type { CaseView } from '../case/case-view.ts';
import { Folded, Hidden, Panel } from '../case/panel.tsx';
import { formAction } from '../handling/operation-path.ts';
import { pagePath } from '../routes.ts';
import { dayText, rungName } from '../ui/words.ts';
import { PutInForce } from './in-force.tsx';
import { Letter } from './letter.tsx';
import { ToLikeCases } from './like-cases.tsx';
import { LetterWarnings } from './letter-warnings.tsx';
import { formOf } from './proposal-forms.ts';
import { WhoDecides } from './who-decides.tsx';

type Props = { readonly view: CaseView; readonly standing: ProposalStanding };

const LetterPart = ({ view, standing }: Props) => {
  const { number, proposal } = standing;
  const { whyNoLetter, rung } = proposal.content;
  const drafted = draftedLetter(view.settings, view.read.records, view.read, { number, content: proposal });
  if (drafted)
    return (
      <>
        <h3>The letter, as the respondent reads it</h3>
        <Letter letter={drafted.letter} language={drafted.language} level={4} />
        <LetterWarnings view={view} warnings={drafted.warnings} />
      </>
    );
  return (
    <>
      <h3>The letter</h3>
      {whyNoLetter === undefined ? (
        <p class="soft">{rung === null ? 'The respondent gets no letter.' : 'There is no letter yet.'}</p>
      ) : (
        <p class="text" dir="auto">
          The respondent is told nothing: {whyNoLetter}
        </p>
      )}
    </>
  );
};

const Facts = ({ view, standing }: Props) => {
  const { proposal } = standing;
  const { content, by, on, decideBy } = proposal;
  return (
    <>
      <p class="meta">
        Proposed by <bdi>{by.name}</bdi> on {dayText(on)}
        {decideBy !== undefined && `; to be decided by ${dayText(decideBy)}`}.
      </p>
      {standing.late !== undefined && <p class="box warn">{standing.late}</p>}
      <p>
        <strong>{rungName(view.settings, content.rung)}</strong>, from {dayText(content.from)}
        {content.until !== undefined && ` to ${dayText(content.until)}`}
        {content.reviewOn !== undefined && `, reviewed on ${dayText(content.reviewOn)}`}
        {content.lawyerOn !== undefined && `; a lawyer looked at it on ${dayText(content.lawyerOn)}`}.
      </p>
      <ToLikeCases view={view} />
      <h3>Why</h3>
      <p class={content.reasons === '' ? 'soft' : 'text'} dir="auto">
        {content.reasons === '' ? 'No reasons are written yet.' : content.reasons}
      </p>
    </>
  );
};

/** How far it has come, in a line that leads to what is left to do. */
const Standing = ({ standing: { number, missing, missingOfText } }: Pick<Props, 'standing'>) => {
  if (missing.length === 0)
    return (
      <p>
        <a href={`#force-${number}`}>Ready to be put in force</a>
      </p>
    );
  const left = missing.length === 1 ? '1 thing is' : `${missing.length} things are`;
  return (
    <p>
      <a href={`#missing-${number}`}>
        {missingOfText.length > 0 ? `A draft: ${left} missing` : `The text is complete; ${left} missing`}
      </a>
    </p>
  );
};

/** A proposal from top to bottom, like the letter it becomes: what, why, the letter, who decides, what happens. */
export const ProposalArticle = ({ view, standing }: Props) => {
  const { number, respondent } = standing;
  const { caseId } = view.read.head;
  return (
    <Panel
      id={`proposal-${number}`}
      heading={`Proposal about ${respondent?.codeName ?? 'nobody'}: ${rungName(view.settings, standing.proposal.content.rung)}`}
    >
      <Standing standing={standing} />
      <Facts view={view} standing={standing} />
      <LetterPart view={view} standing={standing} />
      {view.may('edit-proposal') && (
        <>
          <p>
            <a href={`${pagePath(caseId, 'decision')}?edit=${number}#edited`}>Change the text</a>
          </p>
          {standing.approving.length > 0 && (
            <p class="soft">Approvals of this text do not count for a changed one.</p>
          )}
        </>
      )}
      <WhoDecides view={view} standing={standing} />
      <PutInForce view={view} standing={standing} />
      {view.may('withdraw-proposal') && (
        <Folded view={view} form={formOf('withdrawal', number)} summary="Withdraw this proposal">
          <form method="post" action={formAction(withdrawProposal, caseId)}>
            <Hidden view={view} />
            <input type="hidden" name="proposal" value={String(number)} />
            <button type="submit" class="quiet">
              Withdraw it
            </button>
          </form>
        </Folded>
      )}
    </Panel>
  );
};

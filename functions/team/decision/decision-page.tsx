import { CaseSubPage } from '../case/case-sub-page.tsx';
import { isKept, type CaseView } from '../case/case-view.ts';
import { Progress } from '../case/progress.tsx';
import { BeginProposal } from './begin-proposal.tsx';
import { openStandings } from './decision-view.ts';
import type { DecisionWish } from './decision-wish.ts';
import { DecisionsPanel } from './decisions-panel.tsx';
import { FindingsPanel, respondentsOf } from './findings-panel.tsx';
import { LikeCasesPanel } from './like-cases.tsx';
import { OpinionsPanel } from './opinions-panel.tsx';
import { ProposalArticle } from './proposal-article.tsx';
import { EditedProposal, NewProposal } from './proposal-form.tsx';
import { proposalStart } from './proposal-start.ts';
import { TakingPart } from './taking-part.tsx';

type Props = { readonly view: CaseView };

/** The number of the proposal whose text is being changed. */
const edited = (view: CaseView): number | undefined =>
  isKept(view, 'edited') ? Number(view.kept?.fields.get('proposal')) : view.decision?.edit;

/** What a new proposal begins with, when one is being written; a refused one keeps what was typed. */
const begun = (view: CaseView): DecisionWish['propose'] =>
  isKept(view, 'proposal') ? { respondent: 0, rung: null, language: 'en' } : view.decision?.propose;

const Proposals = ({ view }: Props) => {
  const standings = openStandings(view);
  const editing = edited(view);
  const wish = begun(view);
  return (
    <div id="proposals">
      {standings.map((standing) =>
        standing.number === editing && view.may('edit-proposal') ? (
          <EditedProposal view={view} standing={standing} />
        ) : (
          <ProposalArticle view={view} standing={standing} />
        ),
      )}
      {wish && view.may('propose-decision') && respondentsOf(view).length > 0 ? (
        <NewProposal
          view={view}
          content={proposalStart({ ...view, records: view.read.records }, wish)}
          follows={wish.follows}
        />
      ) : (
        <BeginProposal view={view} />
      )}
    </div>
  );
};

const Beside = ({ view }: Props) => (
  <>
    {(view.decision?.likeCases ?? []).map((shown, index) => (
      <LikeCasesPanel view={view} shown={shown} index={index} />
    ))}
    <TakingPart view={view} />
  </>
);

/** From what was found to what follows, as one page that reads like the letter it becomes. */
export const DecisionPage = ({ view }: Props) => (
  <CaseSubPage view={view} heading="Decision">
    <Progress view={view} />
    <div class="columns">
      <div>
        <DecisionsPanel view={view} />
        <FindingsPanel view={view} />
        <OpinionsPanel view={view} />
        <Proposals view={view} />
      </div>
      <div>
        <Beside view={view} />
      </div>
    </div>
  </CaseSubPage>
);

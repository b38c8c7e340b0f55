import { lastsOf } from '../../domain/decision/named-in-settings.ts';
import { restrictAtOnce } from '../../domain/casework/decision/restrict-at-once.ts';
import type { Decision } from '../../domain/decision/decision.ts';
import { day } from '../../domain/kernel/clock.ts';
import { CaseSubPage } from '../case/case-sub-page.tsx';
import type { CaseView } from '../case/case-view.ts';
import { Panel } from '../case/panel.tsx';
import { OperationForms } from '../handling/operation-forms.tsx';
import { pagePath } from '../routes.ts';
import { AnswersPanel } from './answers-panel.tsx';
import { MeasureList } from './measure-list.tsx';
import { PublicBanList } from './public-ban-list.tsx';
import { DataRequests } from '../data-request/data-requests-panel.tsx';
import { TwoPeople } from '../two-people/requests-panel.tsx';
import { HoldList, ReturnList, ReviewList } from './after-decision-lists.tsx';

const isNobodyNamed = ({ read, may }: CaseView): boolean =>
  may(restrictAtOnce.name) && read.records.respondents.length === 0;

/** Why there are none. */
const noMeasures = ({ read: { records } }: CaseView): string =>
  records.decisions.length === 0
    ? 'Nothing is decided yet. What follows from a decision stands here.'
    : 'No measure follows from what was decided.';

/** Decisions after which somebody can come back: those that keep them away, whatever the settings have become since. */
const isToComeBackFrom = (view: CaseView, decision: Decision): boolean =>
  !['none', undefined].includes(lastsOf(view.settings.decisions, decision)) ||
  decision.readmission !== undefined ||
  decision.returnRequests !== undefined;

const Returns = ({ view }: { readonly view: CaseView }) => {
  const decisions = view.read.records.decisions.filter(({ content }) => isToComeBackFrom(view, content));
  if (decisions.length === 0) return null;
  return (
    <Panel id="readmission" heading="Coming back after a ban">
      <ReturnList view={view} decisions={decisions} />
      <OperationForms view={view} panel="readmission" />
    </Panel>
  );
};

/** What follows from decisions, until it is done. */
export const MeasuresPage = ({ view }: { readonly view: CaseView }) => {
  const today = day(view.now);
  const { measures } = view.read.records;
  const alone = measures.filter(({ content }) => content.emergency !== undefined);
  const decided = measures.filter(({ content }) => content.emergency === undefined);
  return (
    <CaseSubPage view={view} heading="Measures">
      <AnswersPanel view={view} />
      <Panel id="emergency" heading="Restrictions at once">
        <MeasureList view={view} measures={alone} today={today} none="Nobody is restricted at once." />
        {isNobodyNamed(view) && (
          <p>
            To restrict somebody at once, name them first, on{' '}
            <a href={`${pagePath(view.read.head.caseId, 'investigation')}#respondents`}>Investigation</a>.
          </p>
        )}
        <OperationForms view={view} panel="emergency" />
      </Panel>
      <Panel id="measures" heading="Measures">
        <MeasureList view={view} measures={decided} today={today} none={noMeasures(view)} />
        <OperationForms view={view} panel="measures" />
      </Panel>
      {view.read.records.decisions.length > 0 && (
        <>
          <Panel id="decisions" heading="Decisions to look at again">
            <ReviewList view={view} />
            <OperationForms view={view} panel="decisions" />
          </Panel>
          <Returns view={view} />
        </>
      )}
      {view.settings.decisions.publicBans && view.read.records.decisions.length > 0 && (
        <Panel id="public-list" heading="Public list of permanent bans">
          <PublicBanList view={view} />
          <OperationForms view={view} panel="public-list" />
        </Panel>
      )}
      <Panel id="retention" heading="How long the case is kept">
        <HoldList view={view} />
        <OperationForms view={view} panel="retention" />
      </Panel>
      <DataRequests view={view} />
      <TwoPeople view={view} />
    </CaseSubPage>
  );
};

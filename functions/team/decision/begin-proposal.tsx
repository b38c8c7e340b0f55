import { languages } from '../../settings/localised.ts';
import type { CaseView } from '../case/case-view.ts';
import { Panel } from '../case/panel.tsx';
import { pagePath } from '../routes.ts';
import { Select } from '../ui/field.tsx';
import { languageNames } from '../ui/words.ts';
import { ToLikeCases } from './like-cases.tsx';
import { LastWithoutPartWarning } from './last-without-part.tsx';
import { openStandings } from './decision-view.ts';
import { respondentsOf } from './findings-panel.tsx';
import { rungChoices } from './proposal-form.tsx';

/** Chooses what a proposal begins with: its rung brings the usual measures and the letter. */
export const BeginProposal = ({ view }: { readonly view: CaseView }) => {
  const respondents = respondentsOf(view);
  if (!view.may('propose-decision') || respondents.length === 0) return null;
  const isNext = view.read.records.findings.length > 0 && openStandings(view).length === 0;
  const isFirst = isNext && view.read.records.decisions.length === 0;
  return (
    <Panel id="begin" heading={isNext ? 'Propose what follows' : 'Propose something else'}>
      {view.decision?.lastWithoutPart?.ofNew === true && <LastWithoutPartWarning />}
      <ToLikeCases view={view} />
      <details open={isFirst}>
        <summary>Begin a proposal</summary>
        <form method="get" action={`${pagePath(view.read.head.caseId, 'decision')}#proposal`}>
          <p>The rung brings its usual measures and a letter to begin with. Everything can be changed.</p>
          <Select
            id="begin-propose"
            name="propose"
            label="About"
            choices={respondents.map(({ number, content }) => ({
              value: String(number),
              label: content.codeName,
            }))}
          />
          <Select id="begin-rung" name="rung" label="Rung of the ladder" choices={[...rungChoices(view)]} />
          <Select
            id="begin-language"
            name="language"
            label="Language of the letter"
            choices={languages.map((value) => ({ value, label: languageNames[value] }))}
          />
          <button type="submit">Begin</button>
        </form>
      </details>
    </Panel>
  );
};

import { recordFinding } from '../../domain/casework/decision/record-finding.ts';
import type { Numbered } from '../../domain/casework/reading/read-records.ts';
import { findingOutcomes, type Finding } from '../../domain/decision/finding.ts';
import { findingOf } from '../../domain/decision/proposal-standing.ts';
import type { Respondent } from '../../domain/decision/respondent.ts';
import { fieldOf, isKept, typed, type CaseView } from '../case/case-view.ts';
import { Hidden, Panel } from '../case/panel.tsx';
import { formAction } from '../handling/operation-path.ts';
import { pagePath } from '../routes.ts';
import { Select, TextArea } from '../ui/field.tsx';
import { dayText, findingNames, reasonName, ruleName } from '../ui/words.ts';

type Props = { readonly view: CaseView };

/** Respondents of the case, without those who turned out to be another one. */
export const respondentsOf = ({ read }: Pick<CaseView, 'read'>): readonly Numbered<Respondent>[] =>
  read.records.respondents.filter(({ content }) => content.mergedInto === undefined);

const Found = ({ view, finding }: Props & { readonly finding: Finding }) => (
  <>
    <p>
      <strong>{findingNames[finding.outcome]}</strong>
      {finding.rules.length > 0 &&
        `: ${finding.rules.map((rule) => ruleName(view.settings, rule)).join(', ')}`}
      {finding.reason !== undefined && `: ${reasonName(view.settings, finding.reason)}`}
    </p>
    {finding.outcome === 'not-substantiated' && (
      <p class="soft">
        It could not be established what happened. That says nothing about the reporter: they may have told
        exactly what they saw.
      </p>
    )}
    <p class="text" dir="auto">
      {finding.summary}
    </p>
    {finding.impact !== undefined && (
      <>
        <p class="meta text-label">What it did to people:</p>
        <p class="text" dir="auto">
          {finding.impact}
        </p>
      </>
    )}
    <p class="meta" dir="auto">
      {finding.by.name}, {dayText(finding.on)}
    </p>
  </>
);

const Rules = ({ view, chosen }: Props & { readonly chosen: readonly string[] }) => (
  <fieldset id="finding-rules">
    <legend>Rules of the code of conduct</legend>
    <p class="hint">For a violation, at least one.</p>
    {Object.keys(view.settings.decisions.rules).map((rule) => (
      <div class="choice">
        <input
          type="checkbox"
          id={`finding-rule-${rule}`}
          name="rules"
          value={rule}
          checked={chosen.includes(rule)}
        />
        <label for={`finding-rule-${rule}`}>{ruleName(view.settings, rule)}</label>
      </div>
    ))}
  </fieldset>
);

/** What was found about a respondent, to be written or written anew. */
const FindingForm = ({ view, of }: Props & { readonly of: Numbered<Respondent> }) => {
  const before = findingOf(view.read.records, of.number)?.content;
  const chosen = isKept(view, 'finding') ? view.kept?.fields.all('rules') : before?.rules;
  return (
    <form
      id="finding"
      method="post"
      action={formAction(recordFinding, view.read.head.caseId)}
      autocomplete="off"
    >
      <Hidden view={view} />
      <input type="hidden" name="respondent" value={String(of.number)} />
      <Select
        {...fieldOf(view, 'finding', 'outcome')}
        label="What you have found"
        hint="“Not substantiated” means that it could not be established what happened, and nothing else."
        choices={findingOutcomes.map((value) => ({ value, label: findingNames[value] }))}
        chosen={typed(view, 'finding', 'outcome', before?.outcome)}
      />
      <Select
        {...fieldOf(view, 'finding', 'reason')}
        label="If it is out of scope: why"
        hint="The yearly review counts the reasons, so that the code can be made clearer."
        choices={[
          { value: '', label: 'No reason chosen' },
          ...Object.keys(view.settings.review.outOfScopeReasons).map((value) => ({
            value,
            label: reasonName(view.settings, value),
          })),
        ]}
        chosen={typed(view, 'finding', 'reason', before?.reason)}
      />
      <Rules view={view} chosen={chosen ?? []} />
      <TextArea
        {...fieldOf(view, 'finding', 'summary')}
        label="What happened"
        hint="In neutral words. Write for somebody who reads it in three years."
        rows={5}
        value={typed(view, 'finding', 'summary', before?.summary)}
      />
      <TextArea
        {...fieldOf(view, 'finding', 'impact')}
        label="What it did to people"
        rows={3}
        value={typed(view, 'finding', 'impact', before?.impact)}
      />
      {before && (
        <p class="soft">
          Approvals of a proposal that rests on this finding do not count any more when you change it.
        </p>
      )}
      <button type="submit">Keep the finding</button>
    </form>
  );
};

/** The respondent whose finding is being written. */
const found = (view: CaseView): number | undefined =>
  isKept(view, 'finding') ? Number(view.kept?.fields.get('respondent')) : view.decision?.find;

/** What was found about each respondent. */
export const FindingsPanel = ({ view }: Props) => {
  const { caseId } = view.read.head;
  const respondents = respondentsOf(view);
  const writing = found(view);
  return (
    <Panel id="findings" heading="What was found">
      {respondents.length === 0 && (
        <p>
          Nobody is named yet whom this case is about.{' '}
          <a href={`${pagePath(caseId, 'investigation')}#respondents`}>Add a respondent</a>
        </p>
      )}
      {respondents.map((of) => {
        const finding = findingOf(view.read.records, of.number)?.content;
        const isWriting = writing === of.number && view.may('record-finding');
        const link = `${pagePath(caseId, 'decision')}?find=${of.number}#finding`;
        return (
          <>
            <h3>{of.content.codeName}</h3>
            {finding && !isWriting && <Found view={view} finding={finding} />}
            {!finding && !isWriting && <p>Nothing is found yet.</p>}
            {isWriting && <FindingForm view={view} of={of} />}
            {!isWriting && view.may('record-finding') && (
              <p>
                <a href={link}>
                  {finding ? 'Change the finding' : `Say what you have found about ${of.content.codeName}`}
                </a>
              </p>
            )}
          </>
        );
      })}
    </Panel>
  );
};

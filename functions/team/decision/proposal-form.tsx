import { editProposal, proposeDecision } from '../../domain/casework/decision/propose.ts';
import { letterParts } from '../../domain/decision/letter.ts';
import { mostMeasures, type ProposalContent } from '../../domain/decision/proposal.ts';
import type { ProposalStanding } from '../../domain/decision/proposal-standing.ts';
import { inLanguage, languages } from '../../settings/localised.ts';
import type { RungSettings } from '../../settings/decision-schema.ts';
import { fieldId, fieldOf, isKept, typed, type CaseView } from '../case/case-view.ts';
import { Hidden, Panel } from '../case/panel.tsx';
import { formAction } from '../handling/operation-path.ts';
import { pagePath } from '../routes.ts';
import { Input, Select, TextArea, type Choice } from '../ui/field.tsx';
import { dayText, languageNames, measureName, rungName } from '../ui/words.ts';
import { respondentsOf } from './findings-panel.tsx';
import { partLabels } from './field-labels.ts';
import { writtenConsequences, writtenField } from './consequences-in-step.ts';
import { LastWithoutPartWarning } from './last-without-part.tsx';
import { ToLikeCases } from './like-cases.tsx';
import { MeasureRow } from './measure-row.tsx';
import { fieldsOfProposal, letterField, measureField } from './proposal-fields.ts';

type Form = 'proposal' | 'edited';
type Begins = ReadonlyMap<string, readonly string[]>;
type Props = { readonly view: CaseView; readonly form: Form; readonly begins: Begins };

/** What stood in a field when it was refused; else what the proposal says. */
const valueOf = ({ view, form, begins }: Props, name: string): string =>
  typed(view, form, name, begins.get(name)?.[0]);

/** A field of the form, with what stands in it. */
const fieldIn = (props: Props, name: string) => ({
  ...fieldOf(props.view, props.form, name),
  value: valueOf(props, name),
});

/** Rungs from the mildest to the gravest, after none. */
export const rungChoices = ({ settings }: CaseView): readonly Choice[] => [
  { value: '', label: rungName(settings, null) },
  ...Object.entries(settings.decisions.ladder)
    .toSorted(([, one], [, other]) => one.order - other.order)
    .map(([value]) => ({ value, label: rungName(settings, value) })),
];

const lasting = ({ lasts }: RungSettings): string => {
  if (lasts.kind === 'days') return `between ${lasts.least} and ${lasts.most} days`;
  return lasts.kind === 'permanent' ? 'has no end' : 'has no last day';
};

const Rung = (props: Props) => {
  const { view, form } = props;
  const rungs = Object.values(view.settings.decisions.ladder).toSorted(
    (one, other) => one.order - other.order,
  );
  return (
    <>
      <Select
        {...fieldOf(view, form, 'rung')}
        label="Rung of the ladder"
        choices={[...rungChoices(view)]}
        chosen={valueOf(props, 'rung')}
      />
      <details>
        <summary>What each rung is for</summary>
        <dl>
          {rungs.map((rung) => (
            <>
              <dt>{inLanguage(rung.label, 'en')}</dt>
              <dd>
                {inLanguage(rung.impact, 'en')} <span class="soft">It {lasting(rung)}.</span>
              </dd>
            </>
          ))}
        </dl>
      </details>
      <Input
        {...fieldIn(props, 'from')}
        type="date"
        label="From"
        hint="Where it is left empty: from the day you send this form."
      />
      <Input
        {...fieldIn(props, 'until')}
        type="date"
        label="Last day"
        hint={`For a rung that ends: ${rungs
          .filter(({ lasts }) => lasts.kind === 'days')
          .map((rung) => `${inLanguage(rung.label, 'en')} ${lasting(rung)}`)
          .join('; ')}.`}
      />
    </>
  );
};

const emptyRows = 3;

/** Rows that are filled in, and some to fill in. */
const rowsOf = ({ view, form, begins }: Props): number => {
  const isFilled = (index: number): boolean => {
    const name = measureField(index, 'Type');
    const value = isKept(view, form) ? view.kept?.fields.get(name) : begins.get(name)?.[0];
    return (value ?? '') !== '';
  };
  const filled = Array.from({ length: mostMeasures }, (_, index) => index).findLast(isFilled) ?? -1;
  return Math.min(mostMeasures, filled + 1 + emptyRows);
};

const Measures = (props: Props) => {
  const { view, form, begins } = props;
  const types = Object.entries(view.settings.decisions.measures)
    .toSorted(([, one], [, other]) => one.order - other.order)
    .map(([value]) => ({ value, label: measureName(view.settings, value) }));
  return (
    <fieldset id={`${form}-measures`}>
      <legend>Measures</legend>
      <p class="hint">Keep the change and come back for more rows.</p>
      {Array.from({ length: rowsOf(props) }, (_, index) => (
        <MeasureRow {...{ view, form, begins, index, types }} />
      ))}
    </fieldset>
  );
};

const inStepHint =
  'Leave it as it is, and it follows the rung, the days and the measures that you choose above.';

const LetterFields = (props: Props) => {
  const { view, form } = props;
  const written = valueOf(props, writtenField);
  return (
    <fieldset>
      <legend>The letter to the respondent</legend>
      <p class="hint">
        Never who reported, nor words that give them away. Fill in what is marked […]. The title, how to
        appeal and the signature are added in the same language.
      </p>
      <Select
        {...fieldOf(view, form, letterField('language'))}
        label="Language"
        choices={languages.map((value) => ({ value, label: languageNames[value] }))}
        chosen={valueOf(props, letterField('language'))}
      />
      <input type="hidden" name={writtenField} value={written} />
      {letterParts.map((part) => (
        <TextArea
          {...fieldIn(props, letterField(part))}
          label={partLabels[part]}
          hint={part === 'consequences' && written !== '' ? inStepHint : undefined}
          rows={5}
        />
      ))}
      <TextArea
        {...fieldIn(props, 'whyNoLetter')}
        label="Or: why the respondent is told nothing"
        hint="Then empty the four parts above."
        rows={2}
      />
    </fieldset>
  );
};

const Rest = (props: Props) => (
  <>
    <TextArea
      {...fieldIn(props, 'reporterText')}
      label="What the reporter reads"
      hint="Only what they may know. It follows a line that says the team has decided, and from when. They are also asked whether they are safe."
      rows={5}
    />
    <TextArea
      {...fieldIn(props, 'reasons')}
      label="Reasons"
      hint="For the team, now and in later cases."
      rows={5}
    />
    <Input {...fieldIn(props, 'reviewOn')} type="date" label="Review it on" />
    <Input
      {...fieldIn(props, 'lawyerOn')}
      type="date"
      label="A lawyer looked at it on"
      hint="Asked for the gravest rungs."
    />
  </>
);

const beginsOf = ({ settings }: CaseView, content: ProposalContent): Begins =>
  new Map([...fieldsOfProposal(content), [writtenField, [writtenConsequences(settings, content) ?? '']]]);

const Fields = (props: Props) => {
  const { view, form } = props;
  return (
    <>
      <Select
        {...fieldOf(view, form, 'respondent')}
        label="About"
        choices={respondentsOf(view).map(({ number, content }) => ({
          value: String(number),
          label: content.codeName,
        }))}
        chosen={valueOf(props, 'respondent')}
      />
      <Rung {...props} />
      <Measures {...props} />
      <LetterFields {...props} />
      <Rest {...props} />
    </>
  );
};

/** The text of an open proposal, to be changed. */
export const EditedProposal = ({
  view,
  standing,
}: {
  readonly view: CaseView;
  readonly standing: ProposalStanding;
}) => {
  const { number, hash, proposal, respondent } = standing;
  const { caseId } = view.read.head;
  return (
    <Panel id="edited" heading={`Change the proposal about ${respondent?.codeName ?? 'nobody'}`}>
      <form method="post" action={formAction(editProposal, caseId)} autocomplete="off">
        <Hidden view={view} />
        <input type="hidden" name="proposal" value={String(number)} />
        <input type="hidden" name="hash" value={typed(view, 'edited', 'hash', hash ?? '')} />
        <Fields view={view} form="edited" begins={beginsOf(view, proposal.content)} />
        <p class="soft">Approvals of the text before end: everybody reads and approves it again.</p>
        <button type="submit">Keep the change</button>
      </form>
      <p>
        <a href={`${pagePath(caseId, 'decision')}#proposal-${number}`}>Leave it as it is</a>
      </p>
    </Panel>
  );
};

/** The decision in whose place it comes. */
const Follows = ({ view, number }: { readonly view: CaseView; readonly number: string }) => {
  const before = view.read.records.decisions.find((one) => String(one.number) === number)?.content;
  if (number === '') return null;
  return (
    <>
      <input type="hidden" name="follows" value={number} />
      <p id={fieldId('proposal', 'follows')}>
        {before
          ? `In the place of “${rungName(view.settings, before.rung)}” of ${dayText(before.on)}, which ends when this is in force.`
          : 'In the place of a decision that is not there.'}
      </p>
    </>
  );
};

/** A new proposal, to be filled in. */
export const NewProposal = ({
  view,
  content,
  follows,
}: {
  readonly view: CaseView;
  readonly content: ProposalContent;
  readonly follows: number | undefined;
}) => (
  <Panel id="proposal" heading="A new proposal">
    {view.decision?.lastWithoutPart?.ofNew === true && <LastWithoutPartWarning />}
    <ToLikeCases view={view} />
    <form method="post" action={formAction(proposeDecision, view.read.head.caseId)} autocomplete="off">
      <Hidden view={view} />
      <Follows view={view} number={typed(view, 'proposal', 'follows', String(follows ?? ''))} />
      <Fields view={view} form="proposal" begins={beginsOf(view, content)} />
      <p class="soft">
        It need not be complete: you and the others can change it. Only those who are on the team now can take
        part in deciding it.
      </p>
      <button type="submit">Keep the proposal</button>
    </form>
  </Panel>
);

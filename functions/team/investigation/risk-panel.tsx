import { ongoingAnswers, riskLevels, riskParts, type RiskPart } from '../../domain/case/risk.ts';
import { setRisk } from '../../domain/casework/decision/set-risk.ts';
import { fieldOf, typed, type CaseView } from '../case/case-view.ts';
import { Folded, Hidden, Panel } from '../case/panel.tsx';
import { formAction } from '../handling/operation-path.ts';
import { Select } from '../ui/field.tsx';
import { riskLabels } from '../ui/words.ts';

type Props = { readonly view: CaseView };

const optionsOf: Readonly<Record<RiskPart, readonly string[]>> = {
  safety: riskLevels,
  ongoing: ongoingAnswers,
  retaliation: riskLevels,
};

const hints: Readonly<Record<RiskPart, string>> = {
  safety: 'Whether somebody may come to harm.',
  ongoing: 'Whether it still goes on.',
  retaliation: 'Whether somebody may be made to pay for having reported or spoken.',
};

/** How dangerous the case is, as the team judges it. */
export const RiskPanel = ({ view }: Props) => {
  const { risk = {} } = view.read.brief;
  return (
    <Panel id="risk" heading="Risk">
      <dl>
        {riskParts.map((part) => (
          <>
            <dt>{riskLabels[part]}</dt>
            <dd>{risk[part] ?? 'not known'}</dd>
          </>
        ))}
      </dl>
      {view.may('set-risk') && (
        <Folded view={view} form="risk" summary="Judge the risk">
          <form method="post" action={formAction(setRisk, view.read.head.caseId)}>
            <Hidden view={view} />
            <p>
              Shown in the queue and on the case, to everybody who may see the case. The reporter never sees
              it.
            </p>
            {riskParts.map((part) => (
              <>
                <input
                  type="hidden"
                  name={`was-${part}`}
                  value={typed(view, 'risk', `was-${part}`, risk[part])}
                />
                <Select
                  {...fieldOf(view, 'risk', part)}
                  label={riskLabels[part]}
                  hint={hints[part]}
                  choices={[
                    { value: '', label: 'Not known' },
                    ...optionsOf[part].map((value) => ({ value, label: value })),
                  ]}
                  chosen={typed(view, 'risk', part, risk[part])}
                />
              </>
            ))}
            <button type="submit">Save the risk</button>
          </form>
        </Folded>
      )}
    </Panel>
  );
};

import type { Opinion } from '../../domain/decision/opinion.ts';
import { opinionOf } from '../../domain/decision/proposal-standing.ts';
import type { CaseView } from '../case/case-view.ts';
import { Panel } from '../case/panel.tsx';
import { OperationForms } from '../handling/operation-forms.tsx';
import { dayText } from '../ui/words.ts';
import { respondentsOf } from './findings-panel.tsx';

type Props = { readonly view: CaseView };

const says = ({ said, whyNotAsked, asked }: Opinion): string => {
  if (said !== undefined) return said;
  if (whyNotAsked !== undefined) return `Not asked: ${whyNotAsked}`;
  return asked ? `Asked; has until ${dayText(asked.by)} to answer.` : '';
};

const Opinion = ({ who, opinion }: { readonly who: string; readonly opinion: Opinion | undefined }) => (
  <>
    <dt>{who}</dt>
    {opinion ? (
      <dd class="text" dir="auto">
        {says(opinion)}
      </dd>
    ) : (
      <dd class="soft">Nothing is noted yet.</dd>
    )}
  </>
);

/** What the reporter and the respondents think before it is decided. It binds nobody. */
export const OpinionsPanel = ({ view }: Props) => {
  const { records } = view.read;
  const respondents = respondentsOf(view);
  if (respondents.length === 0) return null;
  return (
    <Panel id="opinions" heading="What those concerned think">
      <p class="soft">Heard before it is decided. It binds nobody.</p>
      <dl>
        {respondents.map(({ number, content }) => (
          <>
            <Opinion
              who={`The reporter, on ${content.codeName}`}
              opinion={opinionOf(records, 'reporter', number)?.content}
            />
            <Opinion who={content.codeName} opinion={opinionOf(records, 'respondent', number)?.content} />
          </>
        ))}
      </dl>
      <OperationForms view={view} panel="opinions" />
    </Panel>
  );
};

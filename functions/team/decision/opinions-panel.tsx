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

type Shown = Props & { readonly who: string; readonly of: Opinion['of']; readonly about: number };

/** What one of them thinks; what they said before the latest decision stays to be read, and counts for no later one. */
const Opinion = ({ view, who, of, about }: Shown) => {
  const { records } = view.read;
  const opinion = opinionOf(records, of, about)?.content;
  const before = records.opinions.findLast(
    ({ content }) => content.of === of && content.respondent === about,
  )?.content;
  const shown = opinion ?? before;
  return (
    <>
      <dt>{who}</dt>
      {shown ? (
        <dd class="text" dir="auto">
          {says(shown)}
          {!opinion && <span class="soft"> (before it was decided)</span>}
        </dd>
      ) : (
        <dd class="soft">Nothing is noted yet.</dd>
      )}
    </>
  );
};

/** What the reporter and the respondents think before it is decided. It binds nobody. */
export const OpinionsPanel = ({ view }: Props) => {
  const respondents = respondentsOf(view);
  if (respondents.length === 0) return null;
  return (
    <Panel id="opinions" heading="What those concerned think">
      <p class="soft">Heard before it is decided. It binds nobody.</p>
      <dl>
        {respondents.map(({ number, content }) => (
          <>
            <Opinion view={view} who={`The reporter, on ${content.codeName}`} of="reporter" about={number} />
            <Opinion view={view} who={content.codeName} of="respondent" about={number} />
          </>
        ))}
      </dl>
      <OperationForms view={view} panel="opinions" />
    </Panel>
  );
};

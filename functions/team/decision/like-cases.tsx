import type { LikeCases } from '../../domain/register/like-cases.ts';
import type { ReadableLogLine } from '../../domain/register/walk-log.ts';
import type { CaseView } from '../case/case-view.ts';
import { Panel } from '../case/panel.tsx';
import { dayText, measureName, rungName } from '../ui/words.ts';

const Line = ({ view, line: { line } }: { readonly view: CaseView; readonly line: ReadableLogLine }) => {
  const { person, decidedOn, from, until, rung, measures } = line;
  return (
    <li>
      <strong>{person}</strong>, {dayText(decidedOn)}: {rungName(view.settings, rung)}
      {until !== undefined && `, ${dayText(from)} to ${dayText(until)}`}
      {measures.length > 0 && (
        <span class="soft">. {measures.map((type) => measureName(view.settings, type)).join(', ')}</span>
      )}
    </li>
  );
};

/** What was decided in like cases, so that the same is answered with the same. */
export const LikeCasesPanel = (props: {
  readonly view: CaseView;
  readonly heading: string;
  readonly like: LikeCases;
}) => {
  const { lines, alike, since } = props.like;
  return (
    <Panel id="like-cases" heading={props.heading}>
      <p class="soft">
        The same rung and a rule in common, since {dayText(since)}; of the decisions that you may see.
      </p>
      {lines.length === 0 ? (
        <p>None.</p>
      ) : (
        <ul class="plain">
          {lines.map((line) => (
            <Line view={props.view} line={line} />
          ))}
        </ul>
      )}
      {alike > lines.length && <p class="soft">{alike} in all.</p>}
    </Panel>
  );
};

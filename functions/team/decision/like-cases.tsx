import type { ReadableLogLine } from '../../domain/register/walk-log.ts';
import type { CaseView } from '../case/case-view.ts';
import { Panel } from '../case/panel.tsx';
import type { LikeShown } from './decision-wish.ts';
import { dayText, measureName, rungName } from '../ui/words.ts';

const Line = ({ view, line: { line } }: { readonly view: CaseView; readonly line: ReadableLogLine }) => {
  const { person, decidedOn, from, until, rung, measures, status } = line;
  return (
    <li>
      <strong>{person}</strong>, {dayText(decidedOn)}: {rungName(view.settings, rung)}
      {until !== undefined && `, ${dayText(from)} to ${dayText(until)}`}
      {status === 'replaced' && ', replaced since'}
      {measures.length > 0 && (
        <span class="soft">. {measures.map((type) => measureName(view.settings, type)).join(', ')}</span>
      )}
    </li>
  );
};

/** What makes them alike, in words. */
const alikeBy = ({ rung, rules }: LikeShown): string => {
  const rule = rules.length > 0 ? 'a rule in common' : 'no rule named';
  return rung === undefined ? `On any rung, with ${rule}` : `The same rung, with ${rule}`;
};

/** What was decided in like cases, so that the same is answered with the same. */
export const LikeCasesPanel = (props: {
  readonly view: CaseView;
  readonly shown: LikeShown;
  /** What makes its id one of the page. */
  readonly index: number;
}) => {
  const { view, shown, index } = props;
  const { lines, alike, since } = shown.like;
  return (
    <Panel
      id={index === 0 ? 'like-cases' : `like-cases-${index + 1}`}
      heading={`Cases like that of ${shown.codeName}`}
    >
      <p class="soft">
        {alikeBy(shown)}, since {dayText(since)}; of the decisions that you may see.
      </p>
      {lines.length === 0 ? (
        <p>None.</p>
      ) : (
        <ul class="plain">
          {lines.map((line) => (
            <Line view={view} line={line} />
          ))}
        </ul>
      )}
      {alike > lines.length && <p class="soft">{alike} in all.</p>}
    </Panel>
  );
};

/** Leads there where the panel does not stand beside: on a narrow page it comes after everything else. */
export const ToLikeCases = ({ view }: { readonly view: CaseView }) =>
  (view.decision?.likeCases ?? []).length === 0 ? null : (
    <p class="to-beside">
      <a href="#like-cases">What was decided in like cases</a>
    </p>
  );

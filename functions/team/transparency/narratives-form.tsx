import { narrativeLimit, type ChoosableNarrative } from '../../domain/transparency/draft-narratives.ts';
import type { DraftContent } from '../../domain/transparency/report-draft.ts';
import { draftPath, routes } from '../routes.ts';

/** Which texts about cases the draft would publish; nothing where it could publish none. */
export const NarrativesForm = (props: {
  readonly draftId: string;
  readonly report: DraftContent['report'];
  readonly narratives: readonly ChoosableNarrative[];
  readonly isApproved: boolean;
}) => {
  const { draftId, report, narratives, isApproved } = props;
  if (narratives.length === 0) return null;
  const most = narrativeLimit(report);
  return (
    <form method="post" action={draftPath(draftId, routes.reportNarratives)}>
      <fieldset id="taken">
        <legend>Texts about closed cases</legend>
        <p class="hint">
          At most {most}. Leave out what could tell, beside the counts, who was concerned: the check of words
          cannot know that. What is left out now is told in no later report.
        </p>
        {narratives.map(({ hash, language, text, taken }) => (
          <div class="choice">
            <input type="checkbox" id={`taken-${hash}`} name="taken" value={hash} checked={taken} />
            <label for={`taken-${hash}`} lang={language} dir="auto" class="text">
              {text}
            </label>
          </div>
        ))}
      </fieldset>
      {isApproved && <p>Another choice needs both approvals again.</p>}
      <button type="submit" class="quiet">
        Leave out what is not ticked
      </button>
    </form>
  );
};

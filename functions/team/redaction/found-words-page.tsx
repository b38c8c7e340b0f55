import { hideWords, type FoundEntry } from '../../domain/casework/redaction/hide-words.ts';
import { formAction } from '../handling/operation-path.ts';
import { casePath, routes } from '../routes.ts';
import { InContext } from './in-context.tsx';
import { RedactionFrame, type RedactionView } from './redaction-frame.tsx';
import { entryName, threadLabel } from './redaction-words.ts';
import type { TypedWords } from './word-fields.tsx';

type Props = {
  readonly view: RedactionView;
  readonly found: readonly FoundEntry[];
  /** Longer words in which they stand, and which stay. */
  readonly longer: readonly string[];
  readonly typed: TypedWords;
};

/** Places that are shown; all of them are counted. */
const mostShown = 200;

const count = (number: number, one: string, many: string): string =>
  number === 1 ? `1 ${one}` : `${number} ${many}`;

/** Where words stand open, before they are hidden there. */
export const FoundWordsPage = ({ view, found, longer, typed }: Props) => {
  const { caseId } = view.opened.head;
  const places = found.reduce((sum, one) => sum + one.places.length, 0);
  let shown = 0;
  return (
    <RedactionFrame
      view={view}
      heading="Hide these words"
      back={['Back, nothing is hidden yet', casePath(caseId, routes.redaction)]}
    >
      <p>
        {count(places, 'place', 'places')} in {count(found.length, 'entry', 'entries')}. What is marked is
        hidden when you press the button. If one of them means something else, you can hand it out again
        afterwards.
      </p>
      {longer.length > 0 && (
        <p class="box warn">
          Longer words in which they stand are not hidden: <bdi>{longer.join(', ')}</bdi>. Go back and tick
          the box, or hide those that you choose.
        </p>
      )}
      <form method="post" action={formAction(hideWords, caseId)} autocomplete="off">
        <input type="hidden" name="words" value={typed.words} />
        {typed.within && <input type="hidden" name="within" value="yes" />}
        <button type="submit" name="step" value="save">
          Hide all {places}
        </button>
      </form>
      {found.map(({ place, entry, places: own }) => {
        const some = own.slice(0, Math.max(0, mostShown - shown));
        shown += some.length;
        return (
          <section>
            <h2 dir="auto">{entryName(entry, place.entry)}</h2>
            <p class="soft">
              {threadLabel(place.thread)}: {count(own.length, 'place', 'places')}
            </p>
            <ul class="thread">
              {some.map((passage) => (
                <li>
                  <p class="text" dir="auto">
                    <InContext {...passage} text={entry.texts.get(passage.text) ?? ''} />
                  </p>
                </li>
              ))}
            </ul>
            {some.length < own.length && <p>And {own.length - some.length} more.</p>}
          </section>
        );
      })}
    </RedactionFrame>
  );
};

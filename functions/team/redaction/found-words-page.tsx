import { hideWords, type FoundEntry } from '../../domain/casework/redaction/hide-words.ts';
import type { Passage } from '../../domain/redaction/redaction.ts';
import { formAction } from '../handling/operation-path.ts';
import { casePath, routes } from '../routes.ts';
import { RedactionFrame, type RedactionView } from './redaction-frame.tsx';
import { entryName, threadLabel } from './redaction-words.ts';
import type { TypedWords } from './word-fields.tsx';

type Props = {
  readonly view: RedactionView;
  readonly found: readonly FoundEntry[];
  readonly typed: TypedWords;
};

/** Code units beside a place that are shown with it. */
const beside = 40;
/** Places that are shown; all of them are counted. */
const mostShown = 200;

/** Cut where a letter is not parted; what is cut off is a few units at most. */
const whole = (text: string): string => text.toWellFormed().replaceAll('\ufffd', '');

const Place = ({ text, from, to }: Passage & { readonly text: string }) => (
  <li>
    <p class="text" dir="auto">
      {from > beside && '…'}
      {whole(text.slice(Math.max(0, from - beside), from))}
      <mark>{text.slice(from, to)}</mark>
      {whole(text.slice(to, to + beside))}
      {to + beside < text.length && '…'}
    </p>
  </li>
);

const count = (number: number, one: string, many: string): string =>
  number === 1 ? `1 ${one}` : `${number} ${many}`;

/** Where words stand open, before they are hidden there. */
export const FoundWordsPage = ({ view, found, typed }: Props) => {
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
                <Place {...passage} text={entry.texts.get(passage.text) ?? ''} />
              ))}
            </ul>
            {some.length < own.length && <p>And {own.length - some.length} more.</p>}
          </section>
        );
      })}
    </RedactionFrame>
  );
};

import type { EntryToRedact } from '../../domain/casework/redaction/handed-out.ts';
import { liftRedaction } from '../../domain/casework/redaction/lift-redaction.ts';
import { redactEntry } from '../../domain/casework/redaction/redact-entry.ts';
import { piecesOf } from '../../domain/redaction/pieces.ts';
import type { EntryRedaction, Passage } from '../../domain/redaction/redaction.ts';
import { hiddenIn } from '../../domain/redaction/redacted-texts.ts';
import { joinedRuns, type Run } from '../../domain/redaction/runs.ts';
import { attachmentsOfEntry, type Entry } from '../../domain/thread/entry.ts';
import type { ThreadName } from '../../domain/thread/thread-name.ts';
import { formAction } from '../handling/operation-path.ts';
import { redactedEntryPath, redactionPath } from '../routes.ts';
import { InContext } from './in-context.tsx';
import { passageValue } from './passage-value.ts';
import { channelOf, RedactionFrame, type RedactionView } from './redaction-frame.tsx';
import { entryName, standingWords, textLabel } from './redaction-words.ts';
import { openWords, ShownEntry } from './shown-text.tsx';
import { WordFields, type TypedWords } from './word-fields.tsx';

/** What was chosen on the page, where it comes back. */
export type ChosenOnPage = {
  readonly pieces: readonly string[];
  readonly words: TypedWords;
  readonly held: boolean;
  readonly givenOut: readonly string[];
};

export type EntryPageProps = {
  readonly view: RedactionView;
  readonly thread: ThreadName;
  readonly item: EntryToRedact & { readonly entry: Entry };
  /** The first of the pieces that are shown. */
  readonly from: number;
  readonly chosen?: ChosenOnPage | undefined;
  /** What would be handed out, where that is asked for. */
  readonly preview?: EntryRedaction | undefined;
};

/** Pieces of a page. */
const piecesOfPage = 200;

type Piece = Passage & { readonly content: string; readonly hidden: readonly Run[] };

const allPieces = ({ entry, redacted }: EntryPageProps['item']): readonly Piece[] =>
  [...entry.texts].flatMap(([name, content]) => {
    const hidden = joinedRuns(content, hiddenIn(redacted, name));
    return piecesOf(content).map(({ from, to }) => ({
      text: name,
      from,
      to,
      content,
      hidden: hidden.filter((run) => run.from < to && from < run.to),
    }));
  });

const isAllHidden = ({ from, to, hidden }: Piece): boolean =>
  hidden.some((run) => run.from <= from && to <= run.to);

/** A piece with what is hidden of it struck out. */
const Content = ({ content, from, to, hidden }: Piece) => {
  const parts: (string | { readonly gone: string })[] = [];
  let at = from;
  for (const run of hidden) {
    parts.push(content.slice(at, Math.max(at, run.from)));
    parts.push({ gone: content.slice(Math.max(at, run.from), Math.min(to, run.to)) });
    at = Math.min(to, run.to);
  }
  parts.push(content.slice(at, to));
  return <>{parts.map((part) => (typeof part === 'string' ? part : <del>{part.gone}</del>))}</>;
};

const PieceChoice = ({
  piece,
  number,
  chosen,
}: {
  readonly piece: Piece;
  readonly number: number;
  readonly chosen: boolean;
}) => {
  const isHidden = isAllHidden(piece);
  return (
    <div class="choice">
      <input
        type="checkbox"
        id={`piece-${number}`}
        name="piece"
        value={passageValue(piece)}
        checked={isHidden || chosen}
        disabled={isHidden}
      />
      <label for={`piece-${number}`} dir="auto">
        <Content {...piece} />
      </label>
    </div>
  );
};

const Pieces = ({ view, thread, item, from, chosen }: EntryPageProps) => {
  const all = allPieces(item);
  const shown = all.slice(from, from + piecesOfPage);
  const to = (next: number) =>
    redactedEntryPath(view.opened.head.caseId, { thread, entry: item.number }, next);
  return (
    <fieldset class="pieces" id="hide">
      <legend>
        <h2>Tick what is hidden</h2>
      </legend>
      {shown.map((piece, index) => {
        const label = textLabel(view.settings, channelOf(view.opened), item.entry, piece.text);
        return (
          <>
            {label !== undefined && piece.text !== shown[index - 1]?.text && <h3>{label}</h3>}
            <PieceChoice
              piece={piece}
              number={from + index}
              chosen={chosen?.pieces.includes(passageValue(piece)) === true}
            />
          </>
        );
      })}
      {shown.length < all.length && (
        <p>
          Sentences {from + 1} to {from + shown.length} of {all.length}. Save what you have ticked before you
          go on. {from > 0 && <a href={to(Math.max(0, from - piecesOfPage))}>Earlier ones</a>}{' '}
          {from + shown.length < all.length && <a href={to(from + piecesOfPage)}>Later ones</a>}
        </p>
      )}
    </fieldset>
  );
};

const Files = ({ item, chosen }: Pick<EntryPageProps, 'item' | 'chosen'>) => {
  const files = attachmentsOfEntry(item.entry);
  const givenOut = chosen?.givenOut ?? item.redacted.files;
  return files.length === 0 ? null : (
    <fieldset id="files">
      <legend>Files</legend>
      <p class="hint">A file is held back unless you tick it. Open it first: nothing inside it is hidden.</p>
      {files.map(({ id, name }) => (
        <div class="choice">
          <input type="hidden" name="file" value={id} />
          {item.redacted.files.includes(id) && <input type="hidden" name="was-givenOut" value={id} />}
          <input
            type="checkbox"
            id={`file-${id}`}
            name="givenOut"
            value={id}
            checked={givenOut.includes(id)}
          />
          <label for={`file-${id}`}>
            <bdi>{name}</bdi> may be handed out
          </label>
        </div>
      ))}
    </fieldset>
  );
};

const Preview = ({ view, item, preview }: EntryPageProps) =>
  preview === undefined ? null : (
    <section class="box" aria-labelledby="preview">
      <h2 id="preview">What would be handed out</h2>
      <ShownEntry
        settings={view.settings}
        channel={channelOf(view.opened)}
        entry={item.entry}
        redacted={preview}
      />
      <p class="soft">It is not saved yet.</p>
      <button type="submit" name="step" value="save">
        Save it like this
      </button>
    </section>
  );

const HideForm = (props: EntryPageProps) => {
  const { view, thread, item, from, chosen } = props;
  return (
    <form method="post" action={formAction(redactEntry, view.opened.head.caseId)} autocomplete="off">
      <input type="hidden" name="thread" value={thread} />
      <input type="hidden" name="entry" value={String(item.number)} />
      <input type="hidden" name="from" value={String(from)} />
      <input type="hidden" name="was-held" value={item.redacted.held ? 'yes' : 'no'} />
      <Preview {...props} />
      <Pieces {...props} />
      <WordFields
        label="Or words and names in this entry"
        hint="One a line. Every place of them in this entry is hidden."
        typed={chosen?.words}
        problem={view.problems.find(({ field }) => field === 'words')?.text}
      />
      <Files {...props} />
      <div class="choice">
        <input
          type="checkbox"
          id="held"
          name="held"
          value="yes"
          checked={chosen?.held ?? item.redacted.held}
        />
        <label for="held">Hold this entry back whole</label>
      </div>
      <button type="submit" name="step" value="preview">
        Show what would be handed out
      </button>
    </form>
  );
};

const LiftForm = ({ view, thread, item }: EntryPageProps) => {
  const { passages } = item.redacted;
  if (passages.length === 0) return null;
  return (
    <form method="post" action={formAction(liftRedaction, view.opened.head.caseId)} id="passages">
      <h2>Hidden now</h2>
      <p>Tick what is handed out again.</p>
      <input type="hidden" name="thread" value={thread} />
      <input type="hidden" name="entry" value={String(item.number)} />
      <fieldset class="pieces">
        <legend class="out-of-sight">Hidden passages</legend>
        {passages.slice(0, piecesOfPage).map((one, index) => (
          <div class="choice">
            <input type="checkbox" id={`passage-${index}`} name="passage" value={passageValue(one)} />
            <label for={`passage-${index}`} dir="auto">
              <InContext {...one} text={item.entry.texts.get(one.text) ?? ''} />
            </label>
          </div>
        ))}
      </fieldset>
      <button type="submit" class="quiet">
        Hand these out again
      </button>
    </form>
  );
};

/** One entry, sentence by sentence, and what of it is handed out. */
export const EntryPage = (props: EntryPageProps) => {
  const { view, thread, item } = props;
  const open = openWords(item);
  return (
    <RedactionFrame
      view={view}
      heading="Hide parts of an entry"
      back={['Back to what is handed out', redactionPath(view.opened.head.caseId, thread)]}
    >
      <p>
        <strong dir="auto">{entryName(item.entry, item.number)}</strong>{' '}
        <span class="tag">{standingWords(item.redacted)}</span>
      </p>
      <p>The entry itself stays as it is. Nobody outside sees how long a hidden part was.</p>
      {open.length > 0 && (
        <p class="box warn">
          Hidden elsewhere, and open here: <bdi>{open.slice(0, 10).join(', ')}</bdi>
        </p>
      )}
      <HideForm {...props} />
      <LiftForm {...props} />
    </RedactionFrame>
  );
};

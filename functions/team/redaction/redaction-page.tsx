import type { EntryToRedact, ThreadToRedact } from '../../domain/casework/redaction/handed-out.ts';
import { hideWords } from '../../domain/casework/redaction/hide-words.ts';
import { formAction } from '../handling/operation-path.ts';
import { casePath, redactedEntryPath, redactionPath } from '../routes.ts';
import { channelOf, RedactionFrame, type RedactionView } from './redaction-frame.tsx';
import { entryName, standingWords, threadLabel } from './redaction-words.ts';
import { openWords, ShownEntry } from './shown-text.tsx';
import { WordFields, type TypedWords } from './word-fields.tsx';

type Props = {
  readonly view: RedactionView;
  readonly read: ThreadToRedact;
  /** What was typed into the form, where it comes back. */
  readonly typed?: TypedWords | undefined;
};

const WordsForm = ({ view, typed }: Omit<Props, 'read'>) => (
  <form method="post" action={formAction(hideWords, view.opened.head.caseId)} autocomplete="off">
    <h2>Hide a name everywhere</h2>
    <WordFields
      label="Names and words"
      hint="One a line. Every place is hidden, in all conversations of this case. Capital letters and accents make no difference. Think of nicknames, accounts and mail addresses."
      typed={typed}
      problem={view.problems.find(({ field }) => field === 'words')?.text}
    />
    <button type="submit" name="step" value="find">
      Find them
    </button>
  </form>
);

const Threads = ({ view, read }: Props) =>
  read.threads.length < 2 ? null : (
    <nav aria-label="Conversations" class="places">
      <ul>
        {read.threads.map((thread) => (
          <li>
            <a
              href={redactionPath(view.opened.head.caseId, thread)}
              aria-current={thread === read.thread ? 'page' : undefined}
            >
              {threadLabel(thread)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );

const Item = ({ view, read, item }: Props & { readonly item: EntryToRedact }) => {
  const { number, entry, redacted } = item;
  const name = entryName(entry, number);
  if (entry === 'unreadable')
    return (
      <li id={`entry-${number}`}>
        <p class="meta">{name}</p>
        <p class="soft">This cannot be shown: what was stored is damaged. It is not handed out.</p>
      </li>
    );
  const open = openWords(item);
  return (
    <li id={`entry-${number}`} class={entry.from}>
      <p class="meta">
        <strong dir="auto">{name}</strong> <span class="tag">{standingWords(redacted)}</span>
      </p>
      <ShownEntry
        settings={view.settings}
        channel={channelOf(view.opened)}
        entry={entry}
        redacted={redacted}
      />
      {open.length > 0 && (
        <p class="box warn">
          Hidden elsewhere, and open here: <bdi>{open.slice(0, 10).join(', ')}</bdi>
        </p>
      )}
      {read.may && (
        <p>
          <a
            href={redactedEntryPath(view.opened.head.caseId, { thread: read.thread, entry: number })}
            aria-label={`Change what is hidden: ${name}`}
          >
            Change what is hidden
          </a>
        </p>
      )}
    </li>
  );
};

/** What of a thread is handed out, entry by entry, as somebody outside reads it. */
export const RedactionPage = (props: Props) => {
  const { view, read } = props;
  const { caseId } = view.opened.head;
  const open = read.entries.filter((item) => openWords(item).length > 0);
  return (
    <RedactionFrame view={view} heading="What is handed out" back={['Back to the case', casePath(caseId)]}>
      <p>
        This is what an expert, or a redacted copy, gets of the case. You and your colleagues go on reading
        all of it.
      </p>
      {read.may && <WordsForm {...props} />}
      <Threads {...props} />
      <h2>{threadLabel(read.thread)}: as it is handed out</h2>
      {open.length > 0 && (
        <div class="box warn">
          <p>Something you hid in one place stands open in another. Look at:</p>
          <ul>
            {open.map(({ number, entry }) => (
              <li>
                <a href={`#entry-${number}`}>{entryName(entry, number)}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      <ol class="thread">
        {read.entries.map((item) => (
          <Item {...props} item={item} />
        ))}
      </ol>
    </RedactionFrame>
  );
};

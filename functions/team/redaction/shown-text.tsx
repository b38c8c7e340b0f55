import type { EntryToRedact } from '../../domain/casework/redaction/handed-out.ts';
import type { EntryRedaction } from '../../domain/redaction/redaction.ts';
import { hiddenIn } from '../../domain/redaction/redacted-texts.ts';
import { redactedMark, shownParts } from '../../domain/redaction/runs.ts';
import { attachmentsOfEntry, type Entry } from '../../domain/thread/entry.ts';
import type { Settings } from '../../settings/schema.ts';
import { textLabel } from './redaction-words.ts';

type Shown = {
  readonly settings: Settings;
  readonly channel: string;
  readonly entry: Entry;
  readonly redacted: EntryRedaction;
};

const Texts = ({ settings, channel, entry, redacted }: Shown) => (
  <>
    {[...entry.texts].map(([name, text]) => {
      const label = textLabel(settings, channel, entry, name);
      return (
        <>
          {label !== undefined && <p class="meta text-label">{label}</p>}
          <p class="text" dir="auto">
            {shownParts(text, hiddenIn(redacted, name)).map((part) =>
              part === 'hidden' ? <mark>{redactedMark}</mark> : part.text,
            )}
          </p>
        </>
      );
    })}
  </>
);

const Files = ({ entry, redacted }: Pick<Shown, 'entry' | 'redacted'>) => {
  const files = attachmentsOfEntry(entry);
  return files.length === 0 ? null : (
    <ul>
      {files.map(({ id, name }) => (
        <li>
          <bdi>{name}</bdi>:{' '}
          {!redacted.held && redacted.files.includes(id) ? 'may be handed out' : 'held back'}
        </li>
      ))}
    </ul>
  );
};

/** An entry as somebody outside the team is handed it. */
export const ShownEntry = (props: Shown) => (
  <>
    {props.redacted.held ? (
      <p class="text">
        <mark>{redactedMark}</mark>
      </p>
    ) : props.entry.texts.size === 0 ? (
      <p class="soft">It has no text.</p>
    ) : (
      <Texts {...props} />
    )}
    <Files {...props} />
  </>
);

/** What stands open in an entry and is hidden in another, each once. */
export const openWords = ({ entry, open }: Pick<EntryToRedact, 'entry' | 'open'>): readonly string[] =>
  entry === 'unreadable'
    ? []
    : [
        ...new Set(
          [...open].flatMap(([name, runs]) =>
            runs.map(({ from, to }) => (entry.texts.get(name) ?? '').slice(from, to)),
          ),
        ),
      ];

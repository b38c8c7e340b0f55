import { addEvidence, removeEvidence } from '../../domain/casework/decision/list-evidence.ts';
import type { Numbered } from '../../domain/casework/reading/read-records.ts';
import type { Evidence } from '../../domain/decision/evidence.ts';
import { attachmentsOfEntry, type Entry } from '../../domain/thread/entry.ts';
import { reporterThread } from '../../domain/thread/thread-name.ts';
import { fieldOf, typed, type CaseView } from '../case/case-view.ts';
import { Folded, Hidden, Panel } from '../case/panel.tsx';
import { formAction } from '../handling/operation-path.ts';
import { casePath } from '../routes.ts';
import { Input, Select, TextArea, type Choice } from '../ui/field.tsx';
import { dayText } from '../ui/words.ts';

type Props = { readonly view: CaseView };
type OfEvidence = Props & { readonly of: Numbered<Evidence> };

const readable = ({ read }: CaseView) =>
  read.entries.flatMap(({ number, entry }) => (entry === 'unreadable' ? [] : [{ number, entry }]));

const entryName = (entry: Entry): string => {
  if (entry.kind === 'report') return 'The report';
  const on = dayText(entry.on.slice(0, 10));
  if (entry.from === 'automatic') return `An automatic message, ${on}`;
  return `A message of ${entry.from === 'team' ? entry.author.name : 'the reporter'}, ${on}`;
};

const longestBeginning = 40;

/** Its first words, by which messages of one day are told apart. */
const beginning = (entry: Entry): string => {
  const text = (entry.texts.get('text') ?? '').replace(/\s+/g, ' ').trim();
  if (text === '') return '';
  const words = Array.from(text).slice(0, longestBeginning).join('');
  return `: “${words}${words === text ? '' : '…'}”`;
};

/** Entries and files of the case that can be pointed at. */
const placesOf = (view: CaseView): Choice[] => {
  const entries = readable(view);
  return [
    ...entries.map(({ number, entry }) => ({
      value: `entry-${reporterThread}-${number}`,
      label: `${entryName(entry)}${beginning(entry)}`,
    })),
    ...entries.flatMap(({ entry }) =>
      attachmentsOfEntry(entry).map(({ id, name }) => ({ value: `file-${id}`, label: `File: ${name}` })),
    ),
  ];
};

const Place = ({ view, of: { content } }: OfEvidence) => {
  const { file, entry, elsewhere } = content;
  const path = casePath(view.read.head.caseId);
  if (elsewhere !== undefined) return <bdi>{elsewhere}</bdi>;
  if (entry && entry.thread !== reporterThread)
    return `${file === undefined ? 'Entry' : 'A file of entry'} ${entry.number} of the thread “${entry.thread}”`;
  const found = readable(view).find(({ number }) => number === entry?.number)?.entry;
  if (!found) return 'It cannot be shown any more.';
  const name = attachmentsOfEntry(found).find(({ id }) => id === file)?.name;
  if (file !== undefined)
    return (
      <a href={`${path}#file-${file}`}>
        <bdi>{name ?? 'A file'}</bdi>
      </a>
    );
  const place = found.kind === 'report' ? 'report' : `entry-${entry?.number ?? 0}`;
  return <a href={`${path}#${place}`}>{entryName(found)}</a>;
};

const Removal = ({ view, of }: OfEvidence) => {
  const form = `removal-${of.number}`;
  return (
    <Folded view={view} form={form} summary="Take it off the list">
      <form
        method="post"
        action={formAction(removeEvidence, view.read.head.caseId, of.number)}
        autocomplete="off"
      >
        <Hidden view={view} />
        <Input
          {...fieldOf(view, form, 'reason')}
          type="text"
          label="Why"
          hint="It stays among what was taken off, with this."
          value={typed(view, form, 'reason')}
        />
        <button type="submit">Take it off</button>
      </form>
    </Folded>
  );
};

const EvidenceItem = ({ view, of }: OfEvidence) => {
  const { what, addedBy, addedOn, removed, removedBy, removedOn } = of.content;
  return (
    <li id={`evidence-${of.number}`}>
      <p class="text" dir="auto">
        {what}
      </p>
      <p>
        <Place view={view} of={of} />
      </p>
      <p class="meta" dir="auto">
        Added by {addedBy.name} on {dayText(addedOn)}
      </p>
      {removed === undefined ? (
        view.may('remove-evidence') && <Removal view={view} of={of} />
      ) : (
        <p class="meta" dir="auto">
          Taken off{removedBy && ` by ${removedBy.name}`}
          {removedOn && ` on ${dayText(removedOn)}`}: {removed}
        </p>
      )}
    </li>
  );
};

const AddForm = ({ view }: Props) => (
  <Folded view={view} form="evidence" summary="List evidence">
    <form method="post" action={formAction(addEvidence, view.read.head.caseId)} autocomplete="off">
      <Hidden view={view} />
      <TextArea
        {...fieldOf(view, 'evidence', 'what')}
        label="What it shows"
        rows={2}
        value={typed(view, 'evidence', 'what')}
      />
      <Select
        {...fieldOf(view, 'evidence', 'place')}
        label="Where it is"
        choices={[...placesOf(view), { value: '', label: 'Elsewhere, as said below' }]}
        chosen={typed(view, 'evidence', 'place')}
      />
      <Input
        {...fieldOf(view, 'evidence', 'elsewhere')}
        type="text"
        label="Where it lies, if elsewhere"
        hint="An address, a log, a person who has it."
        value={typed(view, 'evidence', 'elsewhere')}
      />
      <button type="submit">List the evidence</button>
    </form>
  </Folded>
);

/** What shows what happened, and where to find it. */
export const EvidencePanel = ({ view }: Props) => {
  const { evidence } = view.read.records;
  const listed = evidence.filter(({ content }) => content.removed === undefined);
  const removed = evidence.filter(({ content }) => content.removed !== undefined);
  return (
    <Panel id="evidence" heading="Evidence">
      {listed.length === 0 ? (
        <p class="soft">Nothing is listed yet.</p>
      ) : (
        <ul class="tasks">
          {listed.map((of) => (
            <EvidenceItem view={view} of={of} />
          ))}
        </ul>
      )}
      {removed.length > 0 && (
        <details>
          <summary>Taken off the list: {removed.length}</summary>
          <ul class="tasks">
            {removed.map((of) => (
              <EvidenceItem view={view} of={of} />
            ))}
          </ul>
        </details>
      )}
      {view.may('add-evidence') && <AddForm view={view} />}
    </Panel>
  );
};

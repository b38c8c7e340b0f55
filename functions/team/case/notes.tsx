import type { Settings } from '../../settings/schema.ts';
import type { Note } from '../../domain/casework/record/note.ts';
import type { NumberedNote } from '../../domain/casework/reading/notes-page.ts';
import { clearNote } from '../../domain/casework/handling/clear-note.ts';
import { reporterThread } from '../../domain/thread/thread-name.ts';
import { RecordForm } from '../handling/operation-forms.tsx';
import { casePath, routes } from '../routes.ts';
import { TextArea } from '../ui/field.tsx';
import {
  channelName,
  dayText,
  deadlineLabels,
  interviewWayNames,
  momentText,
  partNames,
  stateNames,
} from '../ui/words.ts';
import { fieldId, fieldOf, typed, type CaseView } from './case-view.ts';
import { codeNamesOf } from './code-names.ts';
import { Hidden } from './panel.tsx';

/** What was done, in words; the text of a plain note is its own. */
export const noteDone = (
  settings: Settings,
  note: Note,
  codeNames: ReadonlyMap<number, string>,
): string | undefined => {
  switch (note.kind) {
    case 'note':
      return undefined;
    case 'state':
      return `${stateNames[note.from]} → ${stateNames[note.to]}`;
    case 'identity':
      return `Opened what the reporter said of themselves: ${partNames[note.part]}`;
    case 'original':
      return `Opened the original of the file ${note.name}`;
    case 'grant':
      return `Gave access to ${note.member.name}`;
    case 'set-aside':
      return `Set ${note.member.name} aside`;
    case 'let-back':
      return `Let ${note.member.name} back, who was set aside`;
    case 'deadline':
      return `Moved “${deadlineLabels[note.deadline]}” from ${dayText(note.before)} to ${dayText(note.after)}`;
    case 'transfer':
      return `Moved the case from ${channelName(settings, note.fromChannel)} to ${channelName(settings, note.toChannel)}`;
    case 'link':
      return 'Linked it with another case about the same incident';
    case 'unlink':
      return 'Parted it from a case it was linked with';
    case 'split':
      return 'Split the case in two';
    case 'interview':
      return interviewText(note, codeNames);
    case 'brief':
      return `Changed ${changedNames(note).join(' and ')}`;
  }
};

type NoteOf<Kind extends Note['kind']> = Extract<Note, { kind: Kind }>;

/** With whom a conversation was, how and when; the number of a respondent is named where it is known. */
export const interviewText = (
  { who, respondent, how, whenOn }: NoteOf<'interview'>,
  codeNames: ReadonlyMap<number, string> = new Map(),
): string => {
  const named =
    respondent === undefined ? undefined : (codeNames.get(respondent) ?? `respondent ${respondent}`);
  const whom = [named, who].filter((one) => one !== undefined).join(', ') || 'somebody';
  return `Talked with ${whom}, ${interviewWayNames[how]}, on ${dayText(whenOn)}`;
};

const before = (text: string): string => (text === '' ? '(nothing)' : text);

/** What stood there until then. */
const changedNames = ({ personsBefore, spacesBefore }: NoteOf<'brief'>): string[] => [
  ...(personsBefore === undefined ? [] : [`the persons named, before: ${before(personsBefore)}`]),
  ...(spacesBefore === undefined ? [] : [`the places named, before: ${before(spacesBefore)}`]),
];

/** What a member wrote into it. */
export const noteText = (note: Note): string => {
  if (note.kind === 'note') return note.text;
  if (note.kind === 'interview') return note.said;
  const unsaid = note.kind === 'state' ? note.whyNoMessage : undefined;
  return [note.reason, unsaid && `No message to the reporter: ${unsaid}`]
    .filter((part) => part !== undefined && part !== '')
    .join('\n');
};

/** Once what the reporter wrote is erased: what a note says can be taken out, or was. */
export const ClearNote = (props: {
  readonly view: CaseView;
  readonly number: number;
  readonly note: Note;
}) => {
  const { view, number, note } = props;
  if (note.cleared)
    return (
      <p class="soft">
        {note.cleared.by.name} took out what it said on {dayText(note.cleared.on)}.
      </p>
    );
  if (!view.read.erasedThreads[reporterThread]) return null;
  return (
    <>
      <p class="meta">Note {number}</p>
      <RecordForm view={view} operation={clearNote} number={number} />
    </>
  );
};

const NoteItem = ({ view, item }: { readonly view: CaseView; readonly item: NumberedNote }) => {
  const { number, note } = item;
  if (note === 'unreadable')
    return (
      <li id={`note-${number}`} class="soft">
        This note cannot be shown: what was stored is damaged.
      </li>
    );
  const isPrivate = note.kind === 'note' && note.private === true;
  const isNew = view.readUpTo !== undefined && number > view.readUpTo.version;
  const what = noteDone(view.settings, note, codeNamesOf(view.read.records.respondents));
  const text = noteText(note);
  return (
    <li id={`note-${number}`} class={isPrivate ? 'private' : undefined}>
      <p class="meta">
        <strong dir="auto">{note.author.name}</strong>
        {', '}
        {momentText(note.on)} {isPrivate && <span class="tag">Only you see this</span>}
        {isNew && <span class="tag hot">New</span>}
      </p>
      {what !== undefined && (
        <p class="done" dir="auto">
          {what}
        </p>
      )}
      {text !== '' && (
        <p class="text" dir="auto">
          {text}
        </p>
      )}
      <ClearNote view={view} number={number} note={note} />
    </li>
  );
};

const NoteForm = ({ view }: { readonly view: CaseView }) => (
  <form method="post" action={casePath(view.read.head.caseId, routes.note)} autocomplete="off">
    <Hidden view={view} />
    <TextArea
      {...fieldOf(view, 'note', 'text')}
      label="Add a note"
      hint="For the team. The reporter never sees it."
      rows={4}
      value={typed(view, 'note', 'text')}
    />
    <div class="choice">
      <input
        type="checkbox"
        id={fieldId('note', 'private')}
        name="private"
        value="yes"
        checked={typed(view, 'note', 'private') === 'yes'}
      />
      <label for={fieldId('note', 'private')}>Only I may read it</label>
    </div>
    <button type="submit">Keep the note</button>
  </form>
);

/** What the team writes for itself, and what was done with which reason. */
export const Notes = ({ view }: { readonly view: CaseView }) => {
  const { notes: shown, older } = view.read.notes;
  const path = casePath(view.read.head.caseId);
  return (
    <section aria-labelledby="notes">
      <h2 id="notes">Notes of the team</h2>
      {older !== undefined && (
        <p>
          <a href={`${path}?notesBefore=${older}#notes`}>Older notes</a>
        </p>
      )}
      {shown.length === 0 ? (
        <p class="soft">{view.notesBefore === undefined ? 'None yet.' : 'None of them is for you.'}</p>
      ) : (
        <ol class="thread">
          {shown.map((item) => (
            <NoteItem view={view} item={item} />
          ))}
        </ol>
      )}
      {view.notesBefore !== undefined && (
        <p>
          <a href={`${path}#notes`}>The latest notes</a>
        </p>
      )}
      {view.may('write-note') && <NoteForm view={view} />}
    </section>
  );
};

import type { Note } from '../../domain/casework/record/note.ts';
import type { CaseView } from '../case/case-view.ts';
import { codeNamesOf, interviewText } from '../case/notes.tsx';
import { Panel } from '../case/panel.tsx';
import { OperationForms } from '../handling/operation-forms.tsx';
import { pagePath } from '../routes.ts';
import { momentText } from '../ui/words.ts';

type Props = { readonly view: CaseView };
type Interview = Extract<Note, { kind: 'interview' }>;

const InterviewItem = (props: Props & { readonly number: number; readonly note: Interview }) => {
  const { view, number, note } = props;
  return (
    <li id={`note-${number}`}>
      <p class="done" dir="auto">
        {interviewText(note, codeNamesOf(view))}
      </p>
      <p class="text" dir="auto">
        {note.said}
      </p>
      <p class="meta">
        Written down by <bdi>{note.author.name}</bdi>, {momentText(note.on)}
      </p>
    </li>
  );
};

/** What people said to members; it stands among the notes, too. */
export const InterviewsPanel = ({ view }: Props) => {
  const { notes, older } = view.read.notes;
  const path = pagePath(view.read.head.caseId, 'investigation');
  const interviews = notes.flatMap(({ number, note }) =>
    note !== 'unreadable' && note.kind === 'interview' ? [{ number, note }] : [],
  );
  return (
    <Panel id="interviews" heading="Conversations">
      {interviews.length === 0 && (
        <p class="soft">
          {older === undefined && view.notesBefore === undefined
            ? 'None is written down yet.'
            : 'None among these notes.'}
        </p>
      )}
      {interviews.length > 0 && (
        <ol class="plain">
          {interviews.map(({ number, note }) => (
            <InterviewItem view={view} number={number} note={note} />
          ))}
        </ol>
      )}
      {older !== undefined && (
        <p>
          <a href={`${path}?notesBefore=${older}#interviews`}>Look through older notes</a>
        </p>
      )}
      {view.notesBefore !== undefined && (
        <p>
          <a href={`${path}#interviews`}>The latest</a>
        </p>
      )}
      <OperationForms view={view} panel="interviews" />
    </Panel>
  );
};

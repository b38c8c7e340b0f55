import type { Interview } from '../../domain/casework/reading/interviews-page.ts';
import type { CaseView } from '../case/case-view.ts';
import { codeNamesOf } from '../case/code-names.ts';
import { ClearNote, interviewText } from '../case/notes.tsx';
import { Panel } from '../case/panel.tsx';
import { OperationForms } from '../handling/operation-forms.tsx';
import { pagePath } from '../routes.ts';
import { momentText } from '../ui/words.ts';

type Props = { readonly view: CaseView };

const InterviewItem = (props: Props & { readonly number: number; readonly note: Interview }) => {
  const { view, number, note } = props;
  return (
    <li id={`note-${number}`}>
      <p class="done" dir="auto">
        {interviewText(note, codeNamesOf(view.read.records.respondents))}
      </p>
      <p class="text" dir="auto">
        {note.said}
      </p>
      <p class="meta">
        Written down by <bdi>{note.author.name}</bdi>, {momentText(note.on)}
      </p>
      <ClearNote view={view} number={number} note={note} />
    </li>
  );
};

/** What people said to members, the latest first; it stands among the notes, too. */
export const InterviewsPanel = ({ view }: Props) => {
  const { interviews = [], older } = view.read.interviews ?? {};
  const path = pagePath(view.read.head.caseId, 'investigation');
  const isFirstPage = view.interviewsBefore === undefined;
  return (
    <Panel id="interviews" heading="Conversations">
      {interviews.length === 0 && (
        <p class="soft">
          {isFirstPage && older === undefined
            ? 'None is written down yet.'
            : 'None among what was noted then. Look further.'}
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
          <a href={`${path}?conversationsBefore=${older}#interviews`}>Older conversations</a>
        </p>
      )}
      {!isFirstPage && (
        <p>
          <a href={`${path}#interviews`}>The latest conversations</a>
        </p>
      )}
      <OperationForms view={view} panel="interviews" />
    </Panel>
  );
};

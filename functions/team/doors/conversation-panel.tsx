import { editDoorPage } from '../../domain/casework/doors/edit-door-page.ts';
import { remakeDoor } from '../../domain/casework/doors/remake-door.ts';
import { closeDoor } from '../../domain/casework/doors/close-door.ts';
import type { Conversation } from '../../domain/casework/reading/conversations.ts';
import type { ExpertPage } from '../../domain/door/expert-page.ts';
import { isOffTheRecord } from '../../domain/door/off-the-record.ts';
import type { CaseView } from '../case/case-view.ts';
import { fieldOf, typed } from '../case/case-view.ts';
import { EntryItem } from '../case/conversation.tsx';
import { Folded, Hidden, Panel } from '../case/panel.tsx';
import { formAction } from '../handling/operation-path.ts';
import { RecordForm } from '../handling/operation-forms.tsx';
import { Input } from '../ui/field.tsx';
import { dayText } from '../ui/words.ts';
import { TakeOver } from './take-over.tsx';
import { WriteToForm } from './write-to-form.tsx';
import { conversationName, stateText } from './door-words.ts';
import { ExcerptsForm } from './expert-door-form.tsx';
import { Confirm, TextFields } from './make-door-form.tsx';

type Props = { readonly view: CaseView; readonly conversation: Conversation };

const Excerpts = ({ page: { about, excerpts } }: { readonly page: ExpertPage }) => (
  <details>
    <summary>What they are shown</summary>
    <p class="text" dir="auto">
      {about}
    </p>
    <ol>
      {excerpts.map(({ from, on, text }) => (
        <li>
          <p class="meta">
            <bdi>{from}</bdi>, {dayText(on)}
          </p>
          <p class="text" dir="auto">
            {text}
          </p>
        </li>
      ))}
    </ol>
  </details>
);

/** What they are shown and asked. */
const Shown = ({ conversation: { page } }: Props) => {
  if (!page) return <p class="soft">What is shown to them cannot be read: what was stored is damaged.</p>;
  if (page.kind === 'expert') return <Excerpts page={page} />;
  if (page.kind === 'platform') return null;
  return (
    <details>
      <summary>What they are shown</summary>
      <p class="text" dir="auto">
        {page.about}
      </p>
      {page.questions.length > 0 && (
        <ol>
          {page.questions.map((question) => (
            <li dir="auto">{question}</li>
          ))}
        </ol>
      )}
    </details>
  );
};

const Edit = ({ view, conversation: { number, page } }: Props) => {
  if (!view.may(editDoorPage.name) || (page?.kind !== 'response' && page?.kind !== 'witness')) return null;
  const form = `door-page-${number}`;
  return (
    <Folded view={view} form={form} summary="Change what they are shown, or the day">
      <form method="post" action={formAction(editDoorPage, view.read.head.caseId)} autocomplete="off">
        <Hidden view={view} />
        <input type="hidden" name="door" value={String(number)} />
        <input type="hidden" name="was-about" value={page.about} />
        <input type="hidden" name="was-questions" value={page.questions.join('\n')} />
        <input type="hidden" name="was-answerBy" value={page.answerBy ?? ''} />
        <TextFields view={view} form={form} first={page} />
        <Input
          {...fieldOf(view, form, 'answerBy')}
          type="date"
          label="Answer by (none where empty)"
          value={typed(view, form, 'answerBy', page.answerBy)}
        />
        <Confirm view={view} form={form} />
        <button type="submit">Change their page</button>
      </form>
    </Folded>
  );
};

const Remake = ({ view, conversation: { number, state } }: Props) => {
  if (!view.may(remakeDoor.name) || state === 'ended') return null;
  return (
    <Folded view={view} form={`remake-${number}`} summary="Make new words to hand over">
      <form method="post" action={formAction(remakeDoor, view.read.head.caseId)}>
        <Hidden view={view} />
        <input type="hidden" name="door" value={String(number)} />
        <p>What opens the conversation now opens nothing any more.</p>
        <button type="submit">Make new words</button>
      </form>
    </Folded>
  );
};

/** What was written; folded where nobody goes on with it and nothing of it is new. */
const Written = ({ view, conversation: { number, door, state, entries } }: Props) => {
  if (entries.length === 0) return <p class="soft">Nothing has been written yet.</p>;
  const list = (
    <ol class="thread">
      {entries.map((item) => (
        <EntryItem
          view={view}
          item={item}
          place={{ anchor: `conversation-${number}-`, isNew: item.number > door.readUpTo }}
        />
      ))}
    </ol>
  );
  const isOver = (state === 'closed' || state === 'ended') && entries.length <= door.readUpTo;
  if (!isOver) return list;
  return (
    <details>
      <summary>What was written ({entries.length})</summary>
      {list}
    </details>
  );
};

/** One conversation besides the reporter's: how it stands, what was written, and what can be done. */
export const ConversationPanel = ({ view, conversation }: Props) => {
  const { number, door, state, entries } = conversation;
  return (
    <Panel id={`conversation-${number}`} heading={conversationName(door)}>
      <p>
        {stateText(state, door)}
        {door.answerBy !== undefined &&
          state !== 'closed' &&
          ` Asked to answer by ${dayText(door.answerBy)}.`}
      </p>
      {isOffTheRecord(
        door.thread,
        entries.map(({ entry }) => entry),
      ) && (
        <p class="box warn">
          They ask for what they say to stay out of the record. Ask them before you give any of it to somebody
          else, or list it as evidence.
        </p>
      )}
      <TakeOver view={view} conversation={conversation} />
      <Shown view={view} conversation={conversation} />
      <Written view={view} conversation={conversation} />
      {view.may('answer-reporter') && <WriteToForm view={view} conversation={conversation} />}
      <Edit view={view} conversation={conversation} />
      <ExcerptsForm view={view} conversation={conversation} />
      <Remake view={view} conversation={conversation} />
      {state !== 'closed' && <RecordForm view={view} operation={closeDoor} number={number} />}
    </Panel>
  );
};

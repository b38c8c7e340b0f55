import type { ConversationPart, PieceOfEntry } from './conversation-part.ts';
import type { EntryView } from './entry-view.ts';
import { isolated, type Page } from '../ui/page.ts';
import { routes } from '../routes.ts';
import { AttachmentList } from '../files/attachment-list.tsx';

/** The conversation as a text file shows it. */
export const conversationText = (page: Page, entries: readonly EntryView[]): string =>
  entries
    .map(
      (entry) =>
        `${writer(page, entry)}${comma(page)}${page.date(entry.on)}\r\n\r\n` +
        [entry.text, fileNames(page, entry)].filter((part) => part !== '').join('\r\n\r\n') +
        '\r\n',
    )
    .join('\r\n---\r\n\r\n');

const comma = ({ messages }: Page): string => messages.thread.comma;

const writer = ({ messages }: Page, { from, filedByTeam, byMail }: EntryView): string => {
  const { thread } = messages;
  if (filedByTeam) return thread.filedByTeam;
  if (byMail) return messages.mails.byMail;
  const { you, team, automatic, unknown } = thread;
  // Whoever reads a conversation is the one who holds its door.
  return from === 'team' || from === 'automatic' || from === 'unknown'
    ? { team, automatic, unknown }[from]
    : you;
};

const fileNames = (page: Page, { attachments }: EntryView): string =>
  attachments.length === 0
    ? ''
    : `${page.messages.files.thread.files}: ${attachments.map(({ name }) => isolated(page, name)).join(comma(page))}`;

const EntryItem = (props: { readonly page: Page; readonly piece: PieceOfEntry; readonly handle: string }) => {
  const { page, piece } = props;
  const { entry } = piece;
  return (
    <li class={entry.from}>
      <p class="meta">
        <strong>{writer(page, entry)}</strong>
        {comma(page)}
        {page.date(entry.on)}
        {piece.continued && `${comma(page)}${page.messages.thread.continued}`}
      </p>
      {piece.text !== '' && (
        <p class="text" dir="auto">
          {piece.text}
        </p>
      )}
      {piece.isLast && <AttachmentList page={page} files={entry.attachments} handle={props.handle} />}
    </li>
  );
};

/** Leads through a long conversation. The buttons are of the form below, so that what is typed there stays. */
const OtherPart = (props: { readonly page: Page; readonly before: string; readonly label: string }) => (
  <button
    type="submit"
    class="quiet"
    form="reply"
    formaction={`${props.page.href(routes.shown)}#messages`}
    name="before"
    value={props.before}
  >
    {props.label}
  </button>
);

/** The messages of a conversation, or as many as one page shows. */
export const Messages = (props: {
  readonly page: Page;
  readonly part: ConversationPart;
  readonly handle: string;
}) => {
  const { page, part } = props;
  const { thread } = page.messages;
  const isPart = part.before !== undefined || part.hasNewer;
  return (
    <>
      <h2 id="messages">{thread.messages}</h2>
      {isPart && <p class="hint">{thread.part}</p>}
      {part.before !== undefined && <OtherPart page={page} before={part.before} label={thread.earlier} />}
      <ol class="thread">
        {part.pieces.map((piece) => (
          <EntryItem page={page} piece={piece} handle={props.handle} />
        ))}
      </ol>
      {part.hasNewer && <OtherPart page={page} before="" label={thread.newest} />}
    </>
  );
};

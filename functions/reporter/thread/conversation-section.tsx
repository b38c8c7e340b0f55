import { routes } from '../routes.ts';
import type { Page } from '../ui/page.ts';
import type { ConversationPart } from './conversation-part.ts';
import { Messages } from './conversation.tsx';

/** The messages of a conversation, and the button that downloads them all. The form for a reply stands below. */
export const ConversationSection = (props: {
  readonly page: Page;
  readonly part: ConversationPart;
  readonly handle: string;
}) => {
  const { page, part, handle } = props;
  const said = page.messages.thread;
  return (
    <>
      {/* The first button of a form is what the Enter key presses. */}
      <button type="submit" form="reply" formaction={page.href(routes.shown)} hidden>
        {said.messages}
      </button>
      <Messages page={page} part={part} handle={handle} />
      <form method="post" action={page.href(routes.download)}>
        <input type="hidden" name="handle" value={handle} />
        <button type="submit" class="quiet">
          {said.download}
        </button>
      </form>
    </>
  );
};

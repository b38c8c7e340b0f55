import type { Page } from './page.ts';
import { routes } from '../routes.ts';
import { KeptReplyFields, WordsField, type KeptReply } from '../thread/follow-up-form-page.tsx';
import { Layout, type PageProblem } from './layout.tsx';

/** After a fault while a reply was sent: its text, and the means to send the very same form again. */
export const SendAgainPage = (props: {
  readonly page: Page;
  readonly problem: string;
  readonly handle: string | undefined;
  readonly reply: KeptReply;
  /** Files that did not arrive. */
  readonly problems: readonly PageProblem[];
  /** No more files are taken today. */
  readonly todayFull: boolean;
}) => {
  const { page, reply } = props;
  const { thread, problems } = page.messages;
  return (
    <Layout
      page={page}
      failed
      typed={{ id: 'reply', shownAgainBy: routes.shown }}
      neutral={page.entrance === 'message'}
    >
      <h1>{thread.notConfirmed}</h1>
      <div class="errors" role="alert">
        <p>
          {props.problem} {problems.kept} {problems.pressAgain}
        </p>
        {props.problems.map(({ field, text }) => (
          <p>
            <a href={`#${field}`}>{text}</a>
          </p>
        ))}
      </div>
      <form
        method="post"
        action={page.href(routes.reply)}
        enctype="multipart/form-data"
        autocomplete="off"
        id="reply"
      >
        {props.handle === undefined ? (
          <>
            <input type="hidden" name="key" value={reply.key} />
            <WordsField page={page} words="" problem={undefined} />
          </>
        ) : (
          <input type="hidden" name="handle" value={props.handle} />
        )}
        <KeptReplyFields page={page} reply={reply} problems={props.problems} todayFull={props.todayFull} />
        <button type="submit">{thread.send}</button>
      </form>
    </Layout>
  );
};

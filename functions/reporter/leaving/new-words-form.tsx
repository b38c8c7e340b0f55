import type { Page } from '../ui/page.ts';
import { routes } from '../routes.ts';
import { Layout } from '../ui/layout.tsx';
import { Confirmation } from './withdraw-form.tsx';

/** Asks for a new passphrase; says first what it does. */
export const NewWordsForm = (props: {
  readonly page: Page;
  readonly handle: string;
  readonly problem: string | undefined;
}) => {
  const { page, problem } = props;
  const { newWords } = page.messages;
  return (
    <details open={problem !== undefined}>
      <summary>{newWords.summary}</summary>
      <p>{newWords.effect}</p>
      <form method="post" action={page.href(routes.newWords)} autocomplete="off">
        <input type="hidden" name="handle" value={props.handle} />
        <Confirmation id="confirm-words" label={newWords.confirm} problem={problem} />
        <button type="submit" class="quiet">
          {newWords.button}
        </button>
      </form>
    </details>
  );
};

/** The first page of words that a member handed over: they lead nowhere but to words of one's own. */
export const OwnWordsPage = ({ page, handle }: { readonly page: Page; readonly handle: string }) => {
  const { own } = page.messages.newWords;
  return (
    <Layout page={page} typed={{ id: 'own-words', shownAgainBy: routes.shown }} neutral>
      <h1>{own.heading}</h1>
      <p>{own.text}</p>
      <form id="own-words" method="post" action={page.href(routes.newWords)} autocomplete="off">
        <input type="hidden" name="handle" value={handle} />
        <input type="hidden" name="confirm" value="yes" />
        <button type="submit">{own.button}</button>
      </form>
    </Layout>
  );
};

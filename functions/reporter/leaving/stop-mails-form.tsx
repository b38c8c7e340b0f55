import { routes } from '../routes.ts';
import type { Page } from '../ui/page.ts';

/** The button that ends the mails to a reporter who wrote by mail; says first what it does. */
export const StopMailsForm = ({ page, handle }: { readonly page: Page; readonly handle: string }) => {
  const { mails } = page.messages;
  return (
    <details>
      <summary>{mails.summary}</summary>
      <p>{mails.effect}</p>
      <form method="post" action={page.href(routes.stopMails)} autocomplete="off">
        <input type="hidden" name="handle" value={handle} />
        <button type="submit" class="quiet">
          {mails.button}
        </button>
      </form>
    </details>
  );
};

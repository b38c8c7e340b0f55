import { raw } from 'hono/html';
import type { Settings } from '../../settings/schema.ts';
import { routes } from '../routes.ts';
import { ErrorSummary, Layout, type PageProblem } from './layout.tsx';
import { linkScript } from './link-script.ts';

/** A reply that could not be sent yet; its key makes sending the form twice one message. */
export type KeptReply = { readonly text: string; readonly key: string };

/** Where one comes back with words or a link; also where an expired reply form leads, with its text kept. */
export const FollowUpFormPage = (props: {
  readonly settings: Settings;
  readonly words: string;
  readonly problems: readonly PageProblem[];
  readonly reply?: KeptReply | undefined;
}) => {
  const wordsProblem = props.problems.find(({ field }) => field === 'words')?.text;
  return (
    <Layout settings={props.settings} failed={props.problems.length > 0}>
      <h1>Come back to your report</h1>
      <ErrorSummary problems={props.problems} kept={props.reply !== undefined} />
      <form
        method="post"
        action={props.reply === undefined ? routes.followUp : routes.reply}
        autocomplete="off"
      >
        <div class={wordsProblem === undefined ? 'question' : 'question wrong'}>
          <label for="words">Your twelve words</label>
          <p class="hint" id="words-hint">
            Capital letters, numbers and line breaks do not matter. Your follow-up link works here too.
          </p>
          {wordsProblem !== undefined && (
            <p class="problem" id="words-problem">
              {wordsProblem}
            </p>
          )}
          <textarea
            id="words"
            name="words"
            rows={4}
            autocomplete="off"
            autocapitalize="none"
            autocorrect="off"
            spellcheck={false}
            translate="no"
            aria-describedby={wordsProblem === undefined ? 'words-hint' : 'words-hint words-problem'}
            aria-invalid={wordsProblem === undefined ? undefined : 'true'}
          >
            {`\n${props.words}`}
          </textarea>
          <p id="filled" hidden role="status">
            Your link has filled this in. Press the button to open your report.
          </p>
        </div>
        {props.reply !== undefined && (
          <div class="question">
            <input type="hidden" name="key" value={props.reply.key} />
            <label for="text">Your reply</label>
            <textarea id="text" name="text" rows={8} dir="auto" autocomplete="off">
              {`\n${props.reply.text}`}
            </textarea>
          </div>
        )}
        <button type="submit" id="open">
          {props.reply === undefined ? 'Open my report' : 'Send the reply'}
        </button>
      </form>
      <p class="hint">
        Words lost? They cannot be restored. Write a <a href={routes.report}>new report</a> and mention the
        name of the old case, if you know it.
      </p>
      <script>{raw(linkScript)}</script>
    </Layout>
  );
};

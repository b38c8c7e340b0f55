import type { Settings } from '../../settings/schema.ts';
import { routes } from '../routes.ts';
import type { KeptReply } from './follow-up-form-page.tsx';
import { Layout } from './layout.tsx';

/** After a fault while a reply was sent: its text, and the means to send the very same form again. */
export const SendAgainPage = (props: {
  readonly settings: Settings;
  readonly detail: string;
  readonly handle: string | undefined;
  readonly reply: KeptReply;
}) => (
  <Layout settings={props.settings} failed>
    <h1>Your message has not been confirmed</h1>
    <div class="errors" role="alert">
      <p>{props.detail} Your text is below; press “Send” again.</p>
    </div>
    <form method="post" action={routes.reply} autocomplete="off">
      {props.handle === undefined ? (
        <>
          <input type="hidden" name="key" value={props.reply.key} />
          <div class="question">
            <label for="words">Your twelve words</label>
            <textarea id="words" name="words" rows={4} autocomplete="off" spellcheck={false} translate="no" />
          </div>
        </>
      ) : (
        <input type="hidden" name="handle" value={props.handle} />
      )}
      <div class="question">
        <label for="text">Your message</label>
        <textarea id="text" name="text" rows={8} dir="auto" autocomplete="off">
          {`\n${props.reply.text}`}
        </textarea>
      </div>
      <button type="submit">Send</button>
    </form>
  </Layout>
);

import { raw } from 'hono/html';
import { followUpLinkScript } from '../../web/page/page-scripts.ts';
import { entranceHref, type Page } from '../ui/page.ts';
import { routes } from '../routes.ts';
import { FilesFieldset } from '../files/files-fieldset.tsx';
import { ActFields } from '../acts/act-fields.tsx';
import { formWords } from '../acts/act-words.ts';
import type { KeptAct } from '../acts/kept-act.ts';
import type { FormFiles } from '../files/form-files.ts';
import { InDanger } from '../ui/in-danger.tsx';
import { ErrorSummary, Layout, type PageProblem } from '../ui/layout.tsx';
import { TextField } from '../ui/text-field.tsx';

/** A reply that could not be sent yet; its key makes sending the form twice one message. */
export type KeptReply = {
  readonly text: string;
  readonly key: string;
  readonly urgent: boolean;
  readonly files: FormFiles;
  /** What it is for besides a message. */
  readonly act?: KeptAct | undefined;
};

/** The tick for a message that cannot wait, and what to do before that. */
export const UrgentReply = ({ page, checked }: { readonly page: Page; readonly checked: boolean }) => (
  <div class="choice">
    <input
      type="checkbox"
      id="urgent"
      name="urgent"
      value="yes"
      checked={checked}
      aria-describedby="urgent-hint"
    />
    <label for="urgent">{page.messages.thread.urgent}</label>
    <div class="hint" id="urgent-hint">
      <InDanger page={page} />
    </div>
  </div>
);

export const KeptReplyFields = (props: {
  readonly page: Page;
  readonly reply: KeptReply;
  readonly problems: readonly PageProblem[];
  readonly todayFull: boolean;
}) => {
  const { page, reply } = props;
  return (
    <>
      <TextField
        id="text"
        label={reply.act ? formWords(page, reply.act).label : page.messages.followUp.reply}
        rows={8}
        value={reply.text}
        problem={undefined}
      />
      <FilesFieldset page={page} files={reply.files} problems={props.problems} todayFull={props.todayFull} />
      {reply.act && <ActFields page={page} act={reply.act} today="" problemAt={() => undefined} />}
      {reply.act === undefined && (page.entrance === 'follow-up' || reply.urgent) && (
        <UrgentReply page={page} checked={reply.urgent} />
      )}
    </>
  );
};

export const WordsField = (props: {
  readonly page: Page;
  readonly words: string;
  readonly problem: string | undefined;
}) => {
  const { followUp, message } = props.page.messages;
  const { problem } = props;
  const said = props.page.entrance === 'message' ? message : followUp;
  return (
    <div class={problem === undefined ? 'question' : 'question wrong'}>
      <label for="words">{followUp.words}</label>
      <p class="hint" id="words-hint">
        {said.wordsHint}
      </p>
      {problem !== undefined && (
        <p class="problem" id="words-problem">
          {problem}
        </p>
      )}
      <textarea
        id="words"
        name="words"
        rows={4}
        dir="ltr"
        autocomplete="off"
        autocapitalize="none"
        autocorrect="off"
        spellcheck={false}
        translate="no"
        aria-describedby={problem === undefined ? 'words-hint' : 'words-hint words-problem'}
        aria-invalid={problem === undefined ? undefined : 'true'}
      >
        {`\n${props.words}`}
      </textarea>
      <p id="filled" hidden role="status">
        {said.filled}
      </p>
    </div>
  );
};

/** What helps whoever has lost their words. */
const LostWords = ({ page, isTyping }: { readonly page: Page; readonly isTyping: boolean }) => {
  const { followUp, message, inNewTab } = page.messages;
  if (page.entrance === 'message') return <p class="hint">{message.lost}</p>;
  return (
    <p class="hint">
      {followUp.lost}{' '}
      <a
        href={page.href(routes.report)}
        {...(isTyping ? { target: '_blank', rel: 'noopener noreferrer' } : {})}
      >
        {followUp.lostLink}
        {isTyping && ` ${inNewTab}`}
      </a>
    </p>
  );
};

/** Where one comes in with words or a link; also where an expired reply form leads, with its text kept. */
export const FollowUpFormPage = (props: {
  readonly page: Page;
  readonly words: string;
  readonly problems: readonly PageProblem[];
  readonly reply?: KeptReply | undefined;
  /** No more files are taken today. */
  readonly todayFull: boolean;
}) => {
  const { page, problems, reply } = props;
  const { followUp, message } = page.messages;
  const isNeutral = page.entrance === 'message';
  const said = isNeutral ? message : followUp;
  return (
    <Layout
      page={page}
      failed={problems.length > 0}
      typed={{ id: 'come-back', shownAgainBy: routes.shown }}
      neutral={isNeutral}
    >
      <h1>{said.heading}</h1>
      <ErrorSummary page={page} problems={problems} kept={reply !== undefined} />
      <form
        id="come-back"
        method="post"
        action={reply === undefined ? entranceHref(page) : page.href(routes.reply)}
        enctype={reply === undefined ? undefined : 'multipart/form-data'}
        autocomplete="off"
      >
        <WordsField
          page={page}
          words={props.words}
          problem={problems.find(({ field }) => field === 'words')?.text}
        />
        {reply !== undefined && (
          <>
            <input type="hidden" name="key" value={reply.key} />
            <KeptReplyFields page={page} reply={reply} problems={problems} todayFull={props.todayFull} />
          </>
        )}
        <button type="submit" id="open">
          {reply === undefined ? said.open : followUp.sendReply}
        </button>
      </form>
      <LostWords page={page} isTyping={reply !== undefined} />
      <script>{raw(followUpLinkScript)}</script>
    </Layout>
  );
};

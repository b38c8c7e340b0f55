import { inKibibytes, messageLimitBytes } from '../../domain/text.ts';
import type { OpenThread } from '../../domain/thread/open-thread.ts';
import type { Settings } from '../../settings/schema.ts';
import { entryViews, type EntryView } from '../entry-view.ts';
import { en } from '../locales/en.ts';
import { routes } from '../routes.ts';
import { ErrorSummary, Layout, type PageProblem } from './layout.tsx';

const writers: Record<EntryView['from'], string> = {
  reporter: 'You',
  team: 'The team',
  unknown: 'A message',
};

const EntryItem = ({ entry }: { readonly entry: EntryView }) => (
  <li class={entry.from}>
    <p class="meta">
      <strong>{writers[entry.from]}</strong>, {en.date(entry.on)}
    </p>
    <p class="text" dir="auto">
      {entry.text}
    </p>
  </li>
);

const WithdrawForm = (props: {
  readonly handle: string;
  readonly opened: boolean;
  readonly problem: string | undefined;
}) => (
  <details open={props.problem !== undefined}>
    <summary>Withdraw this report</summary>
    <p>
      {props.opened
        ? 'Somebody of the team has opened your report, so it cannot simply vanish. The team will be asked to erase it and will answer you here.'
        : 'Nobody has opened your report yet. It will be gone at once, with everything in it. This cannot be undone.'}
    </p>
    <form method="post" action={routes.withdraw}>
      <input type="hidden" name="handle" value={props.handle} />
      {props.problem !== undefined && (
        <p class="problem" id="confirm-problem">
          {props.problem}
        </p>
      )}
      <div class="choice">
        <input
          type="checkbox"
          id="confirm"
          name="confirm"
          value="yes"
          required
          aria-describedby={props.problem === undefined ? undefined : 'confirm-problem'}
        />
        <label for="confirm">Yes, I want to withdraw it</label>
      </div>
      <button type="submit" class="quiet">
        {props.opened ? 'Ask for it to be erased' : 'Withdraw and erase'}
      </button>
    </form>
  </details>
);

export type ThreadPageProps = {
  readonly settings: Settings;
  readonly thread: OpenThread;
  /** Sealed, good for 30 minutes; the page never carries the token back. */
  readonly handle: string;
  readonly news?: string | undefined;
  readonly replyText?: string | undefined;
  readonly problems?: readonly PageProblem[];
};

export const ThreadPage = (props: ThreadPageProps) => {
  const { settings, thread, handle, problems = [] } = props;
  const { summary } = thread;
  const textProblem = problems.find(({ field }) => field === 'text')?.text;
  return (
    <Layout settings={settings} failed={problems.length > 0}>
      <h1>
        Case <span translate="no">{summary.caseName}</span>
      </h1>
      <ErrorSummary problems={problems} />
      {props.news !== undefined && (
        <p class="box" role="status">
          {props.news}
        </p>
      )}
      <dl>
        <dt>Where it stands</dt>
        <dd>{en.states[summary.state]}</dd>
        <dt>Opened</dt>
        <dd>{summary.opened ? 'Yes, somebody of the team has opened it.' : 'Not yet.'}</dd>
        {summary.state === 'received' && (
          <>
            <dt>The team acknowledges it by</dt>
            <dd>{en.date(summary.deadlines.acknowledgeBy)}</dd>
          </>
        )}
        {summary.state !== 'closed' && (
          <>
            <dt>You hear how it goes on by</dt>
            <dd>{en.date(summary.deadlines.nextUpdateBy)}</dd>
          </>
        )}
        <dt>Everything is erased at the latest on</dt>
        <dd>{en.date(thread.retainedUntil.toISOString())}</dd>
      </dl>

      <h2>Messages</h2>
      <ol class="thread">
        {entryViews(thread).map((entry) => (
          <EntryItem entry={entry} />
        ))}
      </ol>

      <form method="post" action={routes.reply} autocomplete="off">
        <input type="hidden" name="handle" value={handle} />
        <div class={textProblem === undefined ? 'question' : 'question wrong'}>
          <label for="text">Write to the team</label>
          <p class="hint" id="text-hint">
            At most {inKibibytes(messageLimitBytes)}. This form works for 30 minutes; after that you need your
            words again, and your text is kept.
          </p>
          {textProblem !== undefined && (
            <p class="problem" id="text-problem">
              {textProblem}
            </p>
          )}
          <textarea
            id="text"
            name="text"
            rows={8}
            dir="auto"
            autocomplete="off"
            aria-describedby={textProblem === undefined ? 'text-hint' : 'text-hint text-problem'}
            aria-invalid={textProblem === undefined ? undefined : 'true'}
          >
            {`\n${props.replyText ?? ''}`}
          </textarea>
        </div>
        <button type="submit">Send</button>
      </form>
      <WithdrawForm
        handle={handle}
        opened={summary.opened}
        problem={problems.find(({ field }) => field === 'confirm')?.text}
      />
    </Layout>
  );
};

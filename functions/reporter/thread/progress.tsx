import { reporterProgress } from '../../domain/decision/progress.ts';
import type { OpenThread } from '../../domain/thread/open-thread.ts';
import type { Page } from '../ui/page.ts';

/** How far the team has come, in a line. */
export const Progress = ({ page, thread }: { readonly page: Page; readonly thread: OpenThread }) => {
  const { state, opened } = thread.summary;
  const words = page.messages.progress;
  const decided = thread.entries.some(
    ({ entry }) =>
      entry !== 'unreadable' && entry.kind === 'event' && ['decided', 'concluded'].includes(entry.event),
  );
  return (
    <>
      <ol class="progress" aria-label={words.label}>
        {reporterProgress({ state, opened, decided }).map(({ step, status }) => (
          <li class={status} aria-current={status === 'current' ? 'step' : undefined}>
            <span class="out-of-sight">{words.spoken[status]}</span>
            {words.steps[step]}
          </li>
        ))}
      </ol>
      <p class="hint">{words.notAll}</p>
    </>
  );
};

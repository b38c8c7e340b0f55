import type { DownloadTextName } from '../files/download-attributes.ts';
import { append } from './elements.ts';
import { retryAfterSeconds, secondsToWait, wait } from './wait.ts';

const mostBreaksInARow = 6;
const savedWithinMilliseconds = 60_000;

type Part =
  | { readonly kind: 'part'; readonly bytes: Blob }
  /** A later try may bring it. */
  | { readonly kind: 'broken'; readonly waitSeconds: number }
  | { readonly kind: 'refused' };

type Outcome = 'done' | 'cancelled' | 'failed' | 'refused';

/** Fetches a part as its button would. */
const fetchPart = async (form: HTMLFormElement, part: number, signal: AbortSignal): Promise<Part> => {
  const fields = new URLSearchParams();
  for (const { name, value } of form.querySelectorAll('input')) fields.append(name, value);
  fields.append('part', String(part));
  const address = form.getAttribute('action') ?? '';
  try {
    const answer =
      form.method === 'get'
        ? await fetch(`${address}${address.includes('?') ? '&' : '?'}${fields.toString()}`, { signal })
        : await fetch(address, { method: 'POST', signal, body: fields });
    if (answer.status === 429 || answer.status >= 500)
      return { kind: 'broken', waitSeconds: retryAfterSeconds(answer.headers.get('Retry-After')) };
    // A page in place of the bytes says why there are none.
    const type = answer.headers.get('Content-Type') ?? '';
    if (!answer.ok || !type.startsWith('application/octet-stream')) return { kind: 'refused' };
    return { kind: 'part', bytes: await answer.blob() };
  } catch {
    return { kind: 'broken', waitSeconds: 0 };
  }
};

/**
 * Fetches the parts that are missing, in order. After a break it goes on by itself.
 * @param parts those that have come; the others are added
 */
const fetchParts = async (
  parts: Blob[],
  count: number,
  options: {
    readonly form: HTMLFormElement;
    readonly signal: AbortSignal;
    readonly onPart: () => void;
    readonly onBreak: () => void;
  },
): Promise<Outcome> => {
  const { form, signal } = options;
  let breaks = 0;
  while (parts.length < count) {
    const part = await fetchPart(form, parts.length + 1, signal);
    if (signal.aborted) return 'cancelled';
    if (part.kind === 'refused') return 'refused';
    if (part.kind === 'part') {
      parts.push(part.bytes);
      breaks = 0;
      options.onPart();
      continue;
    }
    breaks += 1;
    if (breaks > mostBreaksInARow) return 'failed';
    options.onBreak();
    await wait(secondsToWait(breaks, part.waitSeconds), signal);
  }
  return 'done';
};

const save = (form: HTMLFormElement, parts: readonly Blob[], name: string): void => {
  const link = append(form, 'a');
  link.href = URL.createObjectURL(new Blob([...parts], { type: 'application/octet-stream' }));
  link.download = name;
  link.hidden = true;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
    link.remove();
  }, savedWithinMilliseconds);
};

/** One button in place of those for the parts, a bar, and a line for what happens. */
const replaceButtons = (form: HTMLFormElement, label: string, count: number) => {
  for (const shown of form.querySelectorAll<HTMLElement>('[name=part], .parts')) shown.hidden = true;
  const button = append(form, 'button', label);
  button.type = 'button';
  const bar = append(form, 'progress');
  bar.max = count;
  bar.setAttribute('aria-label', label);
  bar.hidden = true;
  const status = append(form, 'p');
  status.setAttribute('role', 'status');
  return { button, bar, status };
};

/**
 * Puts one button in place of those for the parts of a large file, and of what stands in `.parts` about them: it fetches
 * the parts in order and saves them as one file. What has come stands in memory, and nowhere else, until it is saved.
 */
const joinParts = (form: HTMLFormElement, count: number): void => {
  const name = form.dataset.name ?? '';
  const say = (text: DownloadTextName): string =>
    (form.getAttribute(`data-text-${text}`) ?? '').replace('{name}', () => name);
  const { button, bar, status } = replaceButtons(form, say('download'), count);
  const parts: Blob[] = [];
  let running: AbortController | undefined;

  const run = async (signal: AbortSignal): Promise<void> => {
    bar.value = parts.length;
    bar.hidden = false;
    button.textContent = say('cancel');
    const outcome = await fetchParts(parts, count, {
      form,
      signal,
      onPart: () => {
        bar.value = parts.length;
        const percent = Math.floor((parts.length / count) * 100);
        status.textContent = say('percent').replace('{percent}', String(percent));
      },
      onBreak: () => (status.textContent = say('retrying')),
    });
    if (outcome === 'done') save(form, parts, name);
    const startsOver = outcome === 'done' || outcome === 'cancelled';
    if (startsOver) parts.length = 0;
    button.textContent = say(startsOver ? 'download' : 'again');
    status.textContent = say(outcome);
    bar.hidden = true;
  };
  button.addEventListener('click', () => {
    if (running) {
      running.abort();
      return;
    }
    running = new AbortController();
    void run(running.signal).finally(() => (running = undefined));
  });
};

// A browser without it keeps the buttons for the parts; so does a file of one part.
if ('AbortController' in window)
  for (const form of document.querySelectorAll<HTMLFormElement>('form.download[data-parts]')) {
    const count = Number(form.dataset.parts);
    if (count > 1) joinParts(form, count);
  }

/** What the script says, in the reader's language. `{name}` is the file's name, `{percent}` a whole number. */
export const downloadTextNames = [
  /** The one button in place of those for the parts. */
  'download',
  'percent',
  'done',
  'cancel',
  'cancelled',
  /** The connection broke, and it goes on by itself. */
  'retrying',
  /** It no longer goes on by itself; the button says `again`. */
  'failed',
  'again',
  /** The page is too old, or the file is gone. */
  'refused',
] as const;

export type DownloadTexts = Readonly<Record<(typeof downloadTextNames)[number], string>>;

/** What the script has to know, as attributes of the `<form class="download">`. */
export const downloadAttributes = (
  download: { readonly name: string; readonly parts: number },
  texts: DownloadTexts,
): Readonly<Record<`data-${string}`, string>> => ({
  'data-name': download.name,
  'data-parts': String(download.parts),
  ...Object.fromEntries(downloadTextNames.map((name) => [`data-text-${name}`, texts[name]])),
});

/**
 * Puts one button in place of those for the parts of a large file, and of what stands in `.parts` about them: it fetches the parts in order, as the buttons would,
 * and saves them as one file. After a break it goes on with the part that is missing. What has come stands in memory, and
 * nowhere else, until it is saved. Files of one part are left alone, and so is everything in a browser that does not know
 * what this needs.
 */
export const downloadScript = `(function () {
'use strict';
if (!window.fetch || !window.URLSearchParams || !window.AbortController || !Element.prototype.closest) return;
document.querySelectorAll('form.download[data-parts]').forEach(function (form) {
  const count = Number(form.getAttribute('data-parts'));
  if (!(count > 1)) return;
  const name = form.getAttribute('data-name');
  const say = (text) => (form.getAttribute('data-text-' + text) || '').replace('{name}', () => name);
  const make = (tag) => form.appendChild(document.createElement(tag));
  form.querySelectorAll('[name=part], .parts').forEach((shown) => { shown.hidden = true; });
  const button = make('button');
  button.type = 'button';
  button.textContent = say('download');
  const bar = make('progress');
  bar.max = count;
  bar.setAttribute('aria-label', say('download'));
  bar.hidden = true;
  const status = make('p');
  status.setAttribute('role', 'status');
  const parts = [];
  let going = null;

  const final = (text) => Object.assign(new Error(text), { final: text });
  const fetchPart = async (part, signal) => {
    const fields = new URLSearchParams();
    form.querySelectorAll('input').forEach((field) => fields.append(field.name, field.value));
    fields.append('part', part);
    const isGet = form.method === 'get';
    const address = form.getAttribute('action');
    const answer = await fetch(isGet ? address + (address.includes('?') ? '&' : '?') + fields : address, isGet ? { signal } : {
      method: 'POST', signal, body: fields });
    if (answer.status === 429 || answer.status >= 500)
      throw Object.assign(new Error('busy'), { wait: Number(answer.headers.get('Retry-After')) || 0 });
    // A page in place of the bytes says why there are none.
    if (!answer.ok || !/^application\\/octet-stream/.test(answer.headers.get('Content-Type'))) throw final('refused');
    return answer.blob();
  };
  const pause = (seconds, signal) => new Promise((resolve) => {
    setTimeout(resolve, seconds * 1000);
    signal.addEventListener('abort', resolve);
  });
  const fetchAll = async (signal) => {
    for (let tries = 0; parts.length < count;) {
      try {
        parts.push(await fetchPart(parts.length + 1, signal));
        tries = 0;
        bar.value = parts.length;
        status.textContent = say('percent').replace('{percent}', Math.floor(parts.length / count * 100));
      } catch (error) {
        if (error.final || signal.aborted || ++tries > 6) throw error;
        status.textContent = say('retrying');
        await pause(Math.min(60, Math.max(error.wait || 0, Math.pow(2, tries - 1))), signal);
      }
      if (signal.aborted) throw final('cancelled');
    }
  };
  const save = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(parts.splice(0), { type: 'application/octet-stream' }));
    link.download = name;
    link.hidden = true;
    form.appendChild(link).click();
    setTimeout(() => { URL.revokeObjectURL(link.href); link.remove(); }, 60000);
  };
  button.addEventListener('click', async () => {
    if (going) return going.abort();
    going = new AbortController();
    bar.value = parts.length;
    bar.hidden = false;
    button.textContent = say('cancel');
    try {
      await fetchAll(going.signal);
      save();
      button.textContent = say('download');
      status.textContent = say('done');
    } catch (error) {
      const isCancelled = going.signal.aborted;
      if (isCancelled) parts.length = 0;
      button.textContent = say(isCancelled ? 'download' : 'again');
      status.textContent = say(isCancelled ? 'cancelled' : error.final || 'failed');
    }
    bar.hidden = true;
    going = null;
  });
});
})();`;

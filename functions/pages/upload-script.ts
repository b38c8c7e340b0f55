/**
 * What the script says, in the reader's language. What is about one file stands behind or below its name and does not
 * repeat it.
 */
export const uploadTextNames = [
  /** It is on its way, or waits for those before it. */
  'sending',
  /** `{percent}` is a whole number. */
  'percent',
  /** All of it is there; it is being looked through, cleaned and sealed. */
  'checking',
  'done',
  'cancel',
  'cancelled',
  'remove',
  'removed',
  /** The connection broke, and it goes on by itself. */
  'retrying',
  /** It no longer goes on by itself; the button `again` stands beside. */
  'failed',
  'again',
  'too-large',
  'too-many',
  'empty',
  /** It has changed since it was chosen, or cannot be read any more. */
  'changed',
  'refused',
  'full-today',
  'case-full',
  /** The page is too old to send files. */
  'expired',
  /** The form was sent while files were on their way. */
  'wait',
  'ready',
] as const;

export type UploadTexts = Readonly<Record<(typeof uploadTextNames)[number], string>>;

/** What the script has to know, as attributes of the `<fieldset class="files">` around the file input. */
export const uploadAttributes = (
  upload: {
    /** The address where uploads begin; the rest hangs under it. */
    readonly address: string;
    readonly mostFiles: number;
    readonly mostBytes: number;
    /** What goes with the form when there are no scripts; a choice of so many bytes is left to it if need be. */
    readonly formBytes: number;
  },
  texts: UploadTexts,
): Readonly<Record<`data-${string}`, string>> => ({
  'data-uploads': upload.address,
  'data-most-files': String(upload.mostFiles),
  'data-most-bytes': String(upload.mostBytes),
  'data-form-bytes': String(upload.formBytes),
  ...Object.fromEntries(uploadTextNames.map((name) => [`data-text-${name}`, texts[name]])),
});

/**
 * Sends chosen files in parts, one after the other, and leaves a reference to each in the form. It keeps nothing in the
 * browser: what a break leaves unfinished goes on as long as the page stands, from the parts that the server lacks. The
 * form says by a field `handle` or `draft` what the files belong to; where there is neither, the draft that comes back
 * becomes a field. Where the first call never gets through, or is told that today is full, the choice stays in the input and goes with the form. A
 * browser that does not know what this needs runs none of it, and the input works as without scripts.
 */
const script = `(function () {
'use strict';
if (!window.XMLHttpRequest || !window.Promise || !Element.prototype.closest || !Blob.prototype.arrayBuffer) return;
document.querySelectorAll('fieldset[data-uploads]').forEach(function (box) {
  const input = box.querySelector('input[type=file]');
  const form = input && input.form;
  if (!form) return;
  const say = (name) => box.getAttribute('data-text-' + name) || '';
  const of = (file, text) => '\\u2068' + file.name + '\\u2069: ' + text;
  const number = (name) => Number(box.getAttribute('data-' + name)) || Infinity;
  const make = (tag, parent, text) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    parent.appendChild(made);
    return made;
  };
  const list = make('ul', box);
  list.className = 'uploads';
  const status = make('p', box);
  status.setAttribute('role', 'status');
  input.after(list, status);
  const tell = (text) => {
    status.className = '';
    status.textContent = text;
  };
  // It stands in the list as well, and is only to be heard.
  const tellUnseen = (text) => {
    status.className = 'out-of-sight';
    status.textContent = text;
  };
  const note = (job, text) => {
    job.line.textContent = text;
    // Who has pressed the button waits for the end.
    if (!pressed) tellUnseen(of(job.file, text));
  };
  const jobs = [], queue = [];
  let running = false, pressed = null, count = 0;
  // Whether the choice still stands in the input, and can go with the form.
  let inInput = false;
  const emptyInput = () => {
    input.value = '';
    inInput = false;
  };

  const hidden = (name) => form.querySelector('input[type=hidden][name=' + name + ']');
  const attached = () => form.querySelectorAll('input[type=hidden][name=attached]').length;
  const add = (parent, name, value) => {
    const field = make('input', parent);
    field.type = 'hidden';
    field.name = name;
    field.value = value;
  };
  const refusal = (name) => Object.assign(new Error(name), { refusal: name });

  // One request. It ends with the answer, with refusal(name), or with an error after which trying again helps.
  const call = (job, method, path, options) => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const { type, body, progress } = options || {};
    request.open(method, box.getAttribute('data-uploads') + path);
    request.timeout = 300000;
    if (job.pass) request.setRequestHeader('Upload-Pass', job.pass);
    if (type) request.setRequestHeader('Content-Type', type);
    if (progress) request.upload.onprogress = (event) => progress(event.loaded);
    const broken = (wait) => reject(Object.assign(new Error('broken'), { wait: wait }));
    request.onerror = request.ontimeout = () => broken(0);
    request.onabort = () => reject(refusal('cancelled'));
    request.onload = () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText || '{}'); } catch (error) { answer = {}; }
      const { status: code } = request;
      if (code >= 200 && code < 300) return resolve(answer);
      if (answer.code === 'upload-incomplete') return broken(0);
      if (answer.code === 'upload-over') {
        job.pass = '';
        return broken(0);
      }
      if (answer.code === 'files-full-today') return reject(refusal('full-today'));
      if (code === 429 || code >= 500) return broken(Number(request.getResponseHeader('Retry-After')) || 0);
      if (answer.code === 'case-full') return reject(refusal('case-full'));
      if (code === 401 || /^draft-/.test(answer.code)) return reject(refusal('expired'));
      reject(refusal('refused'));
    };
    job.request = request;
    request.send(body);
  });
  const json = (value) => ({ type: 'application/json', body: JSON.stringify(value) });

  const begin = async (job) => {
    const { name, size } = job.file;
    const handle = hidden('handle'), draft = hidden('draft');
    const where = handle && handle.value ? { handle: handle.value } : draft && draft.value ? { draft: draft.value } : {};
    let begun;
    try { begun = await call(job, 'POST', '', json(Object.assign({ name, size }, where))); }
    catch (error) {
      // Nothing is sealed for the old draft: a new one does as well.
      if (error.refusal !== 'expired' || !where.draft || attached()) throw error;
      begun = await call(job, 'POST', '', json({ name, size }));
    }
    if (begun.draft) {
      if (draft) draft.value = begun.draft;
      else add(form, 'draft', begun.draft);
    }
    job.pass = begun.pass;
    job.partBytes = begun.partBytes;
    job.step = begun.parts.length > 1 ? begun.parts[1] - begun.parts[0] : 1;
    return begun.parts;
  };

  const shown = (job, bytes) => {
    const percent = Math.min(100, Math.floor(bytes / job.file.size * 100));
    const quarter = Math.floor(percent / 25);
    job.bar.value = percent;
    job.line.textContent = say('percent').replace('{percent}', percent);
    // Every quarter is said; every step of the bar would be too much to listen to.
    if (quarter > job.quarter) note(job, job.line.textContent);
    job.quarter = Math.max(quarter, job.quarter);
  };

  const sendParts = async (job, parts) => {
    const { file, partBytes } = job;
    let there = Math.max(0, Math.ceil(file.size / partBytes) - parts.length) * partBytes;
    for (const part of parts) {
      const start = part / job.step * partBytes;
      let bytes;
      try { bytes = await file.slice(start, start + partBytes).arrayBuffer(); }
      catch (error) { throw refusal('changed'); }
      if (bytes.byteLength !== Math.min(partBytes, file.size - start)) throw refusal('changed');
      if (job.cancelled) throw refusal('cancelled');
      await call(job, 'PUT', '/' + part, {
        type: 'application/octet-stream', body: bytes, progress: (loaded) => shown(job, there + loaded) });
      there += bytes.byteLength;
      job.tries = 0;
      shown(job, there);
    }
  };

  const pause = (job, seconds) => new Promise((resolve) => {
    job.wake = resolve;
    setTimeout(resolve, seconds * 1000);
  });

  // Goes on after every break from what the server lacks, and ends with the reference or an error.
  const send = async (job) => {
    for (job.tries = 0;;) {
      try {
        const parts = job.pass ? (await call(job, 'GET', '')).missing : await begin(job);
        if (inInput) emptyInput();
        await sendParts(job, parts);
        note(job, say('checking'));
        return await call(job, 'POST', '/finish', json({}));
      } catch (error) {
        if (error.refusal || ++job.tries > (inInput ? 2 : 6)) throw error;
        note(job, say('retrying'));
        await pause(job, Math.min(60, Math.max(error.wait || 0, Math.pow(2, job.tries - 1))));
        if (job.cancelled) throw refusal('cancelled');
      }
    }
  };

  const ended = (job, name) => {
    job.bar.hidden = true;
    note(job, say(name));
    job.button.textContent = say('remove');
  };

  const run = async () => {
    if (running) return;
    running = true;
    for (let job = queue.shift(); job; job = queue.shift()) {
      job.state = 'sending';
      try {
        const { reference } = await send(job);
        if (job.cancelled) continue;
        add(job.item, 'attached', reference);
        job.state = 'done';
        ended(job, 'done');
      } catch (error) {
        if (job.cancelled) continue;
        job.state = 'failed';
        // A part of the day's budget is kept for forms.
        if (inInput && (!error.refusal || error.refusal === 'full-today')) {
          leaveToForm();
          continue;
        }
        ended(job, error.refusal || 'failed');
        if (!error.refusal) job.again.hidden = false;
      }
    }
    running = false;
    if (!pressed) return;
    // It is not sent by itself: what stands in the form may have changed since.
    const failed = jobs.find((job) => job.state === 'failed');
    tell(failed ? of(failed.file, failed.line.textContent) : say('ready'));
    pressed.focus();
    pressed = null;
  };

  const leaveToForm = () => {
    jobs.splice(0).forEach((job) => job.item.remove());
    queue.splice(0);
    tell('');
  };

  const jobOf = (file) => {
    const job = { file: file, state: 'waiting', quarter: 0 };
    const id = 'upload-' + ++count;
    job.item = make('li', list);
    make('bdi', job.item, file.name).id = id;
    job.bar = make('progress', job.item);
    job.bar.max = 100;
    job.bar.value = 0;
    job.bar.setAttribute('aria-labelledby', id);
    job.line = make('span', job.item, say('sending'));
    // Called by what it does and the name of the file.
    const button = (name) => {
      const made = make('button', job.item, say(name));
      made.type = 'button';
      made.id = id + '-' + name;
      made.setAttribute('aria-labelledby', made.id + ' ' + id);
      return made;
    };
    job.again = button('again');
    job.again.hidden = true;
    job.button = button('cancel');
    job.again.onclick = () => {
      job.again.hidden = true;
      job.bar.hidden = false;
      job.button.textContent = say('cancel');
      job.button.focus();
      job.state = 'waiting';
      queue.push(job);
      run();
    };
    job.button.onclick = () => {
      const isUnderWay = job.state === 'sending' || job.state === 'waiting';
      job.cancelled = true;
      [jobs, queue].forEach((list) => list.includes(job) && list.splice(list.indexOf(job), 1));
      if (inInput) emptyInput();
      if (job.request) job.request.abort();
      if (job.wake) job.wake();
      job.item.remove();
      tell(of(file, say(isUnderWay ? 'cancelled' : 'removed')));
      input.focus();
    };
    return job;
  };

  const choose = () => {
    list.querySelectorAll('.refused').forEach((item) => item.remove());
    const isAlone = jobs.length === 0;
    let room = number('most-files') - attached() - jobs.filter((job) => job.state !== 'done').length;
    let total = 0;
    const refused = [];
    Array.from(input.files).forEach((file) => {
      const why = file.size === 0 ? 'empty' : file.size > number('most-bytes') ? 'too-large' : room < 1 ? 'too-many' : '';
      if (why) return refused.push(of(file, say(why)));
      room -= 1;
      total += file.size;
      const job = jobOf(file);
      jobs.push(job);
      queue.push(job);
    });
    refused.forEach((text) => { make('li', list, text).className = 'refused'; });
    tellUnseen(refused.join(' ') || (queue.length ? of(queue[0].file, say('sending')) : ''));
    inInput = isAlone && refused.length === 0 && total <= number('form-bytes');
    // What is not taken must not go with the form either.
    if (!inInput) emptyInput();
    run();
  };
  input.addEventListener('change', choose);
  // Chosen while the page was loading, or restored by the browser.
  if (input.files.length > 0) choose();

  form.addEventListener('submit', (event) => {
    if (!running) return;
    event.preventDefault();
    pressed = event.submitter || document.activeElement;
    tell(say('wait'));
    status.scrollIntoView({ block: 'center' });
  });
});
})();`;

/** Without indentation and lines of comments: pages are not compressed, and a form is to be one small answer. */
export const uploadScript = script.replace(/^[ \t]+/gm, '').replace(/^\/\/.*\n/gm, '');

import type { UploadTextName } from '../../files/upload-attributes.ts';
import { append } from '../elements.ts';
import { about, note, tell, type Fieldset, type Job } from './fieldset.ts';
import { fileRow } from './file-row.ts';
import { fileUpload, type Uploaded } from './file-upload.ts';
import { addHiddenField, hiddenFields } from './form-fields.ts';

/** While the file could still go with the form, it is left to it early. */
const mostBreaks = { inInput: 2, elsewhere: 6 };

const emptyInput = (fieldset: Fieldset): void => {
  fieldset.input.value = '';
  fieldset.isInInput = false;
};

const showProgress = (fieldset: Fieldset, job: Job, bytes: number): void => {
  const percent = Math.min(100, Math.floor((bytes / job.file.size) * 100));
  const quarter = Math.floor(percent / 25);
  const text = fieldset.say('percent').replace('{percent}', String(percent));
  job.row.bar.value = percent;
  job.row.line.textContent = text;
  // Every quarter is said; every step of the bar would be too much to listen to.
  if (quarter > job.quarter) note(fieldset, job, text);
  job.quarter = Math.max(quarter, job.quarter);
};

const end = (fieldset: Fieldset, job: Job, text: UploadTextName): void => {
  job.row.bar.hidden = true;
  note(fieldset, job, fieldset.say(text));
  job.row.remove.textContent = fieldset.say('remove');
};

/** The files chosen stay in the input, and nothing is listed. */
const leaveToForm = (fieldset: Fieldset): void => {
  for (const { row } of fieldset.jobs) row.item.remove();
  fieldset.jobs = [];
  fieldset.queue = [];
  tell(fieldset, '');
};

const finish = (fieldset: Fieldset, job: Job, uploaded: Uploaded): void => {
  if (job.cancel.signal.aborted) return;
  if (uploaded.kind === 'received') {
    addHiddenField(job.row.item, 'attached', uploaded.reference);
    job.state = 'done';
    end(fieldset, job, 'done');
    return;
  }
  job.state = 'failed';
  const isBroken = uploaded.kind === 'broken';
  // A part of the day's budget is kept for forms.
  if (fieldset.isInInput && (isBroken || uploaded.why === 'full-today')) {
    leaveToForm(fieldset);
    return;
  }
  end(fieldset, job, isBroken ? 'failed' : uploaded.why);
  job.row.again.hidden = !isBroken;
};

/** Sends what waits, one file after the other. */
const run = async (fieldset: Fieldset): Promise<void> => {
  if (fieldset.isRunning) return;
  fieldset.isRunning = true;
  for (let job = fieldset.queue.shift(); job; job = fieldset.queue.shift()) {
    job.state = 'sending';
    finish(fieldset, job, await job.send());
  }
  fieldset.isRunning = false;
  if (!fieldset.pressed) return;
  // The form is not sent by itself: what stands in it may have changed since.
  const failed = fieldset.jobs.find(({ state }) => state === 'failed');
  tell(fieldset, failed ? about(failed.file, failed.row.line.textContent) : fieldset.say('ready'));
  fieldset.pressed.focus();
  fieldset.pressed = undefined;
};

const goOn = (fieldset: Fieldset, job: Job): void => {
  const { again, bar, remove } = job.row;
  again.hidden = true;
  bar.hidden = false;
  remove.textContent = fieldset.say('cancel');
  remove.focus();
  job.state = 'waiting';
  fieldset.queue.push(job);
  void run(fieldset);
};

const remove = (fieldset: Fieldset, job: Job): void => {
  const isUnderWay = job.state === 'sending' || job.state === 'waiting';
  fieldset.jobs = fieldset.jobs.filter((other) => other !== job);
  fieldset.queue = fieldset.queue.filter((other) => other !== job);
  if (fieldset.isInInput) emptyInput(fieldset);
  job.cancel.abort();
  job.row.item.remove();
  tell(fieldset, about(job.file, fieldset.say(isUnderWay ? 'cancelled' : 'removed')));
  fieldset.input.focus();
};

const newJob = (fieldset: Fieldset, file: File): Job => {
  fieldset.count += 1;
  const { form, address, list, say } = fieldset;
  const row = fileRow(list, file.name, `upload-${fieldset.count}`, say);
  const cancel = new AbortController();
  const send = fileUpload({
    file,
    form,
    address,
    signal: cancel.signal,
    mostBreaks: () => (fieldset.isInInput ? mostBreaks.inInput : mostBreaks.elsewhere),
    onBegun: () => {
      if (fieldset.isInInput) emptyInput(fieldset);
    },
    onProgress: (bytes) => showProgress(fieldset, job, bytes),
    onChecking: () => note(fieldset, job, say('checking')),
    onBreak: () => note(fieldset, job, say('retrying')),
  });
  const job: Job = { file, row, cancel, send, state: 'waiting', quarter: 0 };
  row.again.addEventListener('click', () => goOn(fieldset, job));
  row.remove.addEventListener('click', () => remove(fieldset, job));
  return job;
};

/** Why a file is not taken, before anything of it is sent. */
const refusalOf = (file: File, { mostBytes }: Fieldset, room: number): UploadTextName | undefined => {
  if (file.size === 0) return 'empty';
  if (file.size > mostBytes) return 'too-large';
  return room < 1 ? 'too-many' : undefined;
};

const choose = (fieldset: Fieldset): void => {
  const { form, input, list, say, mostFiles, formBytes } = fieldset;
  for (const item of list.querySelectorAll('.refused')) item.remove();
  const isAlone = fieldset.jobs.length === 0;
  const coming = fieldset.jobs.filter(({ state }) => state !== 'done').length;
  let room = mostFiles - hiddenFields(form, 'attached').length - coming;
  let totalBytes = 0;
  const refused: string[] = [];
  for (const file of input.files ?? []) {
    const why = refusalOf(file, fieldset, room);
    if (why) {
      refused.push(about(file, say(why)));
      continue;
    }
    room -= 1;
    totalBytes += file.size;
    const job = newJob(fieldset, file);
    fieldset.jobs.push(job);
    fieldset.queue.push(job);
  }
  for (const text of refused) append(list, 'li', text).className = 'refused';
  const [next] = fieldset.queue;
  tell(fieldset, refused.join(' ') || (next ? about(next.file, say('sending')) : ''), false);
  fieldset.isInInput = isAlone && refused.length === 0 && totalBytes <= formBytes;
  // What is not taken must not go with the form either.
  if (!fieldset.isInInput) emptyInput(fieldset);
  void run(fieldset);
};

const holdBack = (fieldset: Fieldset, event: SubmitEvent): void => {
  if (!fieldset.isRunning) return;
  event.preventDefault();
  const pressed = event.submitter ?? document.activeElement;
  fieldset.pressed = pressed instanceof HTMLElement ? pressed : undefined;
  tell(fieldset, fieldset.say('wait'));
  fieldset.status.scrollIntoView({ block: 'center' });
};

const limitOf = (text: string | undefined): number => Number(text) || Infinity;

/**
 * Sends chosen files in parts, one after the other, and leaves a reference to each in the form. It keeps nothing in the
 * browser: what a break leaves unfinished goes on as long as the page stands, from the parts that the server lacks. The
 * form says by a field `handle` or `draft` what the files belong to; where there is neither, the draft that comes back
 * becomes a field. Where the first call never gets through, or is told that today is full, the choice stays in the input
 * and goes with the form.
 */
export const sendInParts = (
  box: HTMLFieldSetElement,
  input: HTMLInputElement,
  form: HTMLFormElement,
): void => {
  const list = append(box, 'ul');
  list.className = 'uploads';
  const status = append(box, 'p');
  status.setAttribute('role', 'status');
  input.after(list, status);
  const { uploads = '', mostFiles, mostBytes, formBytes } = box.dataset;
  const fieldset: Fieldset = {
    input,
    form,
    list,
    status,
    say: (text) => box.getAttribute(`data-text-${text}`) ?? '',
    address: uploads,
    mostFiles: limitOf(mostFiles),
    mostBytes: limitOf(mostBytes),
    formBytes: limitOf(formBytes),
    jobs: [],
    queue: [],
    count: 0,
    isRunning: false,
    pressed: undefined,
    isInInput: false,
  };
  input.addEventListener('change', () => choose(fieldset));
  // Chosen while the page was loading, or restored by the browser.
  if (input.files && input.files.length > 0) choose(fieldset);
  form.addEventListener('submit', (event) => holdBack(fieldset, event));
};

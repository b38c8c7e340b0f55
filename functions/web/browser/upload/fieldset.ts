import type { FileRow, Say } from './file-row.ts';
import type { Uploaded } from './file-upload.ts';

export type Job = {
  readonly file: File;
  readonly row: FileRow;
  readonly cancel: AbortController;
  readonly send: () => Promise<Uploaded>;
  state: 'waiting' | 'sending' | 'done' | 'failed';
  /** The last quarter of its bytes that was said. */
  quarter: number;
};

/** A fieldset with a file input, and what becomes of the files chosen there. */
export type Fieldset = {
  readonly input: HTMLInputElement;
  readonly form: HTMLFormElement;
  readonly list: HTMLUListElement;
  readonly status: HTMLElement;
  readonly say: Say;
  readonly address: string;
  readonly mostFiles: number;
  readonly mostBytes: number;
  readonly formBytes: number;
  jobs: Job[];
  queue: Job[];
  count: number;
  isRunning: boolean;
  /** Pressed while files were on their way; it gets the focus back. */
  pressed: HTMLElement | undefined;
  /** Whether the choice still stands in the input, and can go with the form. */
  isInInput: boolean;
};

/** A name between isolates, so that its direction leaves the text's alone. */
export const about = (file: File, text: string): string => `\u2068${file.name}\u2069: ${text}`;

export const tell = ({ status }: Fieldset, text: string, isSeen = true): void => {
  status.className = isSeen ? '' : 'out-of-sight';
  status.textContent = text;
};

export const note = (fieldset: Fieldset, { file, row }: Pick<Job, 'file' | 'row'>, text: string): void => {
  row.line.textContent = text;
  // It stands in the list, and is only to be heard; whoever has pressed the button waits for the end.
  if (!fieldset.pressed) tell(fieldset, about(file, text), false);
};

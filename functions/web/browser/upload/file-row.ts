import type { UploadTextName } from '../../files/upload-attributes.ts';
import { append } from '../elements.ts';

export type Say = (text: UploadTextName) => string;

/** How a file that was chosen is listed: its name, a bar, a line for what happens, and two buttons. */
export type FileRow = {
  readonly item: HTMLLIElement;
  readonly bar: HTMLProgressElement;
  readonly line: HTMLElement;
  /** Shown when it no longer goes on by itself. */
  readonly again: HTMLButtonElement;
  readonly remove: HTMLButtonElement;
};

/** @param id no other element of the page has it, or one that begins with it and a hyphen */
export const fileRow = (list: Element, name: string, id: string, say: Say): FileRow => {
  const item = append(list, 'li');
  append(item, 'bdi', name).id = id;
  const bar = append(item, 'progress');
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute('aria-labelledby', id);
  const line = append(item, 'span', say('sending'));
  // A button is called by what it does and the name of the file.
  const button = (text: UploadTextName): HTMLButtonElement => {
    const made = append(item, 'button', say(text));
    made.type = 'button';
    made.id = `${id}-${text}`;
    made.setAttribute('aria-labelledby', `${made.id} ${id}`);
    return made;
  };
  const again = button('again');
  again.hidden = true;
  return { item, bar, line, again, remove: button('cancel') };
};

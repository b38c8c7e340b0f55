import type { Service } from '../harness/service.ts';
import { realFile } from '../cleaning/real-files.ts';
import { formOf, getPage, pageOf, unescaped, type Fields, type Page } from './pages.ts';

export type SentFile = { readonly name: string; readonly bytes: Uint8Array };

/** A photo with an author, a camera and a place in it. */
export const photo = (name = 'pillow.jpg', as = name): SentFile => ({ name: as, bytes: realFile(name) });
export const textFile = (name = '1.txt', text = '1234'): SentFile => ({ name, bytes: Buffer.from(text) });

/** Sends a form as a browser sends one with a file input, chosen files last. */
export const postWithFiles = async (
  service: Service,
  path: string,
  fields: Fields,
  files: readonly SentFile[] = [],
): Promise<Page> => {
  const body = new FormData();
  for (const [name, value] of fields) if (name !== 'files') body.append(name, value);
  // Bytes of a file never lie in shared memory.
  for (const { name, bytes } of files) body.append('files', new Blob([bytes]), name);
  return pageOf(await service.reporter(path, { method: 'POST', body }));
};

/** The form with other values; a field that it does not have is added. */
export const changed = (fields: Fields, values: Readonly<Record<string, string>>): Fields => [
  ...fields.map(([name, value]) => [name, values[name] ?? value] as const),
  ...Object.entries(values).filter(([name]) => !fields.some(([other]) => other === name)),
];

/** The report form, filled, with files chosen and the button pressed that attaches them. */
export const attach = async (
  service: Service,
  files: readonly SentFile[],
  values: Readonly<Record<string, string>> = { whatHappened: 'It is all in the files.' },
): Promise<Page> => {
  const form = formOf(await getPage(service, '/report'), '/report');
  return postWithFiles(service, '/report/edit', changed(form, values), files);
};

/** From a page with the report form to the receipt, over the review. */
export const sendOn = async (service: Service, page: Page): Promise<Page> => {
  const review = await postWithFiles(service, '/report/review', formOf(page, '/report'));
  return postWithFiles(service, '/report', formOf(review, '/report'));
};

/** The names of the files on a page's list, and their ids. */
export const listed = ({ html }: Page): { readonly id: string; readonly name: string }[] =>
  [...html.matchAll(/<input type="text" id="fileName-([\w-]{22})"[^>]* value="([^"]*)"/g)].map(
    ([, id = '', name = '']) => ({ id, name: unescaped(name) }),
  );

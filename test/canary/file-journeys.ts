import { expect } from 'vitest';
import { realFile } from '../cleaning/real-files.ts';
import type { FiledReport, Scene } from './journeys.ts';
import type { Answer, MarkedPerson } from './marked-person.ts';
import { hiddenField, tokenOf, wordsOf } from './read-page.ts';

type Field = readonly [name: string, value: string];
type File = { readonly name: string; readonly bytes: Buffer };

/** Two files whose names, contents and metadata are secret. */
const markedFiles = (reporter: MarkedPerson, name: string): File[] => {
  const photo = realFile('pillow.jpg');
  reporter.keepSecret('author in the metadata', 'Marisol Vexley');
  reporter.keepSecret('camera in the metadata', 'CanonMarker');
  // What cleaning leaves is the picture itself.
  reporter.keepSecret('end of the picture', photo.subarray(-80, -16));
  return [
    { name: `${reporter.mark(`${name} photo`)}.jpg`, bytes: photo },
    { name: `${reporter.mark(`${name} note`)}.txt`, bytes: Buffer.from(reporter.text(`${name} content`)) },
  ];
};

const askWithFiles = async (
  reporter: MarkedPerson,
  url: string,
  fields: readonly Field[],
  files: readonly File[] = [],
): Promise<Answer> => {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  for (const { name, bytes } of files) form.append('files', new Blob([new Uint8Array(bytes)]), name);
  const encoded = new Response(form);
  return reporter.ask(url, {
    method: 'POST',
    headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
    body: new Uint8Array(await encoded.arrayBuffer()),
  });
};

const references = ({ body }: Answer): string[] =>
  [...body.matchAll(/name="attached" value="([^"]*)"/g)].map(([, reference = '']) => reference);

/** The files of a page as its form sends them on, their names and originals kept. */
const attachedFields = (reporter: MarkedPerson, page: Answer): Field[] => {
  const found = references(page);
  expect(found).toHaveLength(2);
  for (const [at, reference] of found.entries()) reporter.keepSecret(`reference ${at}`, reference);
  const [photo = ''] = found;
  return [
    ['pageHasFiles', 'yes'],
    ...found.map((reference) => ['attached', reference] as const),
    ...found.map((reference) => ['filesSeen', reference.split('.')[0] ?? ''] as const),
    ['keepOriginal', photo.split('.')[0] ?? ''],
  ];
};

/** A report with files whose originals are kept, a reply with others, and files that are attached and never sent. */
export const sendFiles = async (scene: Scene): Promise<FiledReport> => {
  const { local, reporter } = scene;
  const { reporterUrl } = local;
  const form = await reporter.ask(`${reporterUrl}/report`);
  const fields: Field[] = [
    ['ticket', hiddenField(form.body, 'ticket')],
    ['whatHappened', reporter.text('report with files what happened')],
  ];
  const shown = await askWithFiles(
    reporter,
    `${reporterUrl}/report/edit`,
    fields,
    markedFiles(reporter, 'report'),
  );
  expect(shown.status).toBe(200);
  expect(shown.body).toContain('zqreportphotox7k.jpg');
  const draft = hiddenField(shown.body, 'draft');
  reporter.keepSecret('draft', draft);
  const receipt = await askWithFiles(reporter, `${reporterUrl}/report`, [
    ...fields,
    ['draft', draft],
    ...attachedFields(reporter, shown),
  ]);
  expect(receipt.status).toBe(201);
  const [token, words] = [tokenOf(receipt.body), wordsOf(receipt.body)];
  reporter.keepToken('with files', token);
  reporter.keepPassphrase(words);

  const thread = await reporter.askForm(`${reporterUrl}/follow-up`, { words });
  const handle = ['handle', hiddenField(thread.body, 'handle')] as const;
  const looked = await askWithFiles(
    reporter,
    `${reporterUrl}/follow-up/shown`,
    [handle, ['text', '']],
    markedFiles(reporter, 'reply'),
  );
  const reply = [handle, ['text', ''] as const, ...attachedFields(reporter, looked)];
  const replied = await askWithFiles(reporter, `${reporterUrl}/follow-up/reply`, reply);
  expect(replied.body).toContain('zqreplyphotox7k.jpg');
  const unsent = await askWithFiles(
    reporter,
    `${reporterUrl}/follow-up/shown`,
    [handle, ['text', '']],
    markedFiles(reporter, 'unsent'),
  );
  expect(references(unsent)).toHaveLength(2);
  const [, caseName = ''] = /<dd[^>]*>([a-z]+-[a-z]+-\d\d)<\/dd>/.exec(receipt.body) ?? [];
  return { token, caseName };
};

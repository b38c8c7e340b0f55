import { cleanFile } from '../../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../../functions/cleaning/limits.ts';
import { readDeeply } from '../read-deeply.ts';

/** Bytes as text, one byte a character. */
export const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** A PDF of these objects, numbered from 1, the first of them its catalog. */
export const makePdf = (objects: readonly string[], trailer = ''): Buffer => {
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  return Buffer.from(
    `${text}xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<</Size ${size}/Root 1 0 R${trailer}>>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  );
};

export const stream = (entries: string, content: string): string =>
  `<<${entries}/Length ${content.length}>>\nstream\n${content}\nendstream`;

type Parts = {
  readonly catalog?: string;
  readonly page?: string;
  readonly resources?: string;
  readonly content?: string;
  /** Objects from number 5 on. */
  readonly more?: readonly string[];
};

/** A PDF of one page that draws something, with further entries and objects. */
export const onePage = ({
  catalog = '',
  page = '',
  resources = '',
  content = '',
  more = [],
}: Parts): Buffer =>
  makePdf([
    `<</Type/Catalog/Pages 2 0 R${catalog}>>`,
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<<${resources}>>/Contents 4 0 R${page}>>`,
    stream('', `BT (drawn words) Tj ET ${content}`),
    ...more,
  ]);

export const cleanPdf = async (bytes: Uint8Array) => {
  const result = await cleanFile(bytes, defaultCleaningLimits);
  if (result.kind !== 'cleaned') throw new Error(JSON.stringify(result));
  const again = await cleanFile(result.bytes, defaultCleaningLimits);
  if (
    again.kind !== 'cleaned' ||
    again.removed.length > 0 ||
    !Buffer.from(again.bytes).equals(result.bytes)
  ) {
    throw new Error(
      `Cleaning again changes it: ${again.kind === 'cleaned' ? again.removed.join() : again.kind}`,
    );
  }
  return { ...result, text: readDeeply(result.bytes) };
};

import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';
import { makeOpenXml, type MadeEntry } from './make-zip.ts';
import { readDeeply } from './read-deeply.ts';

/** The person whom the tests write into files; of them nothing may be left. */
export const person = /Marisol|Vexley|marisol|2026-03-04/;

/** @throws {Error} if it could not be cleaned */
export const cleanedOffice = async (bytes: Uint8Array) => {
  const result = await cleanFile(bytes, defaultCleaningLimits);
  if (result.kind !== 'cleaned') throw new Error(JSON.stringify(result));
  return { text: readDeeply(result.bytes), removed: result.removed, left: result.left };
};

/** Documents of Office Open XML with this inside, and these parts beside it. */
export const word = (body: string, ...parts: MadeEntry[]): Buffer =>
  makeOpenXml('wordprocessingml.document.main+xml', [
    { name: 'word/document.xml', content: `<w:document><w:body>${body}</w:body></w:document>` },
    ...parts,
  ]);
export const workbook = (inside: string, ...parts: MadeEntry[]): Buffer =>
  makeOpenXml('spreadsheetml.sheet.main+xml', [
    { name: 'xl/workbook.xml', content: `<workbook>${inside}<sheets/></workbook>` },
    ...parts,
  ]);
export const slides = (...parts: MadeEntry[]): Buffer =>
  makeOpenXml('presentationml.presentation.main+xml', parts);
export const sheet = (inside: string): Buffer =>
  workbook('', { name: 'xl/worksheets/sheet1.xml', content: `<worksheet><sheetData/>${inside}</worksheet>` });

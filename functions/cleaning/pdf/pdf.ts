import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { PdfObjects } from './read-objects.ts';
import { Rewriting } from './rewrite.ts';
import { checkNothingLost, shownContent } from './shown-content.ts';
import { nameOf } from './values.ts';
import { PdfWriter } from './write-objects.ts';

/**
 * A PDF written again from the objects that its pages reach today, numbered in the order in which they are met: nothing
 * of earlier revisions, no information dictionary, no XMP, no attached files, no signatures. Pictures in JPEG and
 * JPEG 2000 are cleaned; what pages draw is copied.
 * @throws {StopCleaning} when neither its cross-references nor a look for objects lead to its pages
 */
export const cleanPdf = async (bytes: Buffer, cleaning: Cleaning): Promise<Buffer> => {
  const start = bytes.subarray(0, 1024).indexOf('%PDF-');
  if (start > 0) cleaning.found('other-data');
  const file = bytes.subarray(start);
  try {
    return await rewritten(file, new PdfObjects(file, cleaning), cleaning);
  } catch (reason) {
    if (!(reason instanceof StopCleaning) || reason.outcome.why !== 'broken') throw reason;
  }
  // Where objects are is said wrongly in many a file that every reader opens.
  return rewritten(file, new PdfObjects(file, cleaning, 'recovered'), cleaning);
};

const rewritten = async (file: Buffer, objects: PdfObjects, cleaning: Cleaning): Promise<Buffer> => {
  const { trailer, revisions } = objects.references;
  noteInformation(objects, cleaning);
  const isLinearized = file.subarray(0, 1024).includes('/Linearized');
  if (revisions > (isLinearized ? 2 : 1)) cleaning.found('edit-history');
  const root = trailer.entries.get('Root');
  if (root?.kind !== 'reference') throw StopCleaning.because('broken');
  const catalog = objects.resolve(root);
  if (catalog.kind !== 'dictionary' || nameOf(catalog.entries.get('Type')) === 'Sig') {
    throw StopCleaning.because('broken');
  }
  if (objects.resolve(catalog.entries.get('Pages')).kind !== 'dictionary')
    throw StopCleaning.because('broken');
  const version = /^%PDF-([12]\.\d)/.exec(file.toString('latin1', 0, 8))?.[1] ?? '1.7';
  const rewriting = new Rewriting(objects, cleaning, file.length);
  const cleaned = await rewriting.write(new PdfWriter(version), root.number);
  const result = new PdfObjects(cleaned, cleaning);
  const newRoot = result.references.trailer.entries.get('Root');
  if (!newRoot) throw StopCleaning.because('content-lost');
  checkNothingLost(
    shownContent(objects, root, cleaning, rewriting.contents.changed),
    shownContent(result, newRoot, cleaning, new Map()),
  );
  return cleaned;
};

const informationFindings = [
  ['Title', 'title-and-keywords'],
  ['Subject', 'title-and-keywords'],
  ['Keywords', 'title-and-keywords'],
  ['Author', 'author'],
  ['Creator', 'software'],
  ['Producer', 'software'],
  ['CreationDate', 'dates'],
  ['ModDate', 'dates'],
] as const;

const noteInformation = (objects: PdfObjects, cleaning: Cleaning): void => {
  const information = objects.resolve(objects.references.trailer.entries.get('Info'));
  if (information.kind !== 'dictionary') return;
  cleaning.found('document-properties');
  for (const [key, finding] of informationFindings) if (information.entries.has(key)) cleaning.found(finding);
};

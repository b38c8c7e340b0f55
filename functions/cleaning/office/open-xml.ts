import { posix } from 'node:path';
import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { cleanBinaryPart } from './parts.ts';
import { isRemovedRelationship, partRules, removedPart, withoutNoteAuthors } from './open-xml-rules.ts';
import { readZip, unpackEntry } from './read-zip.ts';
import { localName, rewriteXml, type XmlRules } from './rewrite-xml.ts';
import { ZipWriter } from './write-zip.ts';

/**
 * A DOCX, XLSX or PPTX written anew: without its properties and custom data, without the names and dates of those who
 * wrote, changed and commented, without paths. Pictures, films, sounds and documents in it are cleaned like files of
 * their own; anything else in it that is not understood ends the cleaning.
 */
export const cleanOpenXml = async (bytes: Buffer, cleaning: Cleaning): Promise<Buffer> => {
  const writer = new ZipWriter();
  for (const entry of readZip(bytes, cleaning.limits)) {
    const finding = removedPart(entry.name);
    if (finding) {
      cleaning.found(finding);
      continue;
    }
    if (/vbaproject|vbadata|\/activex\//i.test(entry.name)) throw StopCleaning.because('has-macros');
    const content = unpackEntry(entry, cleaning.unpacks);
    writer.add({ name: entry.name, content: await cleanPart(entry.name, content, cleaning) });
  }
  return writer.finish();
};

const cleanPart = async (name: string, content: Buffer, cleaning: Cleaning): Promise<Buffer> => {
  if (name === '[Content_Types].xml') return rewriteXml(content, contentTypeRules(cleaning));
  if (name.endsWith('.rels')) return rewriteXml(content, relationshipRules(name, cleaning));
  if (!/\.(xml|vml)$/i.test(name)) return cleanBinaryPart(name, content, cleaning);
  const isWord = name.startsWith('word/');
  const rewritten = rewriteXml(content, partRules(name, cleaning));
  if (isWord && shownProperty.test(rewritten.toString('latin1'))) cleaning.remark('fields');
  if (!/^xl\/comments/i.test(name)) return rewritten;
  return Buffer.from(withoutNoteAuthors(rewritten.toString('latin1'), cleaning), 'latin1');
};

/** Fields that show who wrote a text or what its file was called; their last value is text of the document. */
const shownProperty = /instr(?:Text)?[^<]{0,80}\b(?:AUTHOR|USERNAME|USERINITIALS|FILENAME|LASTSAVEDBY)\b/;

const contentTypeRules = (cleaning: Cleaning): XmlRules => ({
  element: ({ name, attribute }) => {
    const part = localName(name) === 'Override' ? attribute('PartName') : undefined;
    return part !== undefined && removedPart(part.replace(/^\//, '')) ? 'drop' : 'keep';
  },
  attribute: ({ value }) => value,
  onComment: () => cleaning.found('comment'),
});

/** The relationships of a part stand beside it: those of `word/document.xml` in `word/_rels/document.xml.rels`. */
const relationshipRules = (name: string, cleaning: Cleaning): XmlRules => {
  const folder = posix.dirname(posix.dirname(name));
  const { attribute } = partRules(name, cleaning);
  return {
    element: (element) => {
      if (localName(element.name) !== 'Relationship') return 'keep';
      if (isRemovedRelationship(element.attribute('Type') ?? '')) {
        cleaning.found('file-paths');
        return 'drop';
      }
      const target = element.attribute('Target') ?? '';
      const part = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
      const isInside = element.attribute('TargetMode') !== 'External';
      return isInside && removedPart(part) ? 'drop' : 'keep';
    },
    attribute,
    onComment: () => cleaning.found('comment'),
  };
};

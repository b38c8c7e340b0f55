import { posix } from 'node:path';
import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { FieldCodes } from './field-codes.ts';
import { PartRules } from './open-xml-rules.ts';
import { readPackage, type Part } from './package-parts.ts';
import { cleanBinaryPart } from './parts.ts';
import { readZip, unpackEntry } from './read-zip.ts';
import { expectSameDocument } from './same-content.ts';
import { rewriteXml } from './rewrite-xml.ts';
import { nameParts, writeContentTypes, writeRelationships } from './write-package.ts';
import { ZipWriter } from './write-zip.ts';

/**
 * A DOCX, XLSX or PPTX written again: parts, elements and attributes that ECMA-376 knows and that tell nothing of those
 * who wrote, changed and commented. Pictures, films, sounds and documents in it are cleaned like files of their own;
 * anything else in it that is not understood ends the cleaning.
 * @throws {StopCleaning} `has-macros` when it has any
 */
export const cleanOpenXml = async (bytes: Buffer, cleaning: Cleaning): Promise<Buffer> => {
  const entries = readZip(bytes, cleaning.limits);
  if (entries.some(({ name }) => /vbaproject|vbadata|\/activex\//i.test(name))) {
    throw StopCleaning.because('has-macros');
  }
  const pack = readPackage(entries, cleaning);
  const names = nameParts(pack, cleaning);
  const family = familyOf([...pack.parts.values()][0]);
  const writer = new ZipWriter();
  writer.add({ name: '[Content_Types].xml', content: writeContentTypes(pack, names, family) });
  writer.add({ name: '_rels/.rels', content: writeRelationships(pack.relationships, names, cleaning) });
  for (const [key, part] of pack.parts) {
    const name = names.get(key) ?? part.entry.name;
    const content = unpackEntry(part.entry, cleaning.unpacks);
    writer.add({ name, content: await cleanPart(part, content, cleaning) });
    if (part.relationships.length === 0) continue;
    const rels = posix.join(posix.dirname(name), '_rels', `${posix.basename(name)}.rels`);
    writer.add({ name: rels, content: writeRelationships(part.relationships, names, cleaning) });
  }
  const cleaned = writer.finish();
  expectSameDocument(bytes, cleaned, 'open-xml', cleaning);
  return cleaned;
};

const families = ['wordprocessingml', 'spreadsheetml', 'presentationml'];

const familyOf = (main: Part | undefined): string => {
  const family = families.find((candidate) => main?.contentType.includes(candidate));
  if (family === undefined || main?.kind.kind !== 'xml') throw StopCleaning.because('broken');
  return family;
};

const cleanPart = (part: Part, content: Buffer, cleaning: Cleaning): Buffer | Promise<Buffer> => {
  if (part.kind.kind !== 'xml') return cleanBinaryPart(part.entry.name, content, cleaning);
  const kept = new Set(part.relationships.map(({ id }) => id));
  const fields = new FieldCodes();
  const rewritten = rewriteXml(content, new PartRules(kept, fields, cleaning));
  const hasChanged = fields.judge({
    person: () => cleaning.remark('fields'),
    path: () => cleaning.found('file-paths'),
  });
  return hasChanged ? rewriteXml(content, new PartRules(kept, fields, cleaning)) : rewritten;
};

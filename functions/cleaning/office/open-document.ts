import type { Cleaning } from '../cleaning.ts';
import type { Finding } from '../finding.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { EmbeddedFiles } from './embedded-files.ts';
import { OpenDocumentRules, type PartNames } from './open-document-rules.ts';
import { readManifest, writeManifest } from './open-document-manifest.ts';
import { cleanBinaryPart, pictureTypes } from './parts.ts';
import { readZip, unpackEntry, type ZipEntry } from './read-zip.ts';
import { expectSameDocument } from './same-content.ts';
import { rewriteXml } from './rewrite-xml.ts';
import { settingsRules } from './open-document-settings.ts';
import { ZipWriter } from './write-zip.ts';

/** The parts that make up what a reader sees (OpenDocument 1.2 part 1, §2.2.1). All others go. */
const documentPart = /^(?:Object [0-9]+\/){0,3}(?:content|styles|settings)\.xml$/;
const picturePart =
  /^(?:Object [0-9]+\/){0,3}(?:Pictures|media|Media|ObjectReplacements|Fonts|Object [0-9]+)\/?[^/]*$/;
const usualPicture = /\/(?:[0-9A-F]{32,48}|(?:image|Object )\d{1,6})(?:\.[a-z0-9]{1,5})?$/;

const removedParts: readonly (readonly [Finding, RegExp])[] = [
  ['document-properties', /(^|\/)meta\.xml$/],
  ['thumbnail', /^Thumbnails\//],
  ['edit-history', /^(Versions\/|VersionList\.xml$)/],
  ['signature', /^META-INF\/.*signatures/],
];

/**
 * An ODT, ODS or ODP (OASIS OpenDocument 1.2) written again: what the standard knows and what tells nothing of those who
 * wrote, changed and commented.
 * @throws {StopCleaning} `has-macros` when it has any
 */
export const cleanOpenDocument = async (bytes: Buffer, cleaning: Cleaning): Promise<Buffer> => {
  const entries = new Map(readZip(bytes, cleaning.limits).map((entry) => [entry.name, entry]));
  const mimetype = unpackEntry(required(entries, 'mimetype'), cleaning.unpacks).toString('latin1').trim();
  const manifest = entries.get('META-INF/manifest.xml');
  // First of all: the parts of a locked document are not what they seem to be.
  const types = readManifest(manifest && unpackEntry(manifest, cleaning.unpacks), cleaning);
  if ([...entries.keys()].some((name) => /^(Basic|Scripts|Dialogs)\//.test(name))) {
    throw StopCleaning.because('has-macros');
  }
  required(entries, 'content.xml');
  const names = new OpenDocumentNames(entries, cleaning);
  const written: { readonly name: string; readonly content: Buffer }[] = [];
  for (const [name, entry] of entries) {
    if (!documentPart.test(name)) continue;
    const content = unpackEntry(entry, cleaning.unpacks);
    written.push({ name, content: await cleanXml(name, content, names, cleaning) });
  }
  for (const [name, newName] of names.referenced) {
    const content = unpackEntry(required(entries, name), cleaning.unpacks);
    written.push({ name: newName, content: await cleanPicture(name, content, cleaning) });
  }
  const writer = new ZipWriter();
  // Part 3, §3.3: the type stands first and is not packed.
  writer.add({ name: 'mimetype', content: Buffer.from(mimetype), isStored: true });
  for (const part of written) writer.add(part);
  const kept = written.map(({ name }) => name);
  writer.add({ name: 'META-INF/manifest.xml', content: writeManifest(mimetype, kept, types) });
  const cleaned = writer.finish();
  expectSameDocument(bytes, cleaned, 'open-document', cleaning);
  return cleaned;
};

const required = (entries: ReadonlyMap<string, ZipEntry>, name: string): ZipEntry => {
  const entry = entries.get(name);
  if (!entry) throw StopCleaning.because('broken');
  return entry;
};

/** Which pictures are shown, and under which names they are kept. */
class OpenDocumentNames {
  readonly referenced = new Map<string, string>();
  private readonly entries: ReadonlyMap<string, ZipEntry>;
  private number = 0;

  constructor(entries: ReadonlyMap<string, ZipEntry>, cleaning: Cleaning) {
    this.entries = entries;
    for (const name of entries.keys()) {
      if (
        documentPart.test(name) ||
        picturePart.test(name) ||
        /^(mimetype|META-INF\/manifest\.xml)$/.test(name)
      )
        continue;
      cleaning.found(removedParts.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other-data');
    }
  }

  in(folder: string): PartNames {
    return { nameOf: (href) => this.nameOf(folder, href) };
  }

  private nameOf(folder: string, href: string): string | undefined {
    const local = href.replace(/^\.\//, '');
    if (local.includes('..')) return undefined;
    if (this.entries.has(`${folder}${local}/content.xml`)) return href;
    const path = `${folder}${local}`;
    if (!this.entries.has(path) || !picturePart.test(path)) return undefined;
    const name = this.referenced.get(path) ?? this.newName(path);
    this.referenced.set(path, name);
    return name === path ? href : name.slice(folder.length);
  }

  private newName(path: string): string {
    if (usualPicture.test(`/${path}`)) return path;
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const extension = /\.[a-z0-9]{1,5}$/i.exec(path)?.[0] ?? '';
    let name: string;
    do name = `${folder}image${++this.number}${extension}`;
    while (this.entries.has(name));
    return name;
  }
}

const cleanXml = (
  name: string,
  content: Buffer,
  names: OpenDocumentNames,
  cleaning: Cleaning,
): Buffer | Promise<Buffer> => {
  if (name.endsWith('settings.xml')) return rewriteXml(content, settingsRules(cleaning));
  const folder = name.slice(0, name.lastIndexOf('/') + 1);
  return EmbeddedFiles.rewriting(
    (files) => rewriteXml(content, new OpenDocumentRules(names.in(folder), files, cleaning)),
    pictureTypes,
    cleaning,
  );
};

const cleanPicture = (name: string, content: Buffer, cleaning: Cleaning): Buffer | Promise<Buffer> =>
  content.length === 0 ? content : cleanBinaryPart(name, content, cleaning);

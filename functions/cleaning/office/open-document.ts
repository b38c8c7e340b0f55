import type { Cleaning } from '../cleaning.ts';
import type { Finding } from '../finding.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { cleanBinaryPart, isLocalPath } from './parts.ts';
import { readZip, unpackEntry } from './read-zip.ts';
import { localName, rewriteXml, type ElementRule, type XmlRules } from './rewrite-xml.ts';
import { ZipWriter } from './write-zip.ts';

/**
 * An ODT, ODS or ODP (OASIS OpenDocument 1.3) written anew: without `meta.xml`, thumbnails, old versions and the
 * program's own configuration; names and dates of changes and comments are replaced.
 */
export const cleanOpenDocument = async (bytes: Buffer, cleaning: Cleaning): Promise<Buffer> => {
  const writer = new ZipWriter();
  for (const entry of readZip(bytes, cleaning.limits)) {
    const { name } = entry;
    const finding = removedPart(name);
    if (finding) {
      cleaning.found(finding);
      continue;
    }
    if (/^(Basic|Scripts|Dialogs)\//.test(name)) throw StopCleaning.because('has-macros');
    const content = unpackEntry(entry, cleaning.unpacks);
    // Part 2, §3.3: the type stands first and is not packed.
    if (name === 'mimetype')
      writer.add({ name, content: Buffer.from(content.toString('latin1').trim()), isStored: true });
    else writer.add({ name, content: await cleanPart(name, content, cleaning) });
  }
  return writer.finish();
};

const removedParts: readonly (readonly [Finding, RegExp])[] = [
  ['document-properties', /(^|\/)meta\.xml$/],
  ['thumbnail', /^Thumbnails\//],
  ['edit-history', /^(Versions\/|VersionList\.xml$)/],
  ['signature', /^META-INF\/.*signatures/],
  ['other-data', /^(Configurations2\/|layout-cache$|manifest\.rdf$)/],
];

const removedPart = (name: string): Finding | undefined =>
  removedParts.find(([, pattern]) => pattern.test(name))?.[0];

const cleanPart = async (name: string, content: Buffer, cleaning: Cleaning): Promise<Buffer> => {
  if (name === 'META-INF/manifest.xml') return rewriteXml(content, manifestRules(cleaning));
  if (name.endsWith('settings.xml')) return rewriteXml(content, settingsRules(cleaning));
  if (name.endsWith('.xml')) return rewriteXml(content, documentRules(cleaning));
  // Pictures that stand in for embedded objects have no extension.
  return name.startsWith('ObjectReplacements/')
    ? cleanReplacement(name, content, cleaning)
    : cleanBinaryPart(name, content, cleaning);
};

const cleanReplacement = (name: string, content: Buffer, cleaning: Cleaning): Promise<Buffer> => {
  if (content.length === 0) return Promise.resolve(content);
  return cleanBinaryPart(content.readUInt8(0) === 0x89 ? `${name}.png` : `${name}.emf`, content, cleaning);
};

const manifestRules = (cleaning: Cleaning): XmlRules => ({
  element: ({ name, attribute }) => {
    if (name === 'manifest:encryption-data') throw StopCleaning.because('encrypted');
    const path = attribute('manifest:full-path');
    return path !== undefined && removedPart(path) ? 'drop' : 'keep';
  },
  attribute: ({ value }) => value,
  onComment: () => cleaning.found('comment'),
});

/** Settings of LibreOffice that name a machine, its printer, a data source or a path. */
const tellingSetting = /printer|rsid|database|datasource|url|path|user|thumbnail|signature/i;

const settingsRules = (cleaning: Cleaning): XmlRules => ({
  element: ({ name, attribute }) => {
    const setting = attribute('config:name');
    if (name !== 'config:config-item' || setting === undefined || !tellingSetting.test(setting))
      return 'keep';
    cleaning.found(/printer/i.test(setting) ? 'printer' : 'other-data');
    return 'drop';
  },
  attribute: ({ value }) => value,
  onComment: () => cleaning.found('comment'),
});

const anonymous = 'Author';
const noDate = '1980-01-01T00:00:00';

const replacedText = (finding: Finding, text: string, cleaning: Cleaning): ElementRule => ({
  text,
  onOther: () => cleaning.found(finding),
});

const documentRules = (cleaning: Cleaning): XmlRules => ({
  element: ({ name, parent }) => {
    switch (name) {
      case 'office:change-info':
        cleaning.remark('tracked-changes');
        return 'keep';
      case 'office:annotation':
      case 'officeooo:annotation':
        cleaning.remark('comments');
        return 'keep';
      case 'text:author-name':
      case 'text:author-initials':
      case 'text:file-name':
        cleaning.remark('fields');
        return 'keep';
      case 'dc:creator':
        return replacedText(
          localName(parent ?? '') === 'annotation' ? 'comment-authors' : 'tracked-change-authors',
          anonymous,
          cleaning,
        );
      case 'meta:creator-initials':
      case 'loext:sender-initials':
        return replacedText('comment-authors', 'A', cleaning);
      case 'dc:date':
      case 'meta:date-string':
        return replacedText('dates', noDate, cleaning);
      case 'office:meta':
        cleaning.found('document-properties');
        return 'drop';
      default:
        return 'keep';
    }
  },
  attribute: ({ name, value }) => {
    if (/^officeooo:(paragraph-)?rsid$/.test(name)) {
      cleaning.found('edit-history');
      return undefined;
    }
    // Elsewhere a path is what somebody wrote, in a cell for instance.
    if (!name.endsWith(':href') || !isLocalPath(value)) return value;
    cleaning.found('file-paths');
    return '';
  },
  onComment: () => cleaning.found('comment'),
});

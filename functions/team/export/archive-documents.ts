import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { CaseCopy } from '../../domain/casework/two-people/read-copy.ts';
import type { AuditProof } from '../../domain/casework/two-people/audit-proof.ts';
import { line, type ExportBlock } from '../../domain/export/export-document.ts';
import type { Packed } from '../../domain/export/volumes.ts';
import type { Settings } from '../../settings/schema.ts';
import { exportedLineView } from '../audit/audit-view.ts';
import type { AuditNames } from '../audit/audit-words.ts';
import { copyView } from '../two-people/copy-view.ts';
import { momentText } from '../ui/words.ts';
import { copyDocument } from './copy-document.ts';
import type { CopiedFile } from './copied-files.ts';
import { documentHtml } from './document-html.tsx';
import { documentPdf } from './document-pdf.ts';
import { exportCheckScript } from './export-check.ts';
import type { ZippedFile } from './zip.ts';

export type CopiedWith = {
  readonly settings: Settings;
  readonly copy: CaseCopy;
  readonly madeAt: Date;
  /** Of the copy of a whole case. */
  readonly audit: AuditProof | undefined;
  readonly names: AuditNames;
  readonly files: readonly Packed<CopiedFile>[];
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The log as the printed copy has it, with its end, by which paper and files are compared. */
const auditBlocks = ({ audit, names }: CopiedWith): readonly ExportBlock[] => {
  if (!audit) return [];
  const { lines, head } = audit;
  const shown = lines.map((one): ExportBlock => {
    if (one.kind === 'missing') return line(`${one.number} to ${one.last}: missing`);
    const view = exportedLineView(one, names);
    if (!('content' in view)) return line(`${one.number}: damaged`);
    const { on, by, ...said } = view.content;
    const what = 'what' in said ? [said.what, said.detail].filter(Boolean).join(' ') : 'not shown to you';
    return line(`${one.number}. ${momentText(on)}, ${by.name}: ${what}`);
  });
  const rest =
    lines.length < head.number
      ? [line(`The log has ${head.number} lines. Those after ${lines.length} are on the page Audit log.`)]
      : [];
  return [...shown, ...rest, line(`The log ends with ${head.number}: ${hex(head.hash)}`)];
};

const auditFile = ({ audit, names }: CopiedWith): readonly ZippedFile[] => {
  if (!audit) return [];
  const views = new Map(audit.lines.map((one) => [one.number, exportedLineView(one, names)] as const));
  const log = {
    format: 'conductline audit log 1',
    caseId: audit.caseId,
    head: { number: audit.head.number, hash: hex(audit.head.hash) },
    lines: audit.sealed.map(({ number, sealed, hash }) => ({
      number,
      sealed: Buffer.from(sealed).toString('base64'),
      hash: hex(hash),
      shown: views.get(number),
    })),
  };
  return [textFile('audit-log.json', JSON.stringify(log))];
};

const textFile = (path: string, text: string): ZippedFile => ({ path, bytes: Buffer.from(text, 'utf8') });

const readme = (
  { copy, files, audit }: CopiedWith,
  { mark, title }: { readonly mark: string; readonly title: string },
  hasPdf: boolean,
): string =>
  [
    title,
    mark,
    '',
    'Unpack every volume into one empty folder. They all open with the same words.',
    '',
    '- case.html: the whole copy, to read and to print, in every script.',
    hasPdf
      ? '- case.pdf: the same on A4. Letters other than Latin ones are marked in it as not shown.'
      : '- There is no case.pdf: the copy is too long for one. Print case.html.',
    '- case.json: the same for programs.',
    ...(audit ? ['- audit-log.json: who did what, with the chain that shows that no line was changed.'] : []),
    ...(files.length > 0
      ? ['- files/: by conversation and by the number of the message they came with.']
      : []),
    ...(copy.request.copy.files === 'originals'
      ? ['- originals/: as they came, with what may identify who sent them. Handle them apart.']
      : []),
    '- check.mjs: "node check.mjs" in this folder checks the files and the chain. It needs Node 18 or later.',
    '  It also names what is not of this copy, such as .DS_Store or Thumbs.db, which your computer may have put here.',
    '',
    'A file larger than a volume comes in parts, .part01 and so on. To join them:',
    'Linux and macOS: cat NAME.part* > NAME    Windows: copy /b NAME.part* NAME',
    '',
  ].join('\n');

/** Everything of a copy but its files, in the order in which it goes into the volumes. */
export const archiveDocuments = async (copied: CopiedWith): Promise<readonly Packed<ZippedFile>[]> => {
  const { settings, copy, madeAt } = copied;
  const document = copyDocument({ settings, copy }, madeAt, auditBlocks(copied));
  const pdf = await documentPdf(document, madeAt);
  const documents: readonly ZippedFile[] = [
    textFile('README.txt', readme(copied, document, pdf !== undefined)),
    textFile('check.mjs', exportCheckScript),
    textFile('case.html', await documentHtml(document)),
    ...(pdf ? [{ path: 'case.pdf', bytes: pdf }] : []),
    textFile('case.json', JSON.stringify(copyView(settings, copy, madeAt), undefined, 2)),
    ...auditFile(copied),
  ];
  return documents.map((file) => ({
    path: file.path,
    size: file.bytes.length,
    packedSize: Math.min(file.bytes.length, deflateRawSync(file.bytes).length + 64),
    item: file,
  }));
};

/** What a volume says of itself, so that the check finds what was changed or is missing. */
export const volumeList = (
  pieces: readonly ZippedFile[],
  { volume, of }: { readonly volume: number; readonly of: number },
): ZippedFile =>
  textFile(
    `volume-${String(volume).padStart(3, '0')}.json`,
    JSON.stringify({
      volume,
      of,
      pieces: pieces.map(({ path, bytes }) => ({
        path,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      })),
    }),
  );

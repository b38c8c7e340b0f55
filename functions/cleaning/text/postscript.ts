import type { Cleaner } from '../cleaning.ts';
import type { Finding } from '../finding.ts';
import { withPicturesCleaned } from './base64-pictures.ts';

/** Comments that say how a document is built (Adobe Document Structuring Conventions 3.0); all others go. */
const structure = new Set([
  ...['BoundingBox', 'HiResBoundingBox', 'CropBox', 'Pages', 'PageOrder', 'Orientation', 'LanguageLevel'],
  ...['DocumentData', 'DocumentNeededResources', 'DocumentSuppliedResources', 'DocumentFonts', 'Extensions'],
  ...['EndComments', 'BeginDefaults', 'EndDefaults', 'BeginProlog', 'EndProlog', 'BeginSetup', 'EndSetup'],
  ...[
    'BeginResource',
    'EndResource',
    'IncludeResource',
    'BeginProcSet',
    'EndProcSet',
    'BeginFont',
    'EndFont',
  ],
  ...['BeginBinary', 'EndBinary', 'BeginData', 'EndData', 'BeginFeature', 'EndFeature', 'IncludeFont'],
  ...['Page', 'PageBoundingBox', 'PageOrientation', 'PageResources', 'PageFonts', 'BeginPageSetup'],
  ...['EndPageSetup', 'PageTrailer', 'Trailer', 'EOF', 'BeginDocument', 'EndDocument'],
]);

const findingOf: Readonly<Record<string, Finding>> = {
  For: 'author',
  Routing: 'author',
  Title: 'title-and-keywords',
  Creator: 'software',
  CreationDate: 'dates',
  Copyright: 'author',
};

// Appended lines of a header comment begin with `%%+`.
const comment = /^%%?(\+|[A-Za-z]+)[^\r\n]*(?:\r\n|\r|\n|$)/gm;

/**
 * A PostScript program without the comments that name people, titles, dates and programs. The program itself can print
 * or store anything, so it is left with a remark.
 */
export const cleanPostscript: Cleaner = async (bytes, cleaning) => {
  cleaning.works(3 * bytes.length);
  let lastKept = true;
  /** Of a file that was put in, the name of the file. */
  const withoutPath = (line: string): string => {
    const [, end = ''] = /(\s*)$/.exec(line) ?? [];
    if (line.trimEnd() === '%%BeginDocument:') return line;
    cleaning.found('file-paths');
    return `%%BeginDocument:${end}`;
  };
  const program = bytes.toString('latin1').replace(comment, (line, name: string) => {
    if (!line.startsWith('%%')) return line;
    lastKept = name === '+' ? lastKept : structure.has(name);
    if (lastKept && name === 'BeginDocument') return withoutPath(line);
    if (lastKept) return line;
    cleaning.found(Object.hasOwn(findingOf, name) ? (findingOf[name] ?? 'comment') : 'comment');
    return '';
  });
  cleaning.remark('scripts');
  return Buffer.from(await withPicturesCleaned(program, cleaning), 'latin1');
};

import { base64Runs } from '../base64-runs.ts';
import type { Cleaning } from '../cleaning.ts';
import { detectType } from '../detect-type.ts';
import type { FileType } from '../file-types.ts';
import { StopCleaning } from '../stop-cleaning.ts';

const pictureTypes: readonly FileType[] = ['jpeg', 'png', 'gif', 'webp', 'tiff', 'heic', 'avif', 'bmp'];

/** Shorter ones hold no picture with a record worth removing. */
const shortest = 64;

// A file as uuencode writes it: full lines of 45 bytes begin with M.
const uuencoded = /^begin [0-7]{3,4} \S[^\r\n]{0,200}\r?\nM[ -`]{60}\r?$/m;

/**
 * The text with every picture written in base64 cleaned, as data URIs and saved mails hold them. What is around them
 * stays as it is.
 * @throws {StopCleaning} with `embedded-file` when a picture can't be cleaned, or a file is written as uuencode does
 */
export const withPicturesCleaned = async (text: string, cleaning: Cleaning): Promise<string> => {
  cleaning.works(2 * text.length);
  if (uuencoded.test(text)) throw StopCleaning.because('embedded-file');
  const parts: string[] = [];
  let written = 0;
  for (const { text: run, index } of base64Runs(text)) {
    const picture = pictureIn(run);
    if (!picture) continue;
    cleaning.unpacks(picture.bytes.length);
    const cleaned = await cleaning.cleanPart(picture.bytes, pictureTypes);
    if (cleaned.equals(picture.bytes)) continue;
    parts.push(text.slice(written, index + picture.start), inLines(cleaned.toString('base64'), run));
    written = index + picture.end;
  }
  return parts.join('') + text.slice(written);
};

/** Where in a run of base64 characters a picture is written. What comes before may be a word that ends a line. */
const pictureIn = (run: string): { start: number; end: number; bytes: Buffer } | undefined => {
  const start = /\/9j\/|iVBORw0KGgo|R0lGOD|UklGR|SUkqA|TU0AK|[A-Za-z0-9+/]{5}Z0eX/.exec(run)?.index;
  if (start === undefined) return undefined;
  const end = run.trimEnd().length;
  if (end - start < shortest) return undefined;
  const bytes = Buffer.from(run.slice(start, end), 'base64');
  return pictureTypes.includes(detectType(bytes)) ? { start, end, bytes } : undefined;
};

/** In lines as long as those it stood in, with the same line ends. */
const inLines = (base64: string, run: string): string => {
  const lineEnd = /\r?\n/.exec(run.trim())?.[0];
  if (lineEnd === undefined) return base64;
  const width = Math.max(16, run.trim().search(/\r?\n/));
  return Array.from({ length: Math.ceil(base64.length / width) }, (_, line) =>
    base64.slice(line * width, (line + 1) * width),
  ).join(lineEnd);
};

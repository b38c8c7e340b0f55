import { isPublicAddress } from '../public-address.ts';
import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import type { EmbeddedFiles } from './embedded-files.ts';

const comment = /\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)/g;
// CSS Values 4 §4.5 and CSS Cascade §2: every address a sheet can name stands in one of these.
const address =
  /url\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^"'()\s]*))\s*\)|@import\s+(?:"([^"\n]*)"|'([^'\n]*)')/gi;

const dataAddress = /^\s*data:/i;
const pictureData = /^\s*data:image\//i;
/** Somebody's work, and no trace of who uses it. */
const fontData = /^\s*data:(font\/|application\/(x-)?font|application\/vnd\.ms-fontobject)/i;

/** What a file that a sheet names is called afterwards; `undefined` when there is none. */
type Naming = { readonly nameOf: (href: string) => string | undefined; readonly files?: EmbeddedFiles };

/**
 * A style sheet without comments; what it loads is a file of the same container under its new name, a picture within it
 * that is cleaned, or nothing. All else stays: without it, colours would be others.
 * @throws {StopCleaning} `content-lost` when a picture in it can't be cleaned here
 */
export const cleanStyleSheet = (css: string, { nameOf, files }: Naming, cleaning: Cleaning): string => {
  cleaning.works(4 * css.length);
  const plain = css.replace(comment, '');
  if (plain !== css) cleaning.found('comment');
  const keptAddress = (target: string): string | undefined => {
    if (pictureData.test(target)) {
      if (!files) throw StopCleaning.because('content-lost');
      return files.dataUri(target);
    }
    if (dataAddress.test(target)) return fontData.test(target) ? target : undefined;
    return isPublicAddress(target) ? target : nameOf(target);
  };
  return plain.replace(address, (written, ...groups: (string | undefined)[]) => {
    const target = groups.slice(0, 5).find((group) => group !== undefined) ?? '';
    if (target === '') return written;
    const kept = keptAddress(target);
    if (kept === target) return written;
    if (!pictureData.test(target)) cleaning.found('file-paths');
    const quoted = `"${(kept ?? '').replaceAll(/["\\\n]/g, '')}"`;
    return written.startsWith('@') ? `@import ${quoted}` : `url(${quoted})`;
  });
};

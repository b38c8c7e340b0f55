import { isPublicAddress } from '../public-address.ts';
import type { Cleaning } from '../cleaning.ts';
import type { NameOf } from '../office/svg.ts';

const comment = /\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)/g;
// CSS Values 4 §4.5 and CSS Cascade §2: every address a sheet can name stands in one of these.
const address =
  /url\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^"'()\s]*))\s*\)|@import\s+(?:"([^"\n]*)"|'([^'\n]*)')/gi;

/** A style sheet without comments; what it loads is a file of the same book under its new name, or nothing. */
export const cleanStyleSheet = (css: string, nameOf: NameOf, cleaning: Cleaning): string => {
  cleaning.works(4 * css.length);
  const plain = css.replace(comment, '');
  if (plain !== css) cleaning.found('comment');
  return plain.replace(address, (written, ...groups: (string | undefined)[]) => {
    const target = groups.slice(0, 5).find((group) => group !== undefined) ?? '';
    if (target === '') return written;
    const kept = /^data:/i.test(target) ? undefined : isPublicAddress(target) ? target : nameOf(target);
    if (kept === target) return written;
    cleaning.found('file-paths');
    const quoted = `"${(kept ?? '').replaceAll(/["\\\n]/g, '')}"`;
    return written.startsWith('@') ? `@import ${quoted}` : `url(${quoted})`;
  });
};

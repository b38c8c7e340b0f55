import type { Cleaning } from '../cleaning.ts';
import { isPrivatePath } from '../public-address.ts';

const head = /<meta\b[^<>]{0,2000}>/gi;
/** Heads that say how the page is read; others name authors, programs and dates. */
const neededHead = /\b(http-equiv|charset)\s*=|\bname\s*=\s*["']?(viewport|color-scheme|format-detection)\b/i;
const address =
  /(\s(?:src|href|background|longdesc)\s*=\s*)("[^"<>]{0,4000}"|'[^'<>]{0,4000}'|[^\s"'<>]{1,4000})/gi;

/** A page that a mail shows, without heads that name people and programs, and without addresses of somebody's machine. */
export const cleanPageInMail = (page: string, cleaning: Cleaning): string => {
  cleaning.works(4 * page.length);
  const withoutHeads = page.replaceAll(head, (element) => {
    if (neededHead.test(element)) return element;
    cleaning.found('document-properties');
    return '';
  });
  return withoutHeads.replaceAll(address, (written, attribute: string, value: string) => {
    if (!isPrivatePath(value.replaceAll(/["']/g, ''))) return written;
    cleaning.found('file-paths');
    return `${attribute}""`;
  });
};

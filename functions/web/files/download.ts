/**
 * Headers of a file that somebody else sent: it is saved, never shown. Whatever it is, a browser takes it for nothing
 * it knows (`application/octet-stream`, `nosniff`), and should it be shown all the same, it stands in a sandbox.
 */
export const downloadHeaders = (fileName: string): Record<string, string> => ({
  'content-type': 'application/octet-stream',
  'content-disposition': attachmentDisposition(fileName),
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
});

/**
 * RFC 6266: the name twice, in ASCII for whoever knows nothing else, and whole as RFC 8187 writes it. In the first a
 * `%` is left out as well, which some readers decode.
 */
const attachmentDisposition = (fileName: string): string => {
  // Half of a surrogate pair has no UTF-8.
  const name = fileName.toWellFormed();
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/gu, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${extendedValue(name)}`;
};

/** RFC 8187 §3.2.1: all but `attr-char` is percent-encoded. */
const extendedValue = (text: string): string =>
  encodeURIComponent(text).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** The most bytes of a file in one answer: Lambda returns 6 MB at most, and bytes go in base64. */
export const mostBytesInAnswer = 4 * 1024 * 1024;

export type RangeResult =
  /** Answer 200 with the whole file. */
  | { readonly kind: 'whole' }
  /** Answer 206 with these bytes, the last one included, and `contentRange`. */
  | {
      readonly kind: 'part';
      readonly first: number;
      readonly last: number;
      readonly contentRange: string;
    }
  /** Answer 416 with `contentRange`. */
  | { readonly kind: 'unsatisfiable'; readonly contentRange: string }
  /** The whole was asked for, and does not fit one answer. */
  | { readonly kind: 'too-large' };

/**
 * What is to be answered of a file of `size` bytes (RFC 9110 §14.2). A header that names another unit, no range or
 * several is as if it were not there, which the section allows. A range of more than 4 MB is answered with its
 * beginning, which §15.3.7 allows; `contentRange` says how far it goes.
 * @param header the value of `Range`
 */
export const rangeOf = (header: string | null | undefined, size: number): RangeResult => {
  const asked = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(header ?? '');
  const [, start = '', end = ''] = asked ?? [];
  const isNone = start === '' && end === '';
  const isBackwards = start !== '' && end !== '' && Number(end) < Number(start);
  if (isNone || isBackwards) return size <= mostBytesInAnswer ? { kind: 'whole' } : { kind: 'too-large' };
  const first = start === '' ? Math.max(0, size - Number(end)) : Number(start);
  // The last bytes of an empty file are all of it.
  if (size === 0 && start === '' && Number(end) > 0) return { kind: 'whole' };
  if (first >= size) return { kind: 'unsatisfiable', contentRange: `bytes */${size}` };
  const asFar = start === '' || end === '' ? size - 1 : Math.min(Number(end), size - 1);
  const last = Math.min(asFar, first + mostBytesInAnswer - 1);
  return { kind: 'part', first, last, contentRange: `bytes ${first}-${last}/${size}` };
};

/** A field of a header (RFC 5322 §2.2): its name in lower case, its value unfolded, and as it is written, line end included. */
export type HeaderField = { readonly name: string; readonly value: string; readonly written: string };

const field = /^([!-9;-~]+)[ \t]*:([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)(?:\r?\n|$)/gm;

/** The fields of a header in their order. Lines that are none, such as an mbox's first one, are left out. */
export const headerFields = (header: string): HeaderField[] =>
  [...header.matchAll(field)].map(([written, name = '', value = '']) => ({
    name: name.toLowerCase(),
    value: value.replace(/\r?\n[ \t]/g, ' '),
    written,
  }));

/** Whether a header holds lines that are no field: a reader takes them, and what follows, for text. */
export const hasOtherLines = (header: string, fields: readonly HeaderField[]): boolean =>
  header.replaceAll(/\s/g, '').length >
  fields.reduce((sum, { written }) => sum + written.replaceAll(/\s/g, '').length, 0);

/** A parameter of a field, such as the boundary of a multipart type (RFC 2045 §5.1). */
export const parameterOf = (value: string, name: string): string | undefined => {
  const [, quoted, plain] =
    new RegExp(`;\\s{0,8}${name}\\s{0,8}=\\s{0,8}(?:"([^"]{1,200})"|([^\\s;"]{1,200}))`, 'i').exec(value) ??
    [];
  return quoted ?? plain;
};

const usual = ['from', 'to', 'subject', 'date', 'received', 'return-path', 'mime-version', 'message-id'];

/**
 * Whether a text begins as a saved mail does: with header fields only, who wrote it among them. A line of an mbox, or
 * the number of bytes that Apple Mail writes, may stand in front.
 */
export const isMailHeader = (start: string): boolean => {
  const [header = ''] = start.split(/\r?\n\r?\n/, 1);
  const names = headerFields(header).map(({ name }) => name);
  const isAField = /^(?:From [^\r\n]*\r?\n|\d{1,12}[ \t]{0,12}\r?\n)?[!-9;-~]+[ \t]*:/.test(start);
  return isAField && names.includes('from') && usual.filter((name) => names.includes(name)).length >= 2;
};

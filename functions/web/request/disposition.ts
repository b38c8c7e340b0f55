/** A header's value with parameters: `form-data; name="files"; filename*=UTF-8''a.txt`. Names are in small letters. */
export type Parameters = { readonly value: string; readonly parameters: ReadonlyMap<string, string> };

// RFC 9110 §5.6.6, read as browsers write it: in quotes only `\"` stands for something else, so that a path with
// backslashes stays one.
const parameter = /;[ \t]*(?:([^\s;="]+)[ \t]*=[ \t]*(?:"((?:\\"|[^"])*)"|([^;"]*)))?/y;

/** The first of two parameters with one name counts. @returns `undefined` for what is not written like that */
export const readParameters = (header: string): Parameters | undefined => {
  const value = /^[^;]*/.exec(header)?.[0] ?? '';
  const parameters = new Map<string, string>();
  parameter.lastIndex = value.length;
  while (parameter.lastIndex < header.length) {
    const found = parameter.exec(header);
    if (!found) return undefined;
    const [, name, quoted, plain = ''] = found;
    const key = name?.toLowerCase();
    if (key !== undefined && !parameters.has(key))
      parameters.set(key, quoted === undefined ? plain.trim() : quoted.replaceAll('\\"', '"'));
    // White space between a quoted value and the next semicolon.
    const space = /[ \t]*/y;
    space.lastIndex = parameter.lastIndex;
    parameter.lastIndex += space.exec(header)?.[0].length ?? 0;
  }
  return { value: value.trim().toLowerCase(), parameters };
};

/** RFC 8187: `UTF-8'language'percent-encoded`. @returns `undefined` for another charset or a broken text */
const extended = (text: string | undefined): string | undefined => {
  const [, charset = '', encoded = ''] = /^([\w-]+)'[^']*'(.*)$/s.exec(text ?? '') ?? [];
  if (charset.toLowerCase() !== 'utf-8') return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
};

/** A file's name as the sender gives it; the extended form, which holds every letter, is preferred (RFC 6266 §4.3). */
export const fileNameIn = ({ parameters }: Parameters): string | undefined =>
  extended(parameters.get('filename*')) ?? parameters.get('filename');

/** Some senders give a whole path, which may hold their name: the part that names the file is kept. */
export const lastPart = (path: string): string => path.split(/[/\\]/).at(-1) ?? '';

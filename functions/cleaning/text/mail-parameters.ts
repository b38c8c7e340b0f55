import type { Cleaning } from '../cleaning.ts';
import { isPrivatePath } from '../public-address.ts';
import type { HeaderField } from './mail-header.ts';

/** Parameters that say how a part is read (RFC 2045, RFC 2046, RFC 2183, RFC 2387, RFC 3676, RFC 5545 §8.1); all others go. */
const kept = new Set([
  ...['boundary', 'charset', 'format', 'delsp', 'type', 'start', 'report-type', 'method', 'component'],
  ...['protocol', 'micalg', 'smime-type', 'number', 'total', 'name', 'filename'],
]);
const dates = new Set(['creation-date', 'modification-date', 'read-date']);
const withParameters = new Set(['content-type', 'content-disposition']);

// Quoted, or up to white space or the next parameter; with the section and the mark of RFC 2231.
const parameter = /;\s*([^\s=;*"]{1,60})(\*\d{1,3})?(\*)?\s*=\s*(?:"((?:[^"\\]|\\[\s\S])*)"|([^\s;"]*))/g;

type Parameter = { readonly name: string; readonly isEncoded: boolean; readonly value: string };

/**
 * A field without the parameters that tell of whoever sent it: dates of files, their modes, addresses of mail programs.
 * A file's name stays without the folders in front, in whatever form it is written; that of a picture, sound or film
 * becomes one that says nothing.
 */
export const withoutTellingParameters = (field: HeaderField, cleaning: Cleaning): HeaderField => {
  if (!withParameters.has(field.name)) return field;
  cleaning.works(4 * field.value.length);
  const [main = ''] = /^[^;]*/.exec(field.value) ?? [];
  const parameters = parametersOf(field.value);
  const written = parameters.flatMap(({ name, isEncoded, value }) => {
    if (!kept.has(name)) {
      cleaning.found(dates.has(name) ? 'dates' : 'other-data');
      return [];
    }
    const isName = name === 'name' || name === 'filename';
    return [{ name, isEncoded, old: value, value: isName ? fileName(value, isEncoded) : value }];
  });
  const changes = written.some(({ old, value }) => old !== value);
  if (changes) cleaning.found('file-paths');
  if (!changes && written.length === parameters.length) return field;
  const rest = written.map(({ name, isEncoded, value }) =>
    isEncoded ? `;\r\n ${name}*=utf-8''${encodeURIComponent(value)}` : `;\r\n ${name}="${quoted(value)}"`,
  );
  const value = main + rest.join('');
  const label = /^[^:]*:/.exec(field.written)?.[0] ?? `${field.name}:`;
  return { name: field.name, value: value.replaceAll('\r\n', ''), written: `${label}${value}\r\n` };
};

/** With the sections of RFC 2231 put together, and what stands encoded decoded. */
const parametersOf = (value: string): Parameter[] => {
  const found = new Map<string, { pieces: string[]; isEncoded: boolean }>();
  for (const [, name = '', section, mark, quotedText, plain] of value.matchAll(parameter)) {
    const key = `${name.toLowerCase()}${section === undefined ? (mark ?? '') : '*'}`;
    const text = quotedText === undefined ? (plain ?? '') : quotedText.replaceAll(/\\([\s\S])/g, '$1');
    const known = found.get(key) ?? { pieces: [], isEncoded: false };
    known.pieces.push(text);
    known.isEncoded ||= mark !== undefined;
    found.set(key, known);
  }
  return [...found].map(([key, { pieces, isEncoded }]) => {
    const whole = pieces.join('');
    return {
      name: key.replace('*', ''),
      isEncoded,
      value: isEncoded ? percentDecoded(whole.replace(/^[\w-]*'[\w-]*'/, '')) : whole,
    };
  });
};

const percentDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replaceAll(/%([0-9A-Fa-f]{2})/g, (_, code: string) =>
      String.fromCharCode(parseInt(code, 16)),
    );
  }
};

const encodedWord = /=\?([\w-]{1,40})(?:\*[\w-]{1,20})?\?([bq])\?([^?\s]*)\?=/gi;

/** What the encoded words of RFC 2047 stand for; programs use them in names too. */
const shown = (text: string): string =>
  text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(encodedWord, (_, _charset: string, way: string, word: string) =>
      way.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString()
        : percentDecoded(word.replaceAll('_', ' ').replaceAll(/=([0-9A-Fa-f]{2})/g, '%$1')),
    );

const media =
  /\.(jpe?g|jfif|png|gif|bmp|tiff?|webp|heic|heif|avif|svg|mp4|mov|m4a|m4v|mp3|wav|ogg|opus|amr|aac|3gp|webm|mkv|avi|dng)$/i;
const neutral = /^attachment(\.[a-z0-9]{2,5})?$/;

const fileName = (value: string, isEncoded: boolean): string => {
  const name = isEncoded ? value : shown(value);
  const extension = media.exec(name.trim());
  if (extension) return neutral.test(name) ? value : `attachment${extension[0].toLowerCase()}`;
  if (!isPrivatePath(name) && !/[\\/]/.test(name)) return value;
  const last = name.split(/[\\/:]/).at(-1) ?? '';
  return /[^ -~]/.test(last) && !isEncoded && name !== value
    ? `=?utf-8?B?${Buffer.from(last).toString('base64')}?=`
    : last;
};

const quoted = (text: string): string => text.replaceAll(/["\\]/g, '\\$&').replaceAll(/[\r\n]/g, '');

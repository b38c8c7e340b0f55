import { TextDecoder } from 'node:util';
import { guessCharset } from './guess-charset.ts';
import { decodeUtf7 } from './utf7.ts';
import { withWindowsCharacters } from './windows-1252.ts';

/** `isGuessed`: it was in another charset than it said. `isDamaged`: bytes in it are no characters of its charset. */
export type DecodedText = { readonly text: string; readonly isGuessed: boolean; readonly isDamaged: boolean };

/** Names of charsets that mailers write, and the WHATWG Encoding Standard does not know. */
const aliases: Readonly<Record<string, string>> = {
  cp932: 'shift_jis',
  'windows-932': 'shift_jis',
  'x-ms-cp932': 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  'ks_c_5601-1987': 'euc-kr',
  cp950: 'big5',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  'ansi_x3.110-1983': 'iso-8859-1',
  'utf-8-sig': 'utf-8',
  'unicode-1-1-utf-7': 'utf-7',
  utf7: 'utf-7',
  'x-utf-7': 'utf-7',
};

const isAscii = (bytes: Uint8Array): boolean => {
  for (const byte of bytes) if (byte >= 0x80) return false;
  return true;
};

const decoderOf = (charset: string, fatal: boolean): TextDecoder | undefined => {
  try {
    return new TextDecoder(charset, { fatal });
  } catch {
    return undefined;
  }
};

const decodeStrictly = (charset: string, bytes: Uint8Array): string | undefined => {
  try {
    return decoderOf(charset, true)?.decode(bytes);
  } catch {
    return undefined;
  }
};

/** Escapes of ISO-2022-JP (RFC 1468), which are ASCII. */
const hasJapaneseEscapes = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('\u001b$B');

const mostDamage = 0.02;

/**
 * A text in the charset that its label says, or in the one it seems to be in. A wrong label is noticed where its charset
 * has no such bytes, and where one for single bytes stands on UTF-8.
 * @param label as a mail says it; empty where it says none
 */
export const decodeText = (bytes: Uint8Array, label: string): DecodedText => {
  const said = label.trim().toLowerCase();
  const charset = aliases[said] ?? said;
  const sound = (text: string, isGuessed: boolean): DecodedText => ({
    text: withWindowsCharacters(text),
    isGuessed,
    isDamaged: false,
  });
  if (charset === 'utf-7') return sound(decodeUtf7(bytes), false);
  if (isAscii(bytes)) return decodeAscii(bytes, charset);

  const known = decoderOf(charset === '' ? 'us-ascii' : charset, false);
  const isSingleByte = known === undefined || /^(windows|iso-8859|koi8|ibm|macintosh)/.test(known.encoding);
  const asUtf8 = isSingleByte ? decodeStrictly('utf-8', bytes) : undefined;
  if (asUtf8 !== undefined) return sound(asUtf8, charset !== '');
  const saysSomething = charset !== '' && charset !== 'us-ascii' && charset !== 'ascii';
  if (known && saysSomething) {
    const strictly = decodeStrictly(charset, bytes);
    if (strictly !== undefined) return sound(strictly, false);
    const text = known.decode(bytes);
    const damage = text.split('\ufffd').length - 1;
    if (damage <= 1 + text.length * mostDamage) return { text, isGuessed: false, isDamaged: true };
  }
  const guessed = decodeStrictly('utf-8', bytes) ?? new TextDecoder(guessCharset(bytes)).decode(bytes);
  return { ...sound(guessed, true), isDamaged: guessed.includes('\ufffd') };
};

const decodeAscii = (bytes: Uint8Array, charset: string): DecodedText => {
  const isWide = /^(utf-16|ucs-2|unicode$|iso-10646)/.test(charset) && bytes.includes(0);
  const isJapanese = charset === 'iso-2022-jp' || hasJapaneseEscapes(bytes);
  const text = isWide
    ? new TextDecoder(charset.endsWith('be') ? 'utf-16be' : 'utf-16le').decode(bytes)
    : isJapanese
      ? new TextDecoder('iso-2022-jp').decode(bytes)
      : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return { text, isGuessed: isJapanese && charset !== 'iso-2022-jp', isDamaged: text.includes('\ufffd') };
};

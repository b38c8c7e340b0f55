/** A body without its transfer encoding, and what was in it that is not in this encoding. */
export type TransferDecoded = { readonly bytes: Uint8Array; readonly foreign: Uint8Array };

const nothing = new Uint8Array(0);

/**
 * Takes off a transfer encoding (RFC 2045 §6). One that nobody knows is none. Lines that are no base64, such as the footer
 * that a list adds under it, come back as they are.
 */
export const decodeTransfer = (body: Buffer, encoding: string): TransferDecoded => {
  if (encoding === 'base64') return decodeBase64(body);
  if (encoding === 'quoted-printable') return { bytes: decodeQuotedPrintable(body), foreign: nothing };
  return { bytes: body, foreign: nothing };
};

/** Units of base64 in one body; each becomes an object. */
const mostUnits = 10_000;

const isInBase64 = new Uint8Array(256);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n\t ')
  isInBase64[character.charCodeAt(0)] = 1;

const decodeBase64 = (body: Buffer): TransferDecoded => {
  let stray = 0;
  while (stray < body.length && isInBase64[body[stray] ?? 0] === 1) stray += 1;
  const end = stray === body.length ? stray : body.lastIndexOf(0x0a, stray) + 1;
  const written = body.toString('latin1', 0, end);
  // A unit ends with its padding; some programs write several units into one body.
  const units = written.includes('=') ? written.split(/(?<==)(?=[^=\s])/) : [written];
  if (units.length > mostUnits) return { bytes: nothing, foreign: body };
  const bytes = units.length === 1 ? Buffer.from(written, 'base64') : Buffer.concat(units.map(decodeUnit));
  return { bytes, foreign: body.subarray(end) };
};

const decodeUnit = (unit: string): Buffer => Buffer.from(unit, 'base64');

const hex = (byte: number | undefined): number => {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
};

/** What is no escape stays as it is. */
const decodeQuotedPrintable = (body: Buffer): Uint8Array => {
  const decoded = Buffer.allocUnsafe(body.length);
  let length = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] ?? 0;
    if (byte !== 0x3d) {
      decoded[length++] = byte;
      continue;
    }
    const high = hex(body[at + 1]);
    const low = hex(body[at + 2]);
    if (high >= 0 && low >= 0) {
      decoded[length++] = high * 16 + low;
      at += 2;
      continue;
    }
    const softBreak = softBreakAt(body, at + 1);
    if (softBreak < 0) decoded[length++] = byte;
    else at += softBreak;
  }
  return decoded.subarray(0, length);
};

/** How many bytes a line end takes here, white space before it included; -1 where there is none near. */
const softBreakAt = (body: Buffer, start: number): number => {
  let at = start;
  while (at - start < 80 && (body[at] === 0x20 || body[at] === 0x09)) at += 1;
  if (at >= body.length) return body.length - start;
  if (body[at] === 0x0d && body[at + 1] === 0x0a) return at + 2 - start;
  return body[at] === 0x0a ? at + 1 - start : -1;
};

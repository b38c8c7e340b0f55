/** Every copy of `bytes` with exactly one bit changed, with the place it was changed at. */
export const everyFlippedBit = (
  bytes: Uint8Array,
): { readonly bit: number; readonly flipped: Uint8Array }[] =>
  Array.from({ length: bytes.length * 8 }, (_, bit) => {
    const flipped = Uint8Array.from(bytes);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return { bit, flipped };
  });

/** Every proper beginning of `bytes`, the empty one included. */
export const everyTruncation = (bytes: Uint8Array): Uint8Array[] =>
  Array.from({ length: bytes.length }, (_, length) => Uint8Array.from(bytes.subarray(0, length)));

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * Texts that a lenient base64url reader takes for `text`, or nearly: padded, spaced, in the other alphabet,
 * with a foreign character, or with every other last character.
 */
export const looseSpellings = (text: string): string[] =>
  [
    `${text}=`,
    `${text}==`,
    ` ${text}`,
    `${text}\n`,
    `${text.slice(0, 5)} ${text.slice(5)}`,
    `${text.slice(0, 5)}.${text.slice(5)}`,
    `${text.slice(0, 5)}\u0000${text.slice(5)}`,
    `${text.slice(0, 5)}ü${text.slice(5)}`,
    `${text}=AAAA`,
    text.replaceAll('-', '+').replaceAll('_', '/'),
    ...Array.from(alphabet, (last) => text.slice(0, -1) + last),
  ].filter((spelling) => spelling !== text);

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

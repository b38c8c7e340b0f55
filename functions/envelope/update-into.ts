import type { Cipher, Decipher } from 'node:crypto';

/**
 * Small enough that the memory of each part is used again for the next. A whole megabyte at once gets fresh pages from
 * the system every time, which takes longer than to encrypt it.
 */
const partBytes = 64 * 1024;

/** Feeds bytes to a cipher whose output is as long as its input, into `target` from `offset` on. @returns where it ends */
export const updateInto = (
  cipher: Cipher | Decipher,
  bytes: Uint8Array,
  target: Uint8Array,
  offset: number,
): number => {
  for (let start = 0; start < bytes.length; start += partBytes) {
    target.set(cipher.update(bytes.subarray(start, start + partBytes)), offset + start);
  }
  return offset + bytes.length;
};

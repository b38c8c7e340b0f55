/** A file in an archive. */
export type ZippedFile = { readonly path: string; readonly bytes: Uint8Array };

/**
 * A ZIP whose files are encrypted with AES-256 (WinZip AE-2), as 7-Zip, WinZip and Keka open it. The names of the files in
 * it can be read without the words. The library is loaded when it is needed.
 * @param words what it opens with
 * @param at the time that its files carry
 */
export const encryptedZip = async (
  files: readonly ZippedFile[],
  words: string,
  at: Date,
): Promise<Uint8Array> => {
  const { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } = await import('@zip.js/zip.js');
  configure({ useWebWorkers: false });
  const zip = new ZipWriter(new Uint8ArrayWriter(), {
    password: words,
    encryptionStrength: 3,
    lastModDate: at,
    extendedTimestamp: false,
  });
  for (const { path, bytes } of files) await zip.add(path, new Uint8ArrayReader(bytes));
  return zip.close();
};

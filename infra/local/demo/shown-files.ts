import { readFileSync } from 'node:fs';

/** Files that the pictures of the team's pages show. */
export type ShownFile = { readonly name: string; readonly bytes: Uint8Array };

/** A photo that says where, when and with what it was taken; one of the files that cleaning is tested on. */
export const phonePhoto = (): ShownFile => ({
  name: 'IMG_2041.jpg',
  bytes: readFileSync(new URL('../../../test/cleaning/files/exiftool.jpg', import.meta.url)),
});

/** Of a kind that cannot be cleaned. */
export const uncleanablePhoto = (): ShownFile => ({
  name: 'IMG_2042.heic',
  bytes: Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from('ftypheic\0\0\0\0mif1heic'),
    Buffer.alloc(4_000),
  ]),
});

/** More than one answer holds. */
export const largeLog = (): ShownFile => ({
  name: 'server.log',
  bytes: Buffer.from('12:04:31 connection refused from 192.0.2.17\n'.repeat(220_000)),
});

import { readFileSync } from 'node:fs';

/** A photo that says who took it, with what and where; one of the files that cleaning is tested on. */
const photo = readFileSync(new URL('../../test/cleaning/files/pillow.jpg', import.meta.url));

/** What a reporter attaches: something is removed from the first, nothing from the second, and the third cannot be cleaned. */
export const reporterFiles = [
  {
    name: 'IMG_20261121_213405_a_rather_long_name_without_a_break.jpg',
    mimeType: 'image/jpeg',
    buffer: photo,
  },
  { name: 'what he wrote.txt', mimeType: 'text/plain', buffer: Buffer.from('Come down to the lobby.') },
  {
    name: 'chat-export.zip',
    mimeType: 'application/zip',
    buffer: Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)]),
  },
];

/** What the team sends: the second one in parts, and it is as large as its number of parts needs. */
export const teamFiles = [
  { name: 'Code of conduct, marked.txt', bytes: Buffer.from('See the second paragraph.') },
  { name: 'Announcement.bin', bytes: Buffer.alloc(4.5 * 1024 * 1024) },
];

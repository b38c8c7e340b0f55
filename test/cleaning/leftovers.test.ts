import { createCipheriv } from 'node:crypto';
import { deflateRawSync, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import type { Leftover } from '../../functions/cleaning/finding.ts';
import { lookForLeftovers } from '../../functions/cleaning/leftovers.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';
import { makeZip } from './make-zip.ts';

const look = (content: Buffer | string): Leftover[] =>
  lookForLeftovers(Buffer.from(content), { limits: defaultCleaningLimits, works: () => undefined });
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

const planted: readonly (readonly [Leftover, string])[] = [
  ['mail-addresses', 'ada.lovelace+x@mail.example.org'],
  ['mail-addresses', 'mailto:ada%40example.org'],
  ['user-paths', '/Users/ada/Desktop/a.png'],
  ['user-paths', 'file:///home/ada/a.txt'],
  ['user-paths', 'C:\\Users\\ada\\a.doc'],
  ['user-paths', 'd:/data/ada/plan.txt'],
  ['user-paths', '"\\\\server\\share\\a.doc"'],
  ['user-paths', '../../ada/Desktop/b.xlsx'],
  ['user-paths', 'https://d.docs.live.net/0a1b2c3d4e5f6071/b.xlsx'],
  ['user-paths', 'https://example-my.sharepoint.com/personal/ada_example_org/b.xlsx'],
  ['account-numbers', 'S-1-5-21-3623811015-3361044348-30300820-1013'],
  ['connection-details', 'Data Source=db1;Initial Catalog=people;User ID=ada;'],
  ['connection-details', 'Password=secret;'],
  ['connection-details', 'postgres://ada:secret@db.example.org/people'],
  ['positions', '+48.8577+002.2950/'],
  ['positions', '$GPRMC,123519,A,4807.038,N'],
  ['positions', 'exif:GPSLatitude="48,51.5N"'],
  ['user-names', '%%For: ada lovelace'],
  ['user-names', '/Author (Ada Lovelace)'],
  ['user-names', '<dc:creator>Ada</dc:creator>'],
  ['picture-details', '<x:xmpmeta xmlns:x="adobe:ns:meta/">'],
];

describe('what is left in a file is seen', () => {
  it.each(planted)('%s: %s, in clear, as UTF-16, in a package and in a stream of a PDF', (leftover, text) => {
    const amongBytes = Buffer.concat([Buffer.from([1, 2, 3, 10]), Buffer.from(text), Buffer.alloc(9)]);
    const stream = Buffer.concat([
      Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nstream\n'),
      deflateSync(Buffer.from(text)),
      Buffer.from('\nendstream'),
    ]);
    const places = {
      alone: text,
      amongBytes,
      littleEndian: Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(text)]),
      bigEndian: Buffer.concat([Buffer.from([1]), utf16(text).swap16()]),
      package: makeZip([{ name: 'a.xml', content: Buffer.from(text) }]),
      stream,
    };
    const seen = Object.entries(places).filter(([, bytes]) => look(bytes).includes(leftover));
    expect(seen.map(([place]) => place)).toEqual(Object.keys(places));
  });

  it('an EXIF record that says more than how a picture is turned is seen, also in base64', () => {
    const entry = (tag: number) => [tag >> 8, tag & 255, 0, 2, 0, 0, 0, 2, 0x41, 0, 0, 0];
    const exif = (...tags: number[]) =>
      Buffer.from([
        ...Buffer.from('Exif\0\0MM\0*\0\0\0\x08', 'latin1'),
        ...[0, tags.length],
        ...tags.flatMap(entry),
        ...[0, 0, 0, 0],
      ]);
    expect(look(exif(0x0112))).toEqual([]);
    expect(look(exif(0x010f))).toEqual(['picture-details']);
    const start = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 60]);
    const jpeg = Buffer.concat([start, exif(0x0112, 0x010f), Buffer.alloc(80)]).toString('base64');
    expect(look(`<image href="data:image/jpeg;base64,${jpeg}"/>`)).toEqual(['picture-details']);
  });

  it.each([
    'An ordinary sentence, with a time (10:30) and a share of 50/50.',
    'https://example.org/home/page and <a href="../media/image1.png">',
    'a:hover{color:red} b: c, d:e',
    'x = y@z; ratio 3.141592+002',
    'S-1-5-18',
    '/Author ()',
  ])('nothing is seen in %s', (text) => {
    expect(look(text)).toEqual([]);
  });

  it('nothing is seen in bytes that look random', () => {
    const numbers = Array.from({ length: 200_000 }, (_, n) => (n * n * 7 + (n >> 3)) & 255);
    expect(look(deflateRawSync(Buffer.from(numbers)))).toEqual([]);
  });

  it('nothing is seen in much that is packed, where short words come about by chance', () => {
    // The same in every run, and as even as what a codec writes.
    const noise = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(
      Buffer.alloc(24 * 1024 * 1024),
    );
    expect(look(noise)).toEqual([]);
  });

  it('a file that would be called clean is said to be cleaned in part', async () => {
    const result = await cleanFile(Buffer.from('Written by ada@example.org.'), defaultCleaningLimits);
    expect(result).toMatchObject({ kind: 'cleaned', left: ['mail-addresses'] });
  });
});

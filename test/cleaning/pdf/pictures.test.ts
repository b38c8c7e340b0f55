import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cleanFile } from '../../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../../functions/cleaning/limits.ts';
import { realFile } from '../real-files.ts';
import { cleanPdf, latin1, onePage, stream } from './make-pdf.ts';

const photo = latin1(realFile('pillow.jpg'));
const camera = /Vexley|Marisol|MarkerSoft/;
const hex = (text: string): string => `${Buffer.from(text, 'latin1').toString('hex')}>`;
const picture = (entries: string, content: string): string =>
  stream(
    `/Type/XObject/Subtype/Image/Width 48/Height 32/ColorSpace/DeviceRGB/BitsPerComponent 8${entries}`,
    content,
  );

describe('a photo in a PDF', () => {
  it.each([
    ['as it is', '/Filter/DCTDecode', photo],
    ['in a list of one', '/Filter[/DCTDecode]', photo],
    ['with a filter behind a reference', '/Filter 6 0 R', photo],
    ['packed', '/Filter[/FlateDecode/DCTDecode]', latin1(deflateSync(Buffer.from(photo, 'latin1')))],
    ['in hexadecimal', '/Filter[/ASCIIHexDecode/DCTDecode]', hex(photo)],
  ])('%s loses its camera and keeps how its colors are meant', async (_, filter, content) => {
    const parameters =
      filter.includes('Flate') || filter.includes('Hex')
        ? '/DecodeParms[null<</ColorTransform 0>>]'
        : '/DecodeParms<</ColorTransform 0>>';
    const { bytes, text } = await cleanPdf(
      onePage({
        resources: '/XObject<</I 5 0 R>>',
        more: [picture(`${filter}${parameters}`, content), '/DCTDecode'],
      }),
    );
    expect(text).not.toMatch(camera);
    expect(latin1(bytes)).toMatch(/\/Filter \/DCTDecode\/DecodeParms <<\/ColorTransform 0>>/);
  });

  it('that is a mask, or one of several, or the icon of a button, loses its camera', async () => {
    const { text } = await cleanPdf(
      onePage({
        page: '/Annots[<</Subtype/Widget/Rect[0 0 9 9]/MK<</I 5 0 R>>>>]',
        resources: '/XObject<</I 5 0 R>>',
        more: [
          picture('/SMask 6 0 R/Mask 6 0 R/Alternates[<</Image 7 0 R>>]', 'raw'),
          picture('/Filter/DCTDecode', photo),
          picture('/Filter/DCTDecode', photo),
        ],
      }),
    );
    expect(text).not.toMatch(camera);
    expect(text).toMatch(/\/SMask \d+ 0 R\/Mask \d+ 0 R\/Alternates \[<<\/Image \d+ 0 R>>\]/);
  });

  it.each([
    ['as it is', '/F/DCT', photo],
    ['with long names', '/Filter[/DCTDecode]', photo],
    ['in hexadecimal', '/F[/AHx/DCT]', hex(photo)],
  ])('within what a page draws, %s, loses its camera', async (_, filter, content) => {
    const inline = `q BI/W 48/H 32/CS/RGB/BPC 8${filter}/DP${filter.includes('AHx') ? '[null<</ColorTransform 1>>]' : '<</ColorTransform 1>>'} ID ${content}\nEI Q (behind it) Tj`;
    const packed = stream(
      '/Subtype/Form/Filter/FlateDecode/BBox[0 0 1 1]',
      latin1(deflateSync(Buffer.from(inline, 'latin1'))),
    );
    const { text } = await cleanPdf(
      onePage({
        content: inline,
        resources: '/XObject<</F 5 0 R>>/Font<</T 6 0 R>>',
        more: [packed, `<</Subtype/Type3/CharProcs<</a 7 0 R>>>>`, stream('', inline)],
      }),
    );
    expect(text).not.toMatch(camera);
    expect(text.split('(behind it) Tj').length).toBeGreaterThan(3);
    expect(text).toContain('/W 48/H 32/CS /RGB/BPC 8/F /DCT/DP <</ColorTransform 1>> ID \xff\xd8');
  });

  it('that can not be cleaned is said to be there', async () => {
    const bytes = onePage({
      resources: '/XObject<</I 5 0 R>>',
      more: [picture('/Filter/DCTDecode', 'no picture')],
    });
    expect(await cleanFile(bytes, defaultCleaningLimits)).toMatchObject({ why: 'embedded-file' });
  });
});

it('JPEG 2000 loses comments, profiles and boxes that say who made it', async () => {
  const box = (type: string, body: string): string => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length + 8);
    return `${latin1(length)}${type}${body}`;
  };
  const codes = '\xff\x4f\xff\x51\0\x04\0\0\xff\x64\0\x0a\0\x01MARKER\xff\x90\0\x04\0\0';
  const head = box('ihdr', '\0\0\0\x01\0\0\0\x01\0\x03\x07\x07\0\0') + box('colr', '\x02\0\0MARKER');
  const jp2 = box('jP  ', '\r\n\x87\n') + box('jp2h', head) + box('uuid', 'MARKER') + box('jp2c', codes);
  for (const content of [jp2, codes]) {
    const { text } = await cleanPdf(
      onePage({ resources: '/XObject<</I 5 0 R>>', more: [picture('/Filter/JPXDecode', content)] }),
    );
    expect(text).not.toContain('MARKER');
    expect(text).toContain('\xff\x90\0\x04');
  }
});

import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';
import { makeOpenXml } from './make-zip.ts';

// A function has 1024 MB for the runtime, the file, what is unpacked of it and what is written.
const megabyte = 1024 * 1024;
const outcome = (bytes: Uint8Array) => cleanFile(bytes, defaultCleaningLimits);
const tooManyParts = { kind: 'refused', why: 'too-many-parts' };

const repeated = (piece: Buffer | string, times: number): Buffer => {
  const unit = Buffer.from(piece);
  return Buffer.alloc(unit.length * times, unit);
};

const pngChunk = (type: string, body: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type), body]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
};

/** A PDF with one array of so many numbers, written in the open. */
const pdfOfNumbers = (numbers: number): Buffer => {
  const objects = [
    Buffer.from('<</Type/Catalog/Pages 2 0 R/X 3 0 R>>'),
    Buffer.from('<</Type/Pages/Kids[]>>'),
    Buffer.concat([Buffer.from('['), repeated('1 ', numbers), Buffer.from(']')]),
  ];
  const parts = [Buffer.from('%PDF-1.7\n')];
  const offsets = objects.map((object, index) => {
    const offset = parts.reduce((sum, { length }) => sum + length, 0);
    parts.push(Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n'));
    return offset;
  });
  const end = parts.reduce((sum, { length }) => sum + length, 0);
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const tail = `xref\n0 4\n0000000000 65535 f \n${rows}trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n${end}\n%%EOF\n`;
  return Buffer.concat([...parts, Buffer.from(tail)]);
};

/** A DOCX with so much of one element, which packs well, and a font that does not: together they keep to the ratio. */
const documentOf = (megabytes: number, element: string): Buffer => {
  const elements = repeated(element, Math.ceil((megabytes * megabyte) / element.length));
  const content = Buffer.concat([
    Buffer.from(
      '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>',
    ),
    elements,
    Buffer.from('</w:body></w:document>'),
  ]);
  return makeOpenXml('wordprocessingml.document.main+xml', [
    { name: 'word/document.xml', content },
    { name: 'word/fonts/font1.odttf', content: unpackable(megabyte) },
  ]);
};

/** The same bytes in every run, and no two stretches alike. */
const unpackable = (length: number): Buffer => {
  const bytes = Buffer.alloc(length);
  let state = 1;
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes.writeUInt8(state >>> 24, at);
  }
  return bytes;
};

describe('a small file that would fill the memory of a function', () => {
  // First of all: the highest memory of a process never falls.
  it('a document all of whose XML changes takes a few times its size while it is written', async () => {
    const file = documentOf(12, '<w:ins w:id="1" w:author="A"/>');
    const before = process.resourceUsage().maxRSS;
    expect(await outcome(file)).toMatchObject({ kind: 'cleaned', removed: ['tracked-change-authors'] });
    expect((process.resourceUsage().maxRSS - before) / 1024).toBeLessThan(400);
  });

  it('a document with a part of more than 64 MB of XML is refused', async () => {
    const refused = { kind: 'refused', why: 'unpacks-too-large' };
    expect(await outcome(documentOf(65, '<w:r>text</w:r>'))).toEqual(refused);
  });

  it('a PDF of millions of values is refused', async () => {
    expect(await outcome(pdfOfNumbers(1000))).toMatchObject({ kind: 'cleaned' });
    expect(await outcome(pdfOfNumbers(1_100_000))).toEqual(tooManyParts);
  });

  it('a PNG of very many very small chunks is refused', async () => {
    const head = Buffer.alloc(13);
    head.writeUInt32BE(1, 0);
    head.writeUInt32BE(1, 4);
    head.writeUInt8(8, 8);
    const many = repeated(pngChunk('IDAT', Buffer.alloc(0)), 500_001);
    const parts = [pngChunk('IHDR', head), pngChunk('IDAT', deflateSync(Buffer.alloc(2))), many];
    const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
    expect(await outcome(Buffer.concat([signature, ...parts]))).toEqual(tooManyParts);
  });

  it('a WAVE file of very many very small chunks is refused', async () => {
    const head = Buffer.from('RIFF\0\0\0\0WAVEfmt \x10\0\0\0');
    const chunks = repeated('fact\0\0\0\0', 500_001);
    const format = Buffer.from([1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x80, 0x3e, 0, 0, 2, 0, 16, 0]);
    const file = Buffer.concat([head, format, chunks]);
    file.writeUInt32LE(file.length - 8, 4);
    expect(await outcome(file)).toEqual(tooManyParts);
  });
});

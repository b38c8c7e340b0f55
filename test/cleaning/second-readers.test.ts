import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFRawStream,
  PDFString,
  type PDFObject,
} from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { unzipSync, zipSync, type Zippable } from 'fflate';
import { createFile, MP4BoxBuffer } from 'mp4box';
import { describe, expect, it } from 'vitest';
import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';
import { readZip, unpackEntry } from '../../functions/cleaning/office/read-zip.ts';
import { planted, realFile, realFileNames } from './real-files.ts';

/**
 * What was cleaned, read by parsers that others wrote: they open it, find in it what belongs there, and nothing of what
 * was planted. Our own reader and writer could share a mistake.
 */

const cleaned = async (original: Uint8Array): Promise<Buffer> => {
  const result = await cleanFile(original, defaultCleaningLimits);
  if (result.kind !== 'cleaned') throw new Error(JSON.stringify(result));
  return Buffer.from(result.bytes);
};
const named = (pattern: RegExp): string[] => realFileNames.filter((name) => pattern.test(name));

const free = (): void => undefined;
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

describe('fflate, of documents in a zip container,', () => {
  const documents = named(/\.(docx|xlsx|pptx|odt|ods|odp)$/);

  it('finds what was planted before they are cleaned', () => {
    const found = documents.filter((name) =>
      Object.values(unzipSync(realFile(name))).some((part) => planted.test(textOf(part))),
    );
    expect(found).toEqual(documents);
  });

  it.each(documents)('unpacks %s as our reader does, and finds nothing of it', async (name) => {
    const file = await cleaned(realFile(name));
    const entries = readZip(file, defaultCleaningLimits);
    const unpacked = unzipSync(file);
    expect(Object.keys(unpacked)).toEqual(entries.map((entry) => entry.name));
    for (const entry of entries) {
      const part = unpacked[entry.name] ?? new Uint8Array();
      expect(unpackEntry(entry, free).equals(part), entry.name).toBe(true);
      expect(planted.exec(textOf(part)), entry.name).toBeNull();
    }
  });

  it('reads the type of an OpenDocument as a first entry that is not compressed (ODF 1.3 part 2, §3.3)', async () => {
    for (const name of named(/\.od[tsp]$/)) {
      const entries: (readonly [name: string, compression: number])[] = [];
      unzipSync(await cleaned(realFile(name)), {
        filter: (entry) => entries.push([entry.name, entry.compression]) < 0,
      });
      expect(entries[0], name).toEqual(['mimetype', 0]);
    }
  });

  it('writes containers that our reader reads', () => {
    const names = fc.stringMatching(/^[a-z]{1,8}(\/[a-z]{1,8})?\.xml$/);
    const parts = fc.dictionary(names, fc.uint8Array({ maxLength: 300 }), { minKeys: 1, maxKeys: 8 });
    fc.assert(
      fc.property(parts, fc.constantFrom(0, 1, 6, 9), (content, level) => {
        const zippable: Zippable = Object.fromEntries(
          Object.entries(content).map(([name, bytes]) => [name, [bytes, { level, mtime: '2026-03-04' }]]),
        );
        const entries = readZip(Buffer.from(zipSync(zippable)), defaultCleaningLimits);
        const read = entries.map((entry) => [entry.name, [...unpackEntry(entry, free)]]);
        expect(Object.fromEntries(read)).toEqual(
          Object.fromEntries(Object.entries(content).map(([name, bytes]) => [name, [...bytes]])),
        );
      }),
    );
  });
});

type Boxes = readonly { readonly type: string; readonly boxes?: Boxes }[];
const typesOf = (boxes: Boxes): string[] =>
  boxes.flatMap(({ type, boxes: inside = [] }) => [type, ...typesOf(inside)]);

/** Tracks, samples and boxes as mp4box reads them. */
const film = (bytes: Uint8Array) => {
  const file = createFile();
  const complaints: string[] = [];
  file.onError = (module, message) => complaints.push(`${module}: ${message}`);
  file.appendBuffer(MP4BoxBuffer.fromArrayBuffer(new Uint8Array(bytes).buffer, 0));
  file.flush();
  const info = file.getInfo();
  const tracks = info.tracks.map((track) => ({
    codec: track.codec,
    created: track.created.getTime(),
    name: track.name,
    samples: file.getTrackSamplesInfo(track.id).map(({ offset, size, dts, cts, is_sync }) => ({
      offset,
      size,
      dts,
      cts,
      is_sync,
    })),
  }));
  return { complaints, created: info.created.getTime(), tracks, boxes: typesOf(file.boxes) };
};
const telling = ['udta', 'meta', 'uuid', 'tx3g'];
const nineteenOhFour = Date.UTC(1904, 0, 1);
const isSound = ({ codec }: { readonly codec: string }): boolean => codec.startsWith('mp4a');

describe('mp4box, of films and recordings,', () => {
  const films = named(/\.(mp4|mov|m4a)$/);

  it.each(films)('finds in %s every sample of its pictures and sound, and no name or date', async (name) => {
    const original = realFile(name);
    const file = await cleaned(original);
    const [before, after] = [film(original), film(file)];
    expect(after.complaints).toEqual([]);
    const shown = before.tracks.filter(({ codec }) => !codec.startsWith('tx3g'));
    expect(after.tracks.map(({ codec, samples }) => [codec, samples])).toEqual(
      shown.map(({ codec, samples }) => [codec, samples]),
    );
    expect([after.created, ...after.tracks.map(({ created }) => created)]).toEqual(
      [after, ...after.tracks].map(() => nineteenOhFour),
    );
    expect(after.tracks.map((track) => track.name)).toEqual(after.tracks.map(() => ''));
    for (const { offset, size } of after.tracks.filter(isSound).flatMap(({ samples }) => samples))
      expect(file.subarray(offset, offset + size).equals(original.subarray(offset, offset + size))).toBe(
        true,
      );
    expect(after.boxes.filter((type) => telling.includes(type))).toEqual([]);
  });

  it('finds names, dates and boxes with more before they are cleaned', () => {
    for (const name of films) expect(film(realFile(name)).boxes, name).toContain('udta');
    expect(film(realFile('ffmpeg-subtitles.mp4')).tracks).toHaveLength(3);
    expect(film(realFile('ffmpeg.mp4')).created).toBe(Date.UTC(2026, 2, 4, 5, 6, 7));
  });
});

/** Every text and every stream that is no picture, as pdf-lib decodes them. */
const textsIn = (object: PDFObject): string[] => {
  if (object instanceof PDFString || object instanceof PDFHexString) return [object.decodeText()];
  if (object instanceof PDFArray) return object.asArray().flatMap(textsIn);
  if (object instanceof PDFDict) return object.values().flatMap(textsIn);
  if (!(object instanceof PDFRawStream)) return [];
  const isPicture = /\/(DCTDecode|JPXDecode|CCITTFaxDecode|JBIG2Decode)/.test(object.dict.toString());
  return [...textsIn(object.dict), textOf(isPicture ? object.contents : decodePDFRawStream(object).decode())];
};

const openPdf = (bytes: Uint8Array): Promise<PDFDocument> =>
  PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true });

/** The first is looked at before the others: they make an empty one where there is none. */
const propertiesOf = (document: PDFDocument): unknown[] => [
  document.context.trailerInfo.Info,
  document.getTitle(),
  document.getAuthor(),
  document.getSubject(),
  document.getKeywords(),
  document.getCreator(),
  document.getProducer(),
  document.getCreationDate(),
  document.getModificationDate(),
];

describe('pdf-lib, of PDFs,', () => {
  const documents = named(/\.pdf$/).filter((name) => name !== 'pypdf-encrypted.pdf');
  const allTexts = (document: PDFDocument): string =>
    document.context
      .enumerateIndirectObjects()
      .flatMap(([, object]) => textsIn(object))
      .join('\n');
  const allNames = (document: PDFDocument): string =>
    document.context
      .enumerateIndirectObjects()
      .map(([, object]) => (object instanceof PDFRawStream ? object.dict : object).toString())
      .join('\n');

  it.each(documents)('opens %s with all its pages, and finds nothing of what was planted', async (name) => {
    const original = await openPdf(realFile(name));
    expect(propertiesOf(original).some((property) => property !== undefined)).toBe(true);
    expect(allTexts(original)).toMatch(planted);
    const document = await openPdf(await cleaned(realFile(name)));
    expect(document.getPages().map((page) => page.getSize())).toEqual(
      original.getPages().map((page) => page.getSize()),
    );
    const properties = propertiesOf(document);
    expect(properties).toEqual(properties.map(() => undefined));
    expect(allTexts(document)).not.toMatch(planted);
    expect(allNames(document)).not.toMatch(/\/(Metadata|PieceInfo|EmbeddedFile|LastModified)\b/);
  });

  it('writes documents with a title and an author, and reads neither after they are cleaned', async () => {
    const written = await PDFDocument.create();
    written.addPage([200, 300]).drawText('Words');
    written.setTitle('Marisol');
    written.setAuthor('Vexley');
    for (const useObjectStreams of [true, false]) {
      const original = await written.save({ useObjectStreams });
      expect(propertiesOf(await openPdf(original))).toContain('Vexley');
      const document = await openPdf(await cleaned(original));
      expect(document.getPages().map((page) => page.getSize())).toEqual([{ width: 200, height: 300 }]);
      const properties = propertiesOf(document);
      expect(properties).toEqual(properties.map(() => undefined));
      expect(allTexts(document)).not.toMatch(/Marisol|Vexley/);
    }
  });
});

import { PDFDocument } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import {
  heading,
  line,
  textBlocks,
  type ExportDocument,
} from '../../functions/domain/export/export-document.ts';
import { documentPdf, mostPdfLength, mostPdfLines } from '../../functions/team/export/document-pdf.ts';
import { latinText, mostMarks } from '../../functions/team/export/latin-text.ts';

const ascii = new Set(Array.from({ length: 0x17f }, (_, at) => at));
const madeAt = new Date('2026-03-10T09:20:30.000Z');
const documentOf = (...texts: readonly string[]): ExportDocument => ({
  title: 'Copy of the case amber-falcon-27',
  facts: ['For a court.'],
  mark: 'Copy for a court. Made by Ada, 10 March 2026',
  blocks: [heading(2, 'The report'), line('The reporter'), ...textBlocks(...texts)],
});

describe('a text in letters that a font has', () => {
  it('keeps what it has, and marks every run of the rest with how many characters and of which script', () => {
    const shown = latinText(ascii);
    expect(shown.of('Café, naïve\nline')).toBe('Café, naïve\nline');
    expect(shown.of('said Привет to me')).toBe('said [not shown: 6 characters, Cyrillic] to me');
    expect(shown.of('قال لي نعم.')).toBe('[not shown: 10 characters, Arabic].');
    expect(shown.of('👩‍👩‍👧')).toBe('[not shown: 1 character, emoji]');
    expect(shown.of('聽到了')).toBe('[not shown: 3 characters, Han]');
    expect(shown.of('e\u0301')).toBe('é');
    expect(shown.of('received → closed')).toBe('received -> closed');
    expect(shown.of('نعم 🙂 聽到了')).toBe('[not shown: 9 characters, Arabic and Han and emoji]');
    expect(shown.missing).toEqual({
      characters: 29,
      places: 5,
      scripts: ['Cyrillic', 'Arabic', 'emoji', 'Han'],
    });
  });
});

describe('a copy as a PDF', () => {
  it('opens with another reader, page after page, however long its words are', async () => {
    const pdf = await documentPdf(
      documentOf('word '.repeat(4_000), 'x'.repeat(5_000), 'a\n'.repeat(300)),
      madeAt,
    );
    const read = await PDFDocument.load(pdf ?? new Uint8Array(0), { updateMetadata: false });
    expect(read.getPageCount()).toBeGreaterThan(8);
    expect(read.getTitle()).toBe('Copy of the case amber-falcon-27');
    expect(read.getCreationDate()).toEqual(madeAt);
  });

  it('is not made of what is too long for one', async () => {
    expect(await documentPdf(documentOf('x'.repeat(mostPdfLength + 1)), madeAt)).toBeUndefined();
  });

  it('is not made of a short text that would take thousands of pages or marks', async () => {
    const linesAlone = documentOf(`a${'\n'.repeat(mostPdfLines)}b`);
    expect(await documentPdf(linesAlone, madeAt)).toBeUndefined();
    const mixed = 'aЖ'.repeat(mostMarks + 1);
    expect(await documentPdf(documentOf(mixed), madeAt)).toBeUndefined();
    expect(latinText(ascii).of(mixed.repeat(4)).length).toBeLessThan(mostMarks * 50);
  });
});

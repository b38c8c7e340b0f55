import type { PDFDocument, PDFFont, PDFPage } from '@cantoo/pdf-lib';
import { documentLength, documentLines, type ExportDocument } from '../../domain/export/export-document.ts';
import { latinText, mostMarks, type Shown } from './latin-text.ts';

/** Code units of a document that becomes a PDF at most; a longer one is printed from its page. */
export const mostPdfLength = 2_000_000;
/** Lines of one at most, as they were written: some 600 pages. Each page costs memory, whatever stands on it. */
export const mostPdfLines = 30_000;

// A4 in points, and what stays free around the text.
const pageWidth = 595.28;
const pageHeight = 841.89;
const margin = 52;
const footer = 30;

type Style = { readonly size: number; readonly bold: boolean; readonly above: number };
const styles = {
  title: { size: 18, bold: true, above: 0 },
  2: { size: 14, bold: true, above: 18 },
  3: { size: 11, bold: true, above: 10 },
  line: { size: 9.5, bold: false, above: 2 },
  text: { size: 10.5, bold: false, above: 4 },
} as const satisfies Record<string, Style>;

/** A font with the width of each of its characters, in thousandths of its size: measured once. */
type Measured = { readonly font: PDFFont; readonly widths: Map<string, number> };

const widthOf = ({ font, widths }: Measured, text: string, size: number): number => {
  let sum = 0;
  for (const character of text) {
    const width = widths.get(character) ?? font.widthOfTextAtSize(character, 1_000);
    widths.set(character, width);
    sum += width;
  }
  return (sum * size) / 1_000;
};

/** The words of a line, those that are wider than it in pieces that fit. */
const pieces = (measured: Measured, text: string, size: number, width: number): readonly string[] =>
  text.split(/(?<= )/).flatMap((word) => {
    if (widthOf(measured, word, size) <= width) return [word];
    const parts: string[] = [];
    let part = '';
    for (const character of word) {
      if (part !== '' && widthOf(measured, part + character, size) > width) {
        parts.push(part);
        part = '';
      }
      part += character;
    }
    return [...parts, part];
  });

const wrapped = (measured: Measured, text: string, size: number): readonly string[] => {
  const width = pageWidth - 2 * margin;
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    let used = 0;
    for (const piece of pieces(measured, paragraph, size, width)) {
      const wide = widthOf(measured, piece, size);
      if (line !== '' && used + widthOf(measured, piece.trimEnd(), size) > width) {
        lines.push(line.trimEnd());
        line = '';
        used = 0;
      }
      line += piece;
      used += wide;
    }
    return [...lines, line.trimEnd()];
  });
};

/** Fonts and the page that is being written. */
type Writer = {
  readonly pdf: PDFDocument;
  readonly regular: Measured;
  readonly bold: Measured;
  page: PDFPage;
  y: number;
};

const newPage = (writer: Writer): void => {
  writer.page = writer.pdf.addPage([pageWidth, pageHeight]);
  writer.y = pageHeight - margin;
};

const write = (writer: Writer, text: string, { size, bold, above }: Style): void => {
  const measured = bold ? writer.bold : writer.regular;
  const height = size * 1.35;
  // A heading does not stand alone at the end of a page.
  if (writer.y - above - height * (bold ? 3 : 1) < margin + footer) newPage(writer);
  writer.y -= above;
  for (const line of wrapped(measured, text, size)) {
    if (writer.y - height < margin + footer) newPage(writer);
    writer.y -= height;
    if (line !== '') writer.page.drawText(line, { x: margin, y: writer.y, size, font: measured.font });
  }
};

type Marks = Pick<typeof import('@cantoo/pdf-lib'), 'degrees' | 'rgb'>;

/** Who and when on each page: below the text, and across it. */
const markPages = ({ pdf, regular, bold }: Writer, mark: string, { degrees, rgb }: Marks): void => {
  const all = pdf.getPages();
  const lines = wrapped(regular, mark, 8);
  for (const [at, page] of all.entries()) {
    const count = `Page ${at + 1} of ${all.length}`;
    page.drawText('CONFIDENTIAL COPY', {
      ...{ x: 110, y: 190, size: 50, font: bold.font, rotate: degrees(52) },
      ...{ color: rgb(0.5, 0.5, 0.5), opacity: 0.12 },
    });
    for (const [row, text] of [...lines, count].entries())
      page.drawText(text, { x: margin, y: margin - 6 - row * 10, size: 8, font: regular.font });
  }
};

/** What the first page says of characters that this PDF cannot show. */
const notShownText = ({ characters, places, scripts }: Shown['missing']): string =>
  `This PDF shows Latin letters alone. In ${places} ${places === 1 ? 'place' : 'places'}, ${characters} characters (${scripts.join(', ')}) cannot be shown; each place is marked and says how many. The file case.html beside it holds all of them.`;

/**
 * The copy as a PDF on A4, with who and when on each page. It shows what Helvetica has (Windows-1252); whatever else was
 * written is marked in its place and counted on the first page, never left out without a word.
 * @param madeAt stands in its metadata as well
 * @returns `undefined` for a document longer than `mostPdfLength` or `mostPdfLines`, or with more to mark than `mostMarks`
 */
export const documentPdf = async (
  document: ExportDocument,
  madeAt: Date,
): Promise<Uint8Array | undefined> => {
  if (documentLength(document) > mostPdfLength || documentLines(document) > mostPdfLines) return undefined;
  const library = await import('@cantoo/pdf-lib');
  const { PDFDocument: Pdf, StandardFonts } = library;
  const pdf = await Pdf.create();
  const regular = { font: await pdf.embedFont(StandardFonts.Helvetica), widths: new Map<string, number>() };
  const bold = { font: await pdf.embedFont(StandardFonts.HelveticaBold), widths: new Map<string, number>() };
  const shown = latinText(new Set(regular.font.getCharacterSet()));
  pdf.setTitle(document.title);
  pdf.setProducer('Conductline');
  pdf.setCreator('Conductline');
  pdf.setCreationDate(madeAt);
  pdf.setModificationDate(madeAt);
  const blocks = document.blocks.map((block) => ({ ...block, text: shown.of(block.text) }));
  const facts = document.facts.map((fact) => shown.of(fact));
  const mark = shown.of(document.mark);
  const title = shown.of(document.title);
  if (shown.missing.places > mostMarks) return undefined;
  const writer: Writer = { pdf, regular, bold, page: pdf.addPage([pageWidth, pageHeight]), y: 0 };
  writer.y = pageHeight - margin;
  write(writer, title, styles.title);
  for (const fact of facts) write(writer, fact, styles.text);
  if (shown.missing.characters > 0)
    write(writer, notShownText(shown.missing), { ...styles.text, bold: true });
  for (const block of blocks)
    write(writer, block.text, block.kind === 'heading' ? styles[block.level] : styles[block.kind]);
  markPages(writer, mark, library);
  return pdf.save();
};

import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { countOf, type PdfValue } from './values.ts';

const longestRow = 1_048_576;

/**
 * Undoes the predictors of PNG and TIFF (ISO 32000-2 §7.4.4.4): a row, or a byte, says how it differs from another.
 * @throws {StopCleaning} `not-understood` for another predictor or impossible rows
 */
export const withoutPrediction = (
  content: Buffer,
  parameters: PdfValue,
  resolve: (value: PdfValue | undefined) => PdfValue,
  cleaning: Cleaning,
): Buffer => {
  if (parameters.kind !== 'dictionary') return content;
  const said = (key: string, otherwise: number): number =>
    countOf(resolve(parameters.entries.get(key))) ?? otherwise;
  const predictor = said('Predictor', 1);
  if (predictor === 1) return content;
  const [colors, bits] = [said('Colors', 1), said('BitsPerComponent', 8)];
  const rowBytes = Math.ceil((said('Columns', 1) * colors * bits) / 8);
  if (predictor < 10 || rowBytes < 1 || rowBytes > longestRow) throw StopCleaning.because('not-understood');
  cleaning.works(4 * content.length);
  return fromPngRows(content, rowBytes, Math.max(1, Math.ceil((colors * bits) / 8)));
};

const fromPngRows = (content: Buffer, rowBytes: number, pixelBytes: number): Buffer => {
  const rows = Math.floor(content.length / (rowBytes + 1));
  const plain = Buffer.alloc(rows * rowBytes);
  for (let row = 0; row < rows; row++) {
    const kind = content.readUInt8(row * (rowBytes + 1));
    if (kind > 4) throw StopCleaning.because('broken');
    for (let column = 0; column < rowBytes; column++) {
      const at = row * rowBytes + column;
      const hasLeft = column >= pixelBytes;
      const left = hasLeft ? (plain[at - pixelBytes] ?? 0) : 0;
      const above = row > 0 ? (plain[at - rowBytes] ?? 0) : 0;
      const corner = row > 0 && hasLeft ? (plain[at - rowBytes - pixelBytes] ?? 0) : 0;
      plain[at] = (content[row * (rowBytes + 1) + 1 + column] ?? 0) + predicted(kind, left, above, corner);
    }
  }
  return plain;
};

const predicted = (kind: number, left: number, above: number, corner: number): number => {
  if (kind === 1) return left;
  if (kind === 2) return above;
  if (kind === 3) return (left + above) >> 1;
  if (kind === 0) return 0;
  const estimate = left + above - corner;
  const toLeft = Math.abs(estimate - left);
  const toAbove = Math.abs(estimate - above);
  const toCorner = Math.abs(estimate - corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
};

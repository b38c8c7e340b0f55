import { constants, inflateRawSync, inflateSync } from 'node:zlib';
import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { fromAscii85, fromAsciiHex, fromRunLengths } from './plain-filters.ts';
import { fromLzw } from './lzw.ts';
import { withoutPrediction } from './prediction.ts';
import { nameOf, nothing, type PdfStream, type PdfValue } from './values.ts';

export type Filter = { readonly name: string; readonly parameters: PdfValue };
type Resolve = (value: PdfValue | undefined) => PdfValue;

/** More than any producer chains. */
const mostFilters = 8;

const fullNames: ReadonlyMap<string, string> = new Map([
  ['AHx', 'ASCIIHexDecode'],
  ['A85', 'ASCII85Decode'],
  ['LZW', 'LZWDecode'],
  ['Fl', 'FlateDecode'],
  ['RL', 'RunLengthDecode'],
  ['CCF', 'CCITTFaxDecode'],
  ['DCT', 'DCTDecode'],
]);

/**
 * Filters and their parameters in the order in which they are undone, by their full names.
 * @throws {StopCleaning} `not-understood` for too many filters, or one without a name
 */
export const listFilters = (filter: PdfValue, parameters: PdfValue, resolve: Resolve): readonly Filter[] => {
  if (filter.kind === 'null') return [];
  const names = (filter.kind === 'array' ? filter.items : [filter]).map((item) => nameOf(resolve(item)));
  if (names.length > mostFilters) throw StopCleaning.because('not-understood');
  return names.map((name, index) => {
    if (name === undefined) throw StopCleaning.because('not-understood');
    const own = parameters.kind === 'array' ? parameters.items[index] : index === 0 ? parameters : nothing;
    return { name: fullNames.get(name) ?? name, parameters: resolve(own) };
  });
};

export const filtersOf = ({ dictionary: { entries } }: PdfStream, resolve: Resolve): readonly Filter[] => {
  const parameters = resolve(entries.get('DecodeParms') ?? entries.get('DP'));
  return listFilters(resolve(entries.get('Filter')), parameters, resolve);
};

/** Undoes filters. Stops at those that hold a picture: they are cleaned, not undone. */
export const undoFilters = (
  packed: Buffer,
  filters: readonly Filter[],
  resolve: Resolve,
  cleaning: Cleaning,
): Buffer =>
  filters.reduce((content, filter) => {
    const plain = undo(content, filter, resolve, cleaning);
    cleaning.works(plain.length);
    return plain;
  }, packed);

const undo = (
  content: Buffer,
  { name, parameters }: Filter,
  resolve: Resolve,
  cleaning: Cleaning,
): Buffer => {
  cleaning.works(content.length);
  const limit = cleaning.limits.unpackedBytes;
  switch (name) {
    case 'FlateDecode':
      return withoutPrediction(inflate(content, limit), parameters, resolve, cleaning);
    case 'LZWDecode':
      return withoutPrediction(fromLzw(content, parameters, limit, cleaning), parameters, resolve, cleaning);
    case 'ASCII85Decode':
      return fromAscii85(content);
    case 'ASCIIHexDecode':
      return fromAsciiHex(content);
    case 'RunLengthDecode':
      return fromRunLengths(content, limit, cleaning);
    case 'Crypt':
      if (
        parameters.kind !== 'dictionary' ||
        (nameOf(parameters.entries.get('Name')) ?? 'Identity') === 'Identity'
      )
        return content;
      throw StopCleaning.because('encrypted');
    default:
      throw StopCleaning.because('not-understood');
  }
};

/**
 * Undoes Flate as far as it goes, like every reader: the checksum and the last bytes may be missing. Stops with
 * `refused` rather than unpack more than the limit.
 * @throws {StopCleaning} `unpacks-too-large`, `broken` when nothing can be unpacked
 */
export const inflate = (packed: Buffer, unpackedLimit: number): Buffer => {
  const options = { maxOutputLength: Math.max(1, unpackedLimit), finishFlush: constants.Z_SYNC_FLUSH };
  if (packed.length === 0) return packed;
  try {
    return inflateSync(packed, options);
  } catch (reason) {
    if (isTooLarge(reason)) throw StopCleaning.refusing('unpacks-too-large');
  }
  try {
    // Two bytes of header go before, and a wrong checksum behind is not looked at.
    return inflateRawSync(packed.subarray(2), options);
  } catch (reason) {
    throw isTooLarge(reason) ? StopCleaning.refusing('unpacks-too-large') : StopCleaning.because('broken');
  }
};

const isTooLarge = (reason: unknown): boolean =>
  reason instanceof Error && 'code' in reason && reason.code === 'ERR_BUFFER_TOO_LARGE';

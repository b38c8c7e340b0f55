import { unsigned32 } from '../bytes.ts';
import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { boxesIn, type Box } from '../video/boxes.ts';

/**
 * A JPEG 2000 picture with the boxes that drawing needs (ITU-T T.800 Annex I): XML, UUID and rights go, and profiles
 * become the colour space of as many components. A bare code stream has no boxes.
 * @throws {StopCleaning} `broken` when it is too short to be one
 */
export const cleanJpeg2000 = (content: Buffer, cleaning: Cleaning): Buffer => {
  cleaning.works(content.length);
  if (content.length < 12) throw StopCleaning.because('broken');
  if (content.readUInt32BE(0) !== 12) return withoutComments(content, cleaning);
  const { boxes } = boxesIn(content, 0, content.length);
  cleaning.works(16 * boxes.length);
  const kept = boxes.filter(({ type }) => ['jP  ', 'ftyp', 'jp2h', 'jp2c'].includes(type));
  if (kept.length < boxes.length) cleaning.found('other-data');
  return Buffer.concat(
    kept.map((one) => {
      if (one.type === 'jp2h') return box('jp2h', headerBoxes(content, one, cleaning));
      if (one.type !== 'jp2c') return content.subarray(one.start, one.end);
      const stream = content.subarray(one.bodyStart, one.end);
      const cleaned = withoutComments(stream, cleaning);
      return cleaned.length === stream.length ? content.subarray(one.start, one.end) : box('jp2c', cleaned);
    }),
  );
};

const box = (type: string, body: Buffer): Buffer =>
  Buffer.concat([unsigned32(body.length + 8), Buffer.from(type, 'latin1'), body]);

const drawingBoxes = ['ihdr', 'bpcc', 'colr', 'pclr', 'cmap', 'cdef', 'res '];
const enumerated = 1;

const headerBoxes = (content: Buffer, header: Box, cleaning: Cleaning): Buffer => {
  const { boxes } = boxesIn(content, header.bodyStart, header.end);
  cleaning.works(16 * boxes.length);
  const head = boxes.find(({ type }) => type === 'ihdr');
  const components = head ? content.readUInt16BE(head.bodyStart + 8) : 3;
  const kept = boxes.filter(({ type }) => drawingBoxes.includes(type));
  if (kept.length < boxes.length) cleaning.found('other-data');
  return Buffer.concat(
    kept.map(({ type, start, bodyStart, end }) => {
      if (type !== 'colr' || content[bodyStart] === enumerated) return content.subarray(start, end);
      cleaning.found('color-profile');
      // Table I.10 of T.800 and M.25 of T.801: CMYK, sRGB, grey.
      const space = components >= 4 ? 12 : components >= 3 ? 16 : 17;
      return box('colr', Buffer.concat([Buffer.from([enumerated, 0, 0]), unsigned32(space)]));
    }),
  );
};

const startOfCodeStream = 0xff4f;
const startOfTile = 0xff90;
const comment = 0xff64;

/** Comments in the head of a code stream name the program that made it. */
const withoutComments = (stream: Buffer, cleaning: Cleaning): Buffer => {
  if (stream.length < 4 || stream.readUInt16BE(0) !== startOfCodeStream) return stream;
  const parts: Buffer[] = [stream.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= stream.length && stream.readUInt16BE(at) !== startOfTile) {
    cleaning.works(16);
    const end = at + 2 + stream.readUInt16BE(at + 2);
    if (end > stream.length || end < at + 4) throw StopCleaning.because('broken');
    if (stream.readUInt16BE(at) === comment) cleaning.found('comment');
    else parts.push(stream.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...parts, stream.subarray(at)]);
};

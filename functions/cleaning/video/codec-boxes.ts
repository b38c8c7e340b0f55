import { slice } from '../bytes.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { boxesIn, type Box } from './boxes.ts';
import {
  bytes,
  container,
  copyFields,
  copyHead,
  copyRange,
  hasLost,
  rules,
  type Copy,
  type Rule,
  type Rules,
} from './copy.ts';
import { blankUnit, type NalCodec } from './nal-units.ts';

const mostConfiguration = 65_536;

/** ISO/IEC 14496-15 §8.3.3: the configuration of H.265 may hold units of messages. */
export const copyHevcConfiguration: Rule = (copy, box) => {
  copyFields(copy, box, [[0, mostConfiguration]]);
  const end = Math.min(box.end, box.bodyStart + mostConfiguration);
  let position = box.bodyStart + 23;
  const arrays = copy.from[box.bodyStart + 22] ?? 0;
  for (let array = 0; array < arrays && position + 3 <= end; array++) {
    const type = copy.from.readUInt8(position) & 63;
    const units = copy.from.readUInt16BE(position + 1);
    position += 3;
    for (let unit = 0; unit < units && position + 2 <= end; unit++) {
      copy.cleaning.works(10);
      const length = copy.from.readUInt16BE(position);
      position += 2 + length;
      if (position > end) return;
      if (type === 39 || type === 40)
        blankUnit(copy.to.subarray(position - length, position), 'hevc', copy.cleaning);
    }
  }
};

/** Colour by numbers stays. The profile of a screen or camera goes: films are of well-known spaces. */
const colors: Rule = (copy, box) => {
  const kind = copy.from.toString('latin1', box.bodyStart, box.bodyStart + 4);
  if (kind === 'nclx' || kind === 'nclc') copyFields(copy, box, [[0, kind === 'nclx' ? 11 : 10]]);
  else {
    copyHead(copy, box);
    copy.to.write('free', box.start + 4, 'latin1');
    copy.cleaning.found('color-profile');
  }
};

const esDescriptor = 3;
const decoderConfig = 4;
const decoderSpecific = 5;
const syncLayer = 6;

type Descriptor = {
  readonly tag: number;
  readonly start: number;
  readonly bodyStart: number;
  readonly end: number;
};

/** ISO/IEC 14496-1 §7.2.6: a tag, a length of one to four bytes, the content. */
const descriptorAt = (from: Buffer, start: number, end: number): Descriptor | undefined => {
  let length = 0;
  for (let at = start + 1; at < Math.min(start + 5, end); at++) {
    const byte = from.readUInt8(at);
    length = length * 128 + (byte & 127);
    if (byte < 128) {
      const bodyStart = at + 1;
      return bodyStart + length > end
        ? undefined
        : { tag: from.readUInt8(start), start, bodyStart, end: bodyStart + length };
    }
  }
  return undefined;
};

const visitDescriptors = (
  copy: Copy,
  start: number,
  end: number,
  visit: (descriptor: Descriptor) => void,
): void => {
  let position = start;
  while (position < end) {
    copy.cleaning.works(20);
    const descriptor = descriptorAt(copy.from, position, end);
    if (!descriptor) return;
    visit(descriptor);
    position = descriptor.end;
  }
};

/** Where the inner descriptors of the stream's own begin; an address in it is not understood. */
const streamDescriptor = (copy: Copy, box: Box): { readonly outer: Descriptor; readonly inner: number } => {
  const outer = descriptorAt(copy.from, box.bodyStart + 4, box.end);
  if (outer?.tag !== esDescriptor) throw StopCleaning.because('not-understood');
  const flags = slice(copy.from, outer.bodyStart, outer.bodyStart + 3).readUInt8(2);
  if ((flags & 0x40) !== 0) throw StopCleaning.because('not-understood');
  return {
    outer,
    inner: outer.bodyStart + 3 + ((flags & 0x80) !== 0 ? 2 : 0) + ((flags & 0x20) !== 0 ? 2 : 0),
  };
};

/** The configuration of the decoder, and nothing that could be said beside it. */
const elementaryStream: Rule = (copy, box) => {
  const { outer, inner } = streamDescriptor(copy, box);
  copyRange(copy, box.start, inner);
  visitDescriptors(copy, inner, outer.end, ({ tag, start, bodyStart, end }) => {
    if (tag === decoderConfig) {
      copyRange(copy, start, Math.min(bodyStart + 13, end));
      visitDescriptors(copy, bodyStart + 13, end, (own) => {
        copyRange(copy, own.start, own.tag === decoderSpecific ? own.end : own.bodyStart);
      });
    } else copyRange(copy, start, tag === syncLayer ? Math.min(end, bodyStart + 16) : bodyStart);
  });
  if (hasLost(copy, box.bodyStart, box.end)) copy.cleaning.found('other-data');
};

/** Of 3GPP's box (TS 26.244 §6.7) and others like it, the first four bytes name the maker. */
const withoutVendor: Rule = (copy, box) => copyFields(copy, box, [[4, 16]], 'software');

const flacHead = 4;
const streamInfoBlock = 38;

/** FLAC's stream info, marked as the last block: comments may follow. */
const flacConfiguration: Rule = (copy, box) => {
  copyFields(copy, box, [[0, flacHead + streamInfoBlock]], 'tags');
  const first = box.bodyStart + flacHead;
  if ((slice(copy.from, first, box.end).readUInt8() & 127) !== 0)
    throw StopCleaning.because('not-understood');
  copy.to.writeUInt8(0x80, first);
};

const configuration = bytes(mostConfiguration);

/** What a sample entry may hold: the configuration of codecs, colour, shape, layout of channels. */
export const codecRules: Rules = rules(
  ['avcC|av1C|vpcC|vvcC|dvcC|dvvC|dvwC|SMI ', configuration],
  ['hvcC|lhvC', copyHevcConfiguration],
  ['esds', elementaryStream],
  ['colr', colors],
  ['pasp', bytes(8)],
  ['clap', bytes(32)],
  ['btrt', bytes(12)],
  ['fiel', bytes(2)],
  ['gama', bytes(4)],
  ['clli|amve|CoLL', bytes(12)],
  ['mdcv|SmDm|cclv', bytes(64)],
  ['d263|damr', withoutVendor],
  ['dfLa', flacConfiguration],
  ['dOps|dac3|dec3|dac4|ddts|dmlp|mhaC|pcmC|alac', bytes(4096)],
  ['chan|chnl|srat', bytes(512)],
  ['ccst', bytes(8)],
  ['auxi', bytes(128)],
  ['frma|enda|mp4a|\0\0\0\0', bytes(16)],
  ['wave', container(() => codecRules)],
);

/** What the configuration says of the samples: the type of an MPEG-4 stream, and how its units are told apart. */
export const objectTypeOf = (
  copy: Copy,
  start: number,
  end: number,
): { objectType?: number; nals?: NalCodec } => {
  for (const box of boxesIn(copy.from, start, end, copy.cleaning.works).boxes) {
    if (box.type === 'esds') {
      const { outer, inner } = streamDescriptor(copy, box);
      let objectType: number | undefined;
      visitDescriptors(copy, inner, outer.end, ({ tag, bodyStart }) => {
        if (tag === decoderConfig) objectType ??= copy.from[bodyStart];
      });
      if (objectType !== undefined) return { objectType };
    }
    const nals = nalCodecOf(copy.from, box);
    if (nals) return { nals };
  }
  return {};
};

const high444 = 244;

/**
 * How a sample is cut into units, from the configuration of its codec. In H.264 of the profile High 4:4:4 decoders look
 * up in the encoder's own message how to work around a fault of old encoders, and it stays.
 */
export const nalCodecOf = (from: Buffer, box: Box): NalCodec | undefined => {
  if (box.type === 'avcC' && from[box.bodyStart + 1] !== high444) {
    return { codec: 'avc', lengthBytes: ((from[box.bodyStart + 4] ?? 3) & 3) + 1 };
  }
  if (box.type === 'hvcC') return { codec: 'hevc', lengthBytes: ((from[box.bodyStart + 21] ?? 3) & 3) + 1 };
  return undefined;
};

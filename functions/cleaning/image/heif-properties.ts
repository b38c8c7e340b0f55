import { unsigned32 } from '../bytes.ts';
import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { boxesIn, type Box } from '../video/boxes.ts';
import { copyHevcConfiguration, nalCodecOf } from '../video/codec-boxes.ts';
import type { NalCodec } from '../video/nal-units.ts';
import { readAssociations, type Association } from './heif-items.ts';
import { canonicalProfile } from './icc-profile.ts';
import { checkPixels } from './pixels.ts';

/** The most bytes of each property: size, depth, turning, mirroring, shape, layers, light. ISO/IEC 23008-12 §6.5. */
const keptProperties: ReadonlyMap<string, number> = new Map([
  ['ispe', 12],
  ['pixi', 16],
  ['irot', 1],
  ['imir', 1],
  ['clap', 32],
  ['pasp', 8],
  ['rloc', 12],
  ['iscl', 8],
  ['lsel', 2],
  ['a1op', 1],
  ['a1lx', 13],
  ['clli', 4],
  ['mdcv', 24],
  ['cclv', 64],
  ['amve', 8],
  ['ndwt', 8],
  ['hvcC', 65_536],
  ['lhvC', 65_536],
  ['avcC', 65_536],
  ['vvcC', 65_536],
  ['av1C', 65_536],
]);

const alphaTypes = [
  'urn:mpeg:mpegB:cicp:systems:auxiliary:alpha',
  'urn:mpeg:hevc:2015:auxid:1',
  'urn:mpeg:avc:2015:auxid:1',
];

/**
 * The properties of a picture file's items, and which item has which.
 * @throws {StopCleaning} `not-understood` from `writeMap`, when an essential property would go
 */
export class Properties {
  private readonly bytes: Buffer;
  private readonly cleaning: Cleaning;
  private readonly list: readonly Box[];
  private readonly maps: readonly { readonly head: Buffer; readonly entries: readonly Association[] }[];
  private readonly alpha = new Map<number, boolean>();
  private readonly byItem = new Map<number, Association['properties'][number][]>();

  constructor(bytes: Buffer, box: Box, cleaning: Cleaning) {
    this.bytes = bytes;
    this.cleaning = cleaning;
    const parts = boxesIn(bytes, box.bodyStart, box.end, cleaning.works).boxes;
    const container = parts.find(({ type }) => type === 'ipco');
    this.list = container ? boxesIn(bytes, container.bodyStart, container.end, cleaning.works).boxes : [];
    this.maps = parts
      .filter(({ type }) => type === 'ipma')
      .map((map) => ({
        head: bytes.subarray(map.bodyStart, map.bodyStart + 4),
        entries: readAssociations(bytes, map, cleaning.works),
      }));
    for (const { id, properties } of this.maps.flatMap(({ entries }) => entries)) {
      const own = this.byItem.get(id);
      if (own) for (const property of properties) own.push(property);
      else this.byItem.set(id, [...properties]);
    }
  }

  private boxesOf(item: number): Box[] {
    const own = this.byItem.get(item) ?? [];
    return own.flatMap(({ index }) => this.list[index - 1] ?? []);
  }

  isAlpha(item: number): boolean {
    const known = this.alpha.get(item);
    if (known !== undefined) return known;
    const isAlpha = this.boxesOf(item).some(
      (box) => box.type === 'auxC' && alphaTypes.includes(this.auxiliaryType(box)),
    );
    this.alpha.set(item, isAlpha);
    return isAlpha;
  }

  private auxiliaryType({ bodyStart, end }: Box): string {
    return this.bytes.toString('latin1', bodyStart + 4, Math.min(end, bodyStart + 200)).split('\0')[0] ?? '';
  }

  nalsOf(item: number): NalCodec | undefined {
    for (const box of this.boxesOf(item)) {
      const codec = nalCodecOf(this.bytes, box);
      if (codec) return codec;
    }
    return undefined;
  }

  /** `iprp` of the kept items: what of their properties is known, numbered again. */
  write(kept: ReadonlySet<number>): Buffer {
    const numbers = new Map<number, number>();
    const written: Buffer[] = [];
    const used = new Set(
      [...kept].flatMap((item) => (this.byItem.get(item) ?? []).map(({ index }) => index)),
    );
    for (const [place, box] of this.list.entries()) {
      const content = used.has(place + 1) ? this.cleanProperty(box) : undefined;
      if (!content) {
        if (!used.has(place + 1) || box.type === 'free') continue;
        this.cleaning.found(box.type === 'colr' ? 'color-profile' : 'other-data');
        continue;
      }
      written.push(boxOf(box.type, content));
      numbers.set(place + 1, written.length);
    }
    const maps = this.maps.map(({ head, entries }) => this.writeMap(head, entries, kept, numbers));
    return boxOf('iprp', Buffer.concat([boxOf('ipco', Buffer.concat(written)), ...maps]));
  }

  private writeMap(
    head: Buffer,
    entries: readonly Association[],
    kept: ReadonlySet<number>,
    numbers: ReadonlyMap<number, number>,
  ): Buffer {
    const idBytes = head[0] === 0 ? 2 : 4;
    const indexBytes = ((head[3] ?? 0) & 1) === 1 ? 2 : 1;
    const own = entries.filter(({ id }) => kept.has(id));
    const rows = own.map(({ id, properties }) => {
      const known = properties.flatMap(({ index, isEssential }) => {
        const number = numbers.get(index);
        if (number !== undefined) return [number + (isEssential ? (indexBytes === 2 ? 0x8000 : 0x80) : 0)];
        const isColor = this.list[index - 1]?.type === 'colr';
        // The picture would look different without it.
        if (isEssential && !isColor) throw StopCleaning.because('not-understood');
        return [];
      });
      const row = Buffer.alloc(idBytes + 1 + known.length * indexBytes);
      row.writeUIntBE(id, 0, idBytes);
      row.writeUInt8(known.length, idBytes);
      known.forEach((value, at) => row.writeUIntBE(value, idBytes + 1 + at * indexBytes, indexBytes));
      return row;
    });
    return boxOf('ipma', Buffer.concat([head, unsigned32(own.length), ...rows]));
  }

  private cleanProperty(box: Box): Buffer | undefined {
    const body = this.bytes.subarray(box.bodyStart, box.end);
    if (box.type === 'colr') return this.cleanColor(body);
    if (box.type === 'auxC') {
      const type = this.auxiliaryType(box);
      return alphaTypes.includes(type)
        ? Buffer.concat([Buffer.alloc(4), Buffer.from(`${type}\0`)])
        : undefined;
    }
    const most = keptProperties.get(box.type);
    if (most === undefined) return undefined;
    if (body.length > most) this.cleaning.found('other-data');
    const content = Buffer.from(body.subarray(0, most));
    if (box.type === 'ispe') checkPixels(content.readUInt32BE(4), content.readUInt32BE(8), this.cleaning);
    if (box.type !== 'hvcC') return content;
    const copied = Buffer.alloc(content.length);
    copyHevcConfiguration(
      { from: content, to: copied, cleaning: this.cleaning },
      { type: box.type, start: 0, bodyStart: 0, end: content.length },
    );
    return copied;
  }

  private cleanColor(body: Buffer): Buffer | undefined {
    const kind = body.toString('latin1', 0, 4);
    if (kind === 'nclx') return body.subarray(0, 11);
    if (kind !== 'prof' && kind !== 'rICC') return undefined;
    const profile = canonicalProfile(body.subarray(4));
    if (!profile) return undefined;
    if (!profile.equals(body.subarray(4))) this.cleaning.found('color-profile');
    return Buffer.concat([Buffer.from('prof'), profile]);
  }
}

export const boxOf = (type: string, content: Buffer): Buffer =>
  Buffer.concat([unsigned32(content.length + 8), Buffer.from(type, 'latin1'), content]);

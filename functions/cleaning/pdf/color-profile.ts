import { hasAt, unsigned16, unsigned32 } from '../bytes.ts';
import type { Cleaning } from '../cleaning.ts';
import { standardProfile, type Curve } from '../image/icc-profile.ts';

/**
 * A profile for as many components that names no device and no day: for red, green and blue that of the nearest
 * well-known space, for grey one of the nearest plain curve, for printing inks the tables of the profile and nothing
 * else. Empty where readers can't use the profile either and go by the number of components.
 */
export const neutralProfile = (profile: Buffer, components: number, cleaning: Cleaning): Buffer => {
  if (!hasAt(profile, 36, 'acsp')) return Buffer.alloc(0);
  if (components === 3 && hasAt(profile, 16, 'RGB ')) {
    return standardProfile(profile, nearestCurve(tagsOf(profile).get('rTRC')));
  }
  if (components === 1 && hasAt(profile, 16, 'GRAY')) return grayProfile(profile);
  cleaning.works(profile.length);
  return printProfile(profile);
};

const headerBytes = 128;
const mostTags = 100;
type Tag = readonly [string, Buffer];

const tagsOf = (profile: Buffer): ReadonlyMap<string, Buffer> => {
  const tags = new Map<string, Buffer>();
  if (profile.length < headerBytes + 4) return tags;
  const count = Math.min(profile.readUInt32BE(headerBytes), mostTags);
  for (let tag = 0; tag < count; tag++) {
    const at = headerBytes + 4 + 12 * tag;
    if (at + 12 > profile.length) break;
    const start = profile.readUInt32BE(at + 4);
    tags.set(
      profile.toString('latin1', at, at + 4),
      profile.subarray(start, start + profile.readUInt32BE(at + 8)),
    );
  }
  return tags;
};

const fixed = (value: number): Buffer => unsigned32(Math.round(value * 65_536) >>> 0);
const d50 = Buffer.concat([0.9642, 1, 0.8249].map(fixed));
const xyzTag = (xyz: Buffer): Buffer => Buffer.concat([Buffer.from('XYZ \0\0\0\0'), xyz]);

/** `model` is where class, spaces and version of the profile are taken from: bytes 8 to 24 of its head. */
const written = (model: Buffer, tags: readonly Tag[]): Buffer => {
  const tableBytes = 4 + 12 * tags.length;
  const table: Buffer[] = [unsigned32(tags.length)];
  const contents: Buffer[] = [];
  let offset = headerBytes + tableBytes;
  for (const [name, content] of tags) {
    const padding = Buffer.alloc((4 - (content.length % 4)) % 4);
    table.push(Buffer.from(name, 'latin1'), unsigned32(offset), unsigned32(content.length));
    contents.push(content, padding);
    offset += content.length + padding.length;
  }
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32BE(offset, 0);
  model.copy(header, 8, 8, 24);
  header.write('acsp', 36, 'latin1');
  d50.copy(header, 68);
  return Buffer.concat([header, ...table, ...contents]);
};

/** Old versions of the format want this text in ASCII, and empty in two other scripts (ICC.1:2001 §6.5.17). */
const description: Tag = [
  'desc',
  Buffer.concat([Buffer.from('desc\0\0\0\0'), unsigned32(6), Buffer.from('Color\0'), Buffer.alloc(78)]),
];
const rights: Tag = ['cprt', Buffer.from('text\0\0\0\0CC0\0')];

const inkTables = ['A2B0', 'A2B1', 'A2B2', 'B2A0', 'B2A1', 'B2A2', 'gamt', 'wtpt', 'bkpt', 'chad'];

const printProfile = (profile: Buffer): Buffer => {
  const tags = tagsOf(profile);
  const kept = inkTables.flatMap((name): Tag[] => {
    const content = tags.get(name);
    return content && content.length > 0 ? [[name, content]] : [];
  });
  if (!tags.has('A2B0')) return Buffer.alloc(0);
  return written(profile, [description, rights, ...kept]);
};

const sRgbCurve = (x: number): number => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
const powers = [1, 1.5, 1.6, 1.7, 1.75, 1.8, 1.9, 2, 2.1, 2.2, 2.4];
const probes = [0.1, 0.25, 0.5, 0.75];

/** The nearest power, or the curve of sRGB, is near enough to see no difference. */
const nearestCurve = (tag: Buffer | undefined): Curve | undefined => {
  const own = curveOf(tag);
  if (!own) return undefined;
  const distanceOf = (curve: (x: number) => number): number =>
    Math.max(...probes.map((x) => Math.abs(curve(x) - own(x))));
  const nearest = powers
    .map((power) => ({ power, distance: distanceOf((x) => x ** power) }))
    .reduce((best, next) => (next.distance < best.distance ? next : best));
  return distanceOf(sRgbCurve) < nearest.distance ? 'srgb' : nearest.power;
};

/** A grey profile is a curve and little else. */
const grayProfile = (profile: Buffer): Buffer => {
  const nearest = nearestCurve(tagsOf(profile).get('kTRC'));
  if (nearest === undefined) return Buffer.alloc(0);
  const curve = Buffer.concat(
    nearest === 'srgb'
      ? [
          Buffer.from('para\0\0\0\0'),
          ...[3, 0].map(unsigned16),
          ...[2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045].map(fixed),
        ]
      : [Buffer.from('para\0\0\0\0'), ...[0, 0].map(unsigned16), fixed(nearest)],
  );
  const model = Buffer.alloc(24);
  model.writeUInt32BE(0x0430_0000, 8);
  model.write('mntrGRAYXYZ ', 12, 'latin1');
  return written(model, [description, rights, ['wtpt', xyzTag(d50)], ['kTRC', curve]]);
};

/** ICC.1:2010 §10.5 and §10.15, of the latter the kinds that are powers. */
const curveOf = (tag: Buffer | undefined): ((x: number) => number) | undefined => {
  if (!tag || tag.length < 12) return undefined;
  if (hasAt(tag, 0, 'para')) {
    if (tag.length < 16) return undefined;
    if (tag.readUInt16BE(8) !== 0) return sRgbCurve;
    const power = tag.readInt32BE(12) / 65_536;
    return (x) => x ** power;
  }
  if (!hasAt(tag, 0, 'curv')) return undefined;
  const points = tag.readUInt32BE(8);
  if (points === 0) return (x) => x;
  if (tag.length < 12 + 2 * points) return undefined;
  if (points === 1) {
    const power = tag.readUInt16BE(12) / 256;
    return (x) => x ** power;
  }
  return (x) => tag.readUInt16BE(12 + 2 * Math.round(x * (points - 1))) / 65_535;
};

import { hasAt, unsigned16, unsigned32 } from '../bytes.ts';

/**
 * An ICC profile can name a screen, its serial number and the day of its calibration, and even bare numbers are those
 * of one factory-measured panel. So none is kept: a picture gets the profile, written here, of the well-known colour
 * space nearest to its own, and none at all where that is sRGB, which every reader assumes.
 */
export const canonicalProfile = (profile: Buffer): Buffer | undefined => {
  const primaries = readPrimaries(profile);
  if (!primaries) return undefined;
  const nearest = nearestSpace(primaries);
  return nearest && nearest.name !== 'sRGB' ? writeProfile(nearest) : undefined;
};

const nearestSpace = (primaries: Primaries): Space | undefined => {
  const nearest = spaces
    .map((space) => ({ space, distance: distance(space.primaries, primaries) }))
    .reduce((best, next) => (next.distance < best.distance ? next : best));
  return nearest.distance > farthest ? undefined : nearest.space;
};

/** The profile of the nearest space, sRGB too, for a place that needs one; with another curve where it is told. */
export const standardProfile = (profile: Buffer, curve?: Curve): Buffer => {
  const primaries = readPrimaries(profile);
  const space = (primaries && nearestSpace(primaries)) ?? spaces[0];
  return writeProfile(curve === undefined ? space : { ...space, curve });
};

type Primaries = readonly number[];
/** That of sRGB, or a power. */
export type Curve = 'srgb' | number;
type Space = { readonly name: string; readonly primaries: Primaries; readonly curve: Curve };

// Red, green and blue as XYZ under D50, as ICC.1:2010 wants them.
const spaces: readonly [Space, ...Space[]] = [
  {
    name: 'sRGB',
    curve: 'srgb',
    primaries: [0.43607, 0.22249, 0.01392, 0.38515, 0.71687, 0.09708, 0.14307, 0.06061, 0.7141],
  },
  {
    name: 'Display P3',
    curve: 'srgb',
    primaries: [0.51512, 0.2412, -0.00105, 0.29198, 0.69225, 0.04189, 0.1571, 0.06657, 0.78407],
  },
  // What macOS writes into every PDF where a program says nothing of its colors.
  {
    name: 'Generic RGB',
    curve: 1.8,
    primaries: [0.45427, 0.24263, 0.01482, 0.35332, 0.67441, 0.09042, 0.15662, 0.08336, 0.71953],
  },
  {
    name: 'Adobe RGB (1998)',
    curve: 563 / 256,
    primaries: [0.60974, 0.31111, 0.01947, 0.20528, 0.62567, 0.06087, 0.14919, 0.06322, 0.74457],
  },
  {
    name: 'ProPhoto RGB',
    curve: 1.8,
    primaries: [0.79767, 0.28804, 0, 0.13519, 0.71188, 0, 0.03134, 0.00009, 0.82491],
  },
  {
    name: 'Rec. 2020',
    curve: 2.4,
    primaries: [0.67346, 0.27903, -0.00194, 0.16566, 0.67535, 0.02998, 0.12505, 0.04561, 0.79685],
  },
];

/** Root of the summed squares over the nine numbers: further away than this, any choice would be a wrong one. */
const farthest = 0.35;

const distance = (one: Primaries, other: Primaries): number =>
  Math.hypot(...one.map((value, index) => value - (other[index] ?? 0)));

const headerBytes = 128;
const mostTags = 200;

const readPrimaries = (profile: Buffer): Primaries | undefined => {
  if (!hasAt(profile, 36, 'acsp') || !hasAt(profile, 16, 'RGB ') || profile.length < headerBytes + 4) return;
  const count = Math.min(profile.readUInt32BE(headerBytes), mostTags);
  const places = new Map<string, number>();
  for (let tag = 0; tag < count; tag++) {
    const at = headerBytes + 4 + 12 * tag;
    if (at + 12 > profile.length) return;
    places.set(profile.toString('latin1', at, at + 4), profile.readUInt32BE(at + 4));
  }
  // A profile of tables is not described by its primaries, nor one whose curve is linear by the curves above.
  const redCurve = places.get('rTRC');
  if (places.has('A2B0') || redCurve === undefined) return;
  if (hasAt(profile, redCurve, 'curv') && profile.readUInt32BE(redCurve + 8) === 0) return;
  const primaries: number[] = [];
  for (const name of ['rXYZ', 'gXYZ', 'bXYZ']) {
    const at = places.get(name);
    if (at === undefined || !hasAt(profile, at, 'XYZ ') || at + 20 > profile.length) return;
    for (const axis of [8, 12, 16]) primaries.push(profile.readInt32BE(at + axis) / 65_536);
  }
  return primaries;
};

const fixed = (values: readonly number[]): Buffer =>
  Buffer.concat(values.map((value) => unsigned32(Math.round(value * 65_536) >>> 0)));

const xyz = (values: readonly number[]): Buffer =>
  Buffer.concat([Buffer.from('XYZ \0\0\0\0'), fixed(values)]);

const unicodeText = (text: string): Buffer =>
  Buffer.concat([
    Buffer.from('mluc\0\0\0\0'),
    ...[1, 12].map(unsigned32),
    Buffer.from('enUS'),
    ...[text.length * 2, 28].map(unsigned32),
    Buffer.from(text, 'utf16le').swap16(),
  ]);

// ICC.1:2010 §10.15: function 3 is that of sRGB, function 0 a plain power.
const curveTag = (curve: Curve): Buffer =>
  curve === 'srgb'
    ? Buffer.concat([
        Buffer.from('para\0\0\0\0'),
        ...[3, 0].map(unsigned16),
        fixed([2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]),
      ])
    : Buffer.concat([Buffer.from('para\0\0\0\0'), ...[0, 0].map(unsigned16), fixed([curve])]);

const d50 = [0.9642, 1, 0.8249];
const fromD65 = [1.04788, 0.02292, -0.05022, 0.02958, 0.99048, -0.01708, -0.00925, 0.01507, 0.75168];
const unchanged = [1, 0, 0, 0, 1, 0, 0, 0, 1];

const writeProfile = (space: Space): Buffer => {
  const curve = curveTag(space.curve);
  const adaptation = space.name === 'ProPhoto RGB' ? unchanged : fromD65;
  const tags: readonly (readonly [string, Buffer])[] = [
    ['desc', unicodeText(space.name)],
    ['cprt', unicodeText('CC0')],
    ['wtpt', xyz(d50)],
    ['chad', Buffer.concat([Buffer.from('sf32\0\0\0\0'), fixed(adaptation)])],
    ['rXYZ', xyz(space.primaries.slice(0, 3))],
    ['gXYZ', xyz(space.primaries.slice(3, 6))],
    ['bXYZ', xyz(space.primaries.slice(6, 9))],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  const table: Buffer[] = [unsigned32(tags.length)];
  const contents: Buffer[] = [];
  const places = new Map<Buffer, number>();
  let offset = headerBytes + 4 + 12 * tags.length;
  for (const [name, content] of tags) {
    // Tags may share their content (§7.3.1); the profile is then no larger than those that cameras write.
    const place = places.get(content) ?? offset;
    table.push(Buffer.from(name), unsigned32(place), unsigned32(content.length));
    if (places.has(content)) continue;
    places.set(content, offset);
    const padded = Buffer.alloc(Math.ceil(content.length / 4) * 4);
    content.copy(padded);
    contents.push(padded);
    offset += padded.length;
  }
  // ICC.1:2010 §7.2: a display profile from RGB to XYZ; no date, maker, model, creator or digest.
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32BE(offset, 0);
  header.writeUInt32BE(0x0430_0000, 8);
  header.write('mntrRGB XYZ ', 12, 'latin1');
  header.write('acsp', 36, 'latin1');
  fixed(d50).copy(header, 68);
  return Buffer.concat([header, ...table, ...contents]);
};

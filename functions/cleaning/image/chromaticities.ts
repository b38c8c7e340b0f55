type Chromaticities = readonly number[];

/**
 * White, red, green and blue as x and y, of the spaces that pictures are in: sRGB, Display P3, Adobe RGB (1998),
 * Rec. 2020, ProPhoto RGB.
 */
const spaces: readonly Chromaticities[] = [
  [0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06],
  [0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06],
  [0.3127, 0.329, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06],
  [0.3127, 0.329, 0.708, 0.292, 0.17, 0.797, 0.131, 0.046],
  [0.3457, 0.3585, 0.7347, 0.2653, 0.1596, 0.8404, 0.0366, 0.0001],
];
/** Root of the summed squares over the eight numbers: further away than this, any choice would be a wrong one. */
const farthest = 0.2;
const unit = 100_000;

/**
 * A `cHRM` chunk (PNG third edition §11.3.2.1) with the numbers of the nearest well-known space: those of a screen are
 * those of one panel. `undefined` when none is near.
 */
export const canonicalChromaticities = (chunk: Buffer): Buffer | undefined => {
  if (chunk.length !== 32) return undefined;
  const values = Array.from({ length: 8 }, (_, index) => chunk.readUInt32BE(4 * index) / unit);
  const nearest = spaces
    .map((space) => ({
      space,
      distance: Math.hypot(...space.map((value, index) => value - (values[index] ?? 0))),
    }))
    .reduce((best, next) => (next.distance < best.distance ? next : best));
  if (nearest.distance > farthest) return undefined;
  const written = Buffer.alloc(32);
  nearest.space.forEach((value, index) => written.writeUInt32BE(Math.round(value * unit), 4 * index));
  return written;
};

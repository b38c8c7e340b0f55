// ISO/IEC 11172-3 §2.4.2.3 and 13818-3: kilobits a second by version and layer, in the order of the index.
const bitRates = {
  version1: [
    [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  ],
  version2: [
    [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  ],
} as const;
const sampleRates = [44_100, 48_000, 32_000] as const;

/** The length in bytes of the MPEG audio frame that begins at `offset`; `undefined` when none does. */
export const mpegFrameLength = (bytes: Buffer, offset: number): number | undefined => {
  if (offset + 4 > bytes.length) return undefined;
  const head = bytes.readUInt32BE(offset);
  const version = (head >>> 19) & 3;
  const layer = 4 - ((head >>> 17) & 3);
  if (head >>> 21 !== 0x7ff || version === 1 || layer === 4) return undefined;
  const isVersion1 = version === 3;
  const rates = isVersion1 ? bitRates.version1 : bitRates.version2;
  const kilobits = rates[layer - 1]?.[((head >>> 12) & 15) - 1];
  const base = sampleRates[(head >>> 10) & 3];
  if (kilobits === undefined || base === undefined) return undefined;
  const sampleRate = base / (isVersion1 ? 1 : version === 2 ? 2 : 4);
  const padding = (head >>> 9) & 1;
  if (layer === 1) return (Math.floor((12_000 * kilobits) / sampleRate) + padding) * 4;
  const samplesEighth = layer === 3 && !isVersion1 ? 72 : 144;
  return Math.floor((samplesEighth * 1000 * kilobits) / sampleRate) + padding;
};

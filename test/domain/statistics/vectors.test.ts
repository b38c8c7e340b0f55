import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { openStatistic } from '../../../functions/domain/statistics/open-statistic.ts';
import type { SealedStatistic } from '../../../functions/domain/statistics/sealed-statistic.ts';

const hex = z.string().transform((text) => Uint8Array.from(Buffer.from(text, 'hex')));
const sealed = { month: z.string(), id: z.string(), bytes: hex, content: z.record(z.string(), z.unknown()) };
const vectors = z.strictObject({
  privateKey: hex,
  channel: z.string(),
  epoch: z.int(),
  rows: z
    .array(
      z.discriminatedUnion('suite', [
        z.strictObject({ suite: z.literal(1), ...sealed }),
        z.strictObject({ suite: z.literal(2), ...sealed }),
      ]),
    )
    .min(1),
});

const { privateKey, channel, epoch, rows } = vectors.parse(
  JSON.parse(readFileSync(new URL('../../vectors/statistics-v1.json', import.meta.url), 'utf8')),
);
const ring = { channel, purpose: 'register', epoch, privateKey } as const;

const rowOf = ({ month, id, suite, bytes }: (typeof rows)[number]): SealedStatistic => {
  const shared = { version: 1, keyRing: `${channel}/register`, epoch, bytes } as const;
  return { month, id, sealed: suite === 1 ? { ...shared, suite } : { ...shared, suite } };
};

describe('rows of the statistics, as a release has sealed them', () => {
  it.each(rows.map((row, at) => [at, row] as const))('number %i opens', (_, row) => {
    expect(openStatistic(ring, rowOf(row))).toEqual(row.content);
  });

  it.each(rows.map((row, at) => [at, row] as const))('number %i opens in no other place', (_, row) => {
    const stored = rowOf(row);
    expect(openStatistic(ring, { ...stored, id: 'BAAAAAAAAAAAAAAAAAAAAA' })).toBeUndefined();
    expect(openStatistic(ring, { ...stored, month: '2020-01' })).toBeUndefined();
    expect(openStatistic({ ...ring, channel: 'security' }, stored)).toBeUndefined();
    const bytes = Uint8Array.from(stored.sealed.bytes);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(openStatistic(ring, { ...stored, sealed: { ...stored.sealed, bytes } })).toBeUndefined();
  });
});

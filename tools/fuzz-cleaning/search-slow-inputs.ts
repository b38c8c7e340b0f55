import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';
import { mutate, numbersFrom } from './mutate.ts';

export type SlowInput = {
  readonly type: string;
  readonly outcome: string;
  readonly bytes: Buffer;
  /** Of processor time. */
  readonly milliseconds: number;
};

/** How many of the slowest are changed further. */
const kept = 40;

/** Time per byte, with a kilobyte for the file itself: a small file that takes long comes before a large one. */
const slowness = ({ milliseconds, bytes }: SlowInput): number => milliseconds / (1_000 + bytes.length);

/**
 * Changes files at random and goes on from those that take the most processor time for their size.
 * @returns how many were tried, and the slowest of each type, the slowest type first
 */
export const searchSlowInputs = async (
  originals: readonly Buffer[],
  { seconds, seed }: { readonly seconds: number; readonly seed: number },
): Promise<{ readonly tried: number; readonly slowest: readonly SlowInput[] }> => {
  const below = numbersFrom(seed);
  const one = (files: readonly Buffer[]): Buffer => files[below(files.length)] ?? Buffer.alloc(0);
  const worst = new Map<string, SlowInput>();
  let pool: SlowInput[] = [];
  // The first cleaning of a type loads its cleaner, which is not the file's doing.
  for (const original of originals) await measured(original);
  const end = performance.now() + 1000 * seconds;
  let tried = 0;
  for (; performance.now() < end; tried++) {
    const start = pool.length > 0 && below(2) === 0 ? one(pool.map(({ bytes }) => bytes)) : one(originals);
    const input = await measured(mutate(start, one(originals), below));
    const before = worst.get(input.type);
    if (!before || slowness(input) > slowness(before)) worst.set(input.type, input);
    pool = [...pool, input].sort((a, b) => slowness(b) - slowness(a)).slice(0, kept);
  }
  const slowest: SlowInput[] = [];
  // A pause of the machine is no property of a file: what counts is its second measurement.
  for (const { bytes } of worst.values()) slowest.push(await measured(bytes));
  return { tried, slowest: slowest.sort((a, b) => slowness(b) - slowness(a)) };
};

const measured = async (bytes: Buffer): Promise<SlowInput> => {
  const before = process.cpuUsage();
  const result = await cleanFile(bytes, defaultCleaningLimits);
  const { user, system } = process.cpuUsage(before);
  const type = result.kind === 'refused' ? 'refused' : result.type;
  const outcome = result.kind === 'cleaned' ? 'cleaned' : result.why;
  return { type, outcome, bytes, milliseconds: (user + system) / 1000 };
};

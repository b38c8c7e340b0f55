/** Whole numbers from 0 below a limit, the same sequence for the same seed (a linear congruential generator). */
export const numbersFrom = (seed: number): ((limit: number) => number) => {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
};

/** Values at which counts, lengths and offsets overflow or mean something else. */
const tellingValues = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0xffffffff];
const largestBytes = 4_000_000;
const mostRepetitions = 400;

/** One change at random: bytes and numbers, cuts, parts put in again many times over, parts of another file. */
export const mutate = (bytes: Buffer, other: Buffer, below: (limit: number) => number): Buffer => {
  if (bytes.length < 8) return Buffer.concat([bytes, other]);
  const at = below(bytes.length - 4);
  const end = Math.min(bytes.length, at + 1 + below(2_000));
  switch (below(6)) {
    case 0: {
      const changed = Buffer.from(bytes);
      for (let count = 1 + below(8); count > 0; count--) changed[below(changed.length)] = below(256);
      return changed;
    }
    case 1: {
      const changed = Buffer.from(bytes);
      const value = tellingValues[below(tellingValues.length)] ?? 0;
      if (below(2) === 0) changed.writeUInt32BE(value, at);
      else changed.writeUInt32LE(value, at);
      return changed;
    }
    case 2:
      return bytes.subarray(0, at + 1);
    case 3: {
      const part = bytes.subarray(at, end);
      const times = Math.min(1 + below(mostRepetitions), Math.ceil(largestBytes / part.length));
      const repeated = Buffer.alloc(part.length * times, part);
      return Buffer.concat([bytes.subarray(0, at), repeated, bytes.subarray(at)]).subarray(0, largestBytes);
    }
    case 4:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]);
    default: {
      const from = below(other.length);
      const part = other.subarray(from, from + 1 + below(2_000));
      return Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at)]).subarray(0, largestBytes);
    }
  }
};

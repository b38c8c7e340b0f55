/** The work of reading one mail: counted in steps of about a byte read once, never by a clock. */
export type Work = {
  /** @returns whether there was enough left; if not, nothing is left from then on */
  readonly take: (steps: number) => boolean;
  readonly taken: () => number;
};

const stepsOfAnyMail = 20_000_000;
const stepsPerByte = 40;

/** Steps for a mail of so many bytes: in proportion to it, so that a small mail cannot ask for much. */
export const workFor = (bytes: number): Work => {
  const limit = stepsOfAnyMail + stepsPerByte * bytes;
  let taken = 0;
  return {
    take: (steps) => {
      taken = Math.min(limit, taken + steps);
      return taken < limit;
    },
    taken: () => taken,
  };
};

import fc from 'fast-check';

/** What is left to chance in one step. The same step of the same story chooses the same again. */
export type Choose = {
  /** @returns `undefined` of an empty list */
  readonly one: <Item>(from: readonly Item[]) => Item | undefined;
  /** Any part of a list, nothing and all of it included; at most its first ten items are asked. */
  readonly some: <Item>(from: readonly Item[]) => Item[];
  readonly yes: () => boolean;
};

/** A step that can be done now. */
export type Step = {
  /** One line of the story, such as "Vera links amber-falcon-27 to teal-heron-12". */
  readonly says: string;
  /** Acts on the service and on the model, and may itself expect something of the answer. */
  readonly does: () => Promise<void>;
};

/** What somebody can do. */
export type Operation<World> = {
  readonly name: string;
  /** How often it is tried, beside the others; once, unless said. */
  readonly weight?: number;
  /** The precondition: `undefined` when it makes no sense as things stand. */
  readonly plan: (world: World, choose: Choose) => Step | undefined;
};

export type Stories<World> = {
  /** Each story begins in a world of its own. */
  readonly begin: () => Promise<World>;
  readonly end: (world: World) => Promise<void>;
  readonly operations: readonly Operation<World>[];
  /** What must hold at the beginning and after every step; throws what a test throws. */
  readonly holds: (world: World) => Promise<void>;
  readonly runs: number;
  readonly steps: number;
};

const dicePerStep = 8;
const mostPips = 0xffff;
/** A story that fails is shortened for so long; then the shortest one so far is told. */
const shorteningMilliseconds = 20_000;

const chooseBy = (dice: readonly number[]): Choose => {
  let at = 0;
  const roll = (): number => dice[at++ % dice.length] ?? 0;
  return {
    one: (from) => from[roll() % Math.max(from.length, 1)],
    some: (from) => {
      const bits = roll();
      return from.slice(0, 10).filter((_, index) => (bits >> index) % 2 === 1);
    },
    yes: () => roll() % 2 === 1,
  };
};

/** How a story went that broke what must hold. */
class BrokenStory extends Error {
  constructor(lines: readonly string[], cause: unknown) {
    const what = cause instanceof Error ? cause.message : String(cause);
    super([...lines.map((line, index) => `  ${index + 1}. ${line}`), '', what].join('\n'), { cause });
  }
}

/**
 * Tells random stories until one breaks what must hold, and shortens that one. The seed of a failure is printed; the
 * same one is told again with the environment variable `STORY_SEED`, and `STORY_RUNS` tells more of them.
 */
export const checkStories = async <World>(stories: Stories<World>): Promise<void> => {
  const weighted = stories.operations.flatMap((operation) =>
    Array.from({ length: operation.weight ?? 1 }, () => operation),
  );
  const step = fc.record({
    operation: fc.noBias(fc.nat(weighted.length - 1)),
    dice: fc.array(fc.noBias(fc.nat(mostPips)), { minLength: dicePerStep, maxLength: dicePerStep }),
  });
  // A step can be left out, which is what a story is shortened by.
  const maybe = fc.option(step, { freq: 40 });
  const story = fc.array(maybe, { minLength: stories.steps, maxLength: stories.steps });
  let failedAt: number | undefined;
  const tell = async (steps: readonly ({ operation: number; dice: number[] } | null)[]): Promise<void> => {
    if (failedAt !== undefined && Date.now() - failedAt > shorteningMilliseconds) return;
    const world = await stories.begin();
    const lines: string[] = [];
    try {
      await stories.holds(world);
      for (const taken of steps) {
        const planned = taken && weighted[taken.operation]?.plan(world, chooseBy(taken.dice));
        if (!planned) continue;
        lines.push(planned.says);
        await planned.does();
        await stories.holds(world);
      }
    } catch (error) {
      failedAt ??= Date.now();
      throw new BrokenStory(lines, error);
    } finally {
      await stories.end(world);
    }
  };
  const seed = Number(process.env.STORY_SEED ?? Date.now() % 0x7fff_ffff);
  const outcome = await fc.check(fc.asyncProperty(story, tell), {
    numRuns: Number(process.env.STORY_RUNS ?? stories.runs),
    seed,
  });
  if (!outcome.failed) return;
  const { errorInstance } = outcome;
  const told = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  throw new Error(`STORY_SEED=${seed}, shortened ${outcome.numShrinks} times:\n${told}`, {
    cause: errorInstance,
  });
};

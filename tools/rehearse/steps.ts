/** What a step of the rehearsal came to. A step that fails throws; what was seen stands in the error. */
export type StepOutcome =
  { readonly kind: 'done'; readonly seen: string } | { readonly kind: 'skipped'; readonly because: string };
export type Step = {
  readonly name: string;
  readonly run: () => Promise<StepOutcome>;
  /** Cleans up: it is run whatever failed before it. */
  readonly isLast?: boolean;
};
export type StepResult = { readonly name: string } & (
  StepOutcome | { readonly kind: 'failed'; readonly because: string }
);

export const done = (seen: string): StepOutcome => ({ kind: 'done', seen });
export const skipped = (because: string): StepOutcome => ({ kind: 'skipped', because });

/** Runs the steps in their order up to the first one that fails; those behind it, but for the last, have nothing to stand on. */
export const runSteps = async (
  steps: readonly Step[],
  say: (line: string) => void,
): Promise<readonly StepResult[]> => {
  const results: StepResult[] = [];
  let hasFailed = false;
  for (const { name, run, isLast = false } of steps) {
    if (hasFailed && !isLast) continue;
    const result: StepResult = await run().then(
      (outcome) => ({ name, ...outcome }),
      (error: unknown) => ({ name, kind: 'failed', because: sentence(error) }),
    );
    results.push(result);
    say(stepLine(result));
    if (result.kind === 'failed') hasFailed = true;
  }
  return results;
};

export const stepLine = (result: StepResult): string => {
  switch (result.kind) {
    case 'done':
      return `  ok       ${result.name}: ${result.seen}`;
    case 'skipped':
      return `  skipped  ${result.name}: ${result.because}`;
    case 'failed':
      return `  FAILED   ${result.name}: ${result.because}`;
  }
};

const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error));

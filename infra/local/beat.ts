/**
 * Calls `work` on every full interval of the clock, never twice at the same time, until it is stopped.
 * @param interval milliseconds; 60,000 is every full minute.
 */
export const startBeat = (
  interval: number,
  work: () => Promise<unknown>,
): { readonly stop: () => Promise<void> } => {
  let timer: NodeJS.Timeout;
  let running: Promise<unknown> = Promise.resolve();
  let stopped = false;
  const next = (): void => {
    timer = setTimeout(beat, interval - (Date.now() % interval));
  };
  const beat = (): void => {
    // What fails is in the function's log; the next beat comes all the same.
    running = work()
      .catch(() => undefined)
      .finally(() => {
        if (!stopped) next();
      });
  };
  next();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
};

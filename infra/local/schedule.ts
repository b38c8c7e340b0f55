/**
 * Calls `work` on every full interval of the clock, never twice at the same time, until it is stopped.
 * @param interval milliseconds; 60,000 is every full minute.
 */
export const startSchedule = (
  interval: number,
  work: () => Promise<unknown>,
): { readonly stop: () => Promise<void> } => {
  let timer: NodeJS.Timeout;
  let running: Promise<unknown> = Promise.resolve();
  let stopped = false;
  const next = (): void => {
    timer = setTimeout(scheduledRun, interval - (Date.now() % interval));
  };
  const scheduledRun = (): void => {
    // What fails is in the function's log; the next scheduled run comes all the same.
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

/** A line whose last day is over. */
export type DueLogLine = {
  readonly channel: string;
  readonly id: string;
  /** When it was to go, as it is stored. */
  readonly dueKey: string;
};

export type LogSweepStore = {
  /** Those that are due longest first. */
  dueLines(now: Date, limit: number): Promise<readonly DueLogLine[]>;
  /** Deletes a line that is still to go when it was. */
  eraseLine(due: DueLogLine): Promise<'erased' | 'changed-meanwhile'>;
};

export type LogSweepContext = {
  readonly store: LogSweepStore;
  readonly now: Date;
  readonly outOfTime: () => boolean;
};

const pageSize = 50;

/**
 * Deletes lines of the enforcement log whose last day is over; what one run leaves the next one takes. It opens none of
 * them. @returns how many have gone
 */
export const eraseLogLines = async ({ store, now, outOfTime }: LogSweepContext): Promise<number> => {
  let erased = 0;
  for (;;) {
    const due = await store.dueLines(now, pageSize);
    let gone = 0;
    for (const line of due) {
      if (outOfTime()) return erased + gone;
      if ((await store.eraseLine(line)) === 'erased') gone += 1;
    }
    erased += gone;
    // An index that still lists what has gone is not asked again at once.
    if (due.length < pageSize || gone === 0) return erased;
  }
};

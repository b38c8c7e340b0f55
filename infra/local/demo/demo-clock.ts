import { setTimeout } from 'node:timers/promises';

const hourMs = 3_600_000;
/** How far the clock moves before the scheduled function runs again: often enough for every reminder and every anchor. */
const stepMs = 12 * hourMs;

/** A clock that begins in the past and is moved on to the present. */
export class DemoClock {
  #shiftMs: number;
  /** When the demo is made. */
  readonly #present: number;

  /** @param daysAgo where it begins */
  constructor(daysAgo: number) {
    this.#present = Date.now();
    this.#shiftMs = -daysAgo * 24 * hourMs;
  }

  readonly shiftMs = (): number => this.#shiftMs;

  readonly now = (): Date => new Date(Date.now() + this.#shiftMs);

  /** Moves on to a time and runs the scheduled function on the way, and once there. A time that has passed changes nothing. */
  async moveTo(daysAgo: number, runScheduled: () => Promise<void>): Promise<void> {
    const target = this.#present - daysAgo * 24 * hourMs;
    while (this.now().getTime() < target) {
      const left = target - this.now().getTime();
      this.#shiftMs += Math.min(left, stepMs);
      await runScheduled();
      // Two of one name at the same millisecond would be one to whoever orders them.
      await setTimeout(1);
    }
  }
}

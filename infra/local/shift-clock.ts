const realDate = Date;
let shiftMs = 0;

/** A `Date` whose present is `shiftMs` away from the machine's; dates made from a value are as always. */
const shiftedDate = new Proxy(realDate, {
  construct: (target, given: unknown[], newTarget): Date => {
    const parts = given.length === 0 ? [realDate.now() + shiftMs] : given;
    // What `Date` constructs is a date.
    return Reflect.construct(target, parts, newTarget) as Date;
  },
  get: (target, name, receiver): unknown =>
    name === 'now' ? () => realDate.now() + shiftMs : Reflect.get(target, name, receiver),
});

/**
 * Moves the clock of this thread: `new Date()` and `Date.now()`, not timers. The emulated Lambda runtime uses it for demo
 * data, which is made in the past.
 * @param milliseconds ahead of the machine's clock; negative is in the past
 */
export const shiftClock = (milliseconds: number): void => {
  shiftMs = milliseconds;
  if (milliseconds !== 0) globalThis.Date = shiftedDate;
};

/**
 * Keeps what `load` gives for some minutes, and shares a load under way. A failed load is not kept.
 * Time is passed in with each call.
 */
export const cacheFor = <T>(minutes: number, load: () => Promise<T>): ((now: Date) => Promise<T>) => {
  let kept: { readonly value: Promise<T>; readonly until: number } | undefined;
  return (now) => {
    if (kept && now.getTime() < kept.until) return kept.value;
    const value = load();
    const entry = { value, until: now.getTime() + minutes * 60_000 };
    kept = entry;
    value.catch(() => {
      if (kept === entry) kept = undefined;
    });
    return value;
  };
};

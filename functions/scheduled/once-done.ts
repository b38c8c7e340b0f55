/** Does something when it is first asked for, and hands out the same from then on; what failed is tried again. */
export const onceDone = <T>(work: () => Promise<T>): (() => Promise<T>) => {
  let done: { readonly is: T } | undefined;
  return async () => (done ??= { is: await work() }).is;
};

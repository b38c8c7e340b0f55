/**
 * What goes wrong with one call to an emulated service.
 * - `fail`: the service does nothing and answers with this error.
 * - `hang`: no answer ever comes; the connection stays open. `after` says the work was done all the same.
 * - `drop`: the connection is cut without an answer. `after` says the work was done all the same.
 */
export type Fault =
  | { readonly kind: 'fail'; readonly code: string; readonly statusCode: number; readonly message?: string }
  | { readonly kind: 'hang' | 'drop'; readonly after?: boolean };

/** One line of foresight of tests: the next calls of an operation go wrong, in the order they were planned. */
export class FaultPlan {
  readonly #planned = new Map<string, Fault[]>();

  /** @param operation as the service names it (`TransactWriteItems`, `Decrypt`, `SendEmail`), or `*` for any. */
  next(operation: string, fault: Fault, times = 1): void {
    const faults = this.#planned.get(operation) ?? [];
    for (let count = 0; count < times; count += 1) faults.push(fault);
    this.#planned.set(operation, faults);
  }

  clear(): void {
    this.#planned.clear();
  }

  take(operation: string): Fault | undefined {
    return this.#planned.get(operation)?.shift() ?? this.#planned.get('*')?.shift();
  }
}

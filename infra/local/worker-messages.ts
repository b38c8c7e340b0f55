/** What the main thread and a function's worker thread say to each other. */
export type WorkerSettings = { readonly name: string; readonly bundle: string };

/** `event` is JSON; `deadline` in epoch milliseconds of the function's clock, which is `clockShiftMs` ahead of the machine's. */
export type Invocation = {
  readonly id: number;
  readonly event: string;
  readonly requestId: string;
  readonly deadline: number;
  readonly clockShiftMs: number;
};

/** `returned` is JSON; absent when the handler threw. */
export type Outcome = { readonly id: number; readonly returned?: string };

/** The first word of a worker whose bundle has loaded. */
export type Ready = 'ready';

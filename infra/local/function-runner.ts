import { Worker } from 'node:worker_threads';
import type { Invocation, Outcome, Ready, WorkerSettings } from './worker-messages.ts';

/** A function that did not return: it threw, its thread died, or its time was over. */
export class FunctionFailed extends Error {
  readonly reason: 'threw' | 'died' | 'timed-out';

  constructor(name: string, reason: FunctionFailed['reason']) {
    super(`The function ${name} has failed: ${reason}.`);
    this.reason = reason;
  }
}

export type FunctionOptions = {
  readonly name: string;
  /** The built `function-worker.ts`. */
  readonly workerFile: string;
  /** The function's `index.mjs`. */
  readonly bundle: string;
  /** All the function sees of an environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Milliseconds for one event. */
  readonly timeout: number;
  /** Takes what the function prints, whole lines. */
  readonly log: (line: string) => void;
  /** Milliseconds by which the function's clock is ahead of this machine's; 0 when absent. */
  readonly clockShiftMs?: (() => number) | undefined;
};

type Waiting = {
  readonly resolve: (returned: string) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
};

/**
 * Runs one function in a worker thread of its own, several events at a time. A thread that dies or lets an
 * event's time run out gets no more events: the next one starts a fresh thread, and the old one is ended as
 * soon as its other events are answered.
 */
export class FunctionRunner {
  readonly #options: FunctionOptions;
  readonly #threads = new Set<FunctionThread>();
  #current: FunctionThread | undefined;

  constructor(options: FunctionOptions) {
    this.#options = options;
  }

  /** Resolves when the bundle has loaded. @throws {FunctionFailed} when it cannot. */
  warm(): Promise<void> {
    return this.#thread().loaded;
  }

  /**
   * @param event as JSON.
   * @returns the returned value as JSON.
   * @throws {FunctionFailed}
   */
  async invoke(event: string, requestId: string): Promise<string> {
    return this.#thread().invoke(event, requestId);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#threads].map((thread) => thread.end()));
  }

  #thread(): FunctionThread {
    if (this.#current?.isFit !== true) {
      const thread = new FunctionThread(this.#options, () => this.#threads.delete(thread));
      this.#threads.add(thread);
      this.#current = thread;
    }
    return this.#current;
  }
}

class FunctionThread {
  readonly loaded: Promise<void>;
  isFit = true;
  readonly #options: FunctionOptions;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor(options: FunctionOptions, onEnd: () => void) {
    this.#options = options;
    const settings: WorkerSettings = { name: options.name, bundle: options.bundle };
    this.#worker = new Worker(options.workerFile, {
      env: { ...options.environment },
      // Nothing of the main thread's options (a TypeScript loader, say), and no warnings of this Node's own in
      // the function's log: they speak of the laptop, not of the function.
      execArgv: ['--no-warnings'],
      workerData: settings,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    for (const stream of [this.#worker.stdout, this.#worker.stderr]) forwardLines(stream, options.log);
    this.loaded = new Promise((resolve, reject) => {
      this.#worker.on('message', (message: Ready | Outcome) => {
        if (message === 'ready') resolve();
        else this.#settle(message);
      });
      this.#worker.on('exit', () => reject(new FunctionFailed(options.name, 'died')));
    });
    // Anybody who warms the function hears of a failure; an event hears of it by itself.
    this.loaded.catch(() => undefined);
    // An uncaught error ends the thread; `exit` follows.
    this.#worker.on('error', (error: Error) =>
      options.log(`${JSON.stringify({ level: 'FATAL', error: error.name })}\n`),
    );
    this.#worker.on('exit', () => {
      this.isFit = false;
      this.#failAll('died');
      onEnd();
    });
  }

  invoke(event: string, requestId: string): Promise<string> {
    const { timeout, name } = this.#options;
    const clockShiftMs = this.#options.clockShiftMs?.() ?? 0;
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.isFit = false;
        this.#waiting.delete(id);
        reject(new FunctionFailed(name, 'timed-out'));
        this.#endWhenIdle();
      }, timeout);
      this.#waiting.set(id, { resolve, reject, timer });
      const deadline = Date.now() + clockShiftMs + timeout;
      const invocation: Invocation = { id, event, requestId, deadline, clockShiftMs };
      this.#worker.postMessage(invocation);
    });
  }

  async end(): Promise<void> {
    this.isFit = false;
    await this.#worker.terminate();
  }

  #settle(outcome: Outcome): void {
    const waiting = this.#waiting.get(outcome.id);
    if (waiting === undefined) return;
    this.#waiting.delete(outcome.id);
    clearTimeout(waiting.timer);
    if (outcome.returned === undefined) waiting.reject(new FunctionFailed(this.#options.name, 'threw'));
    else waiting.resolve(outcome.returned);
    if (!this.isFit) this.#endWhenIdle();
  }

  #failAll(reason: FunctionFailed['reason']): void {
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(new FunctionFailed(this.#options.name, reason));
    }
    this.#waiting.clear();
  }

  #endWhenIdle(): void {
    if (this.#waiting.size === 0) void this.#worker.terminate();
  }
}

const forwardLines = (stream: NodeJS.ReadableStream, log: (line: string) => void): void => {
  let begun = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const end = text.lastIndexOf('\n') + 1;
    if (end > 0) log(begun + text.slice(0, end));
    begun = end > 0 ? text.slice(end) : begun + text;
  });
  stream.on('end', () => {
    if (begun !== '') log(`${begun}\n`);
  });
};

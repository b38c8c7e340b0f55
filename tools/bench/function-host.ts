import { pathToFileURL } from 'node:url';

/**
 * Runs in a process of its own, in a function's environment: takes lists of events, hands them to the bundle's handler
 * one after another, and tells what came back and how much processor time the process took for all of them.
 */
export type Batch = { readonly events: readonly unknown[] };
export type BatchDone = {
  readonly returned: readonly unknown[];
  /** User and system time of all the process's threads, in milliseconds. */
  readonly cpuMilliseconds: number;
};

type Bundle = { readonly handler: (event: unknown) => Promise<unknown> };

const [, , bundleFile = ''] = process.argv;
// What a bundle exports is the build's contract.
const { handler } = (await import(pathToFileURL(bundleFile).href)) as Bundle;

const run = async ({ events }: Batch): Promise<BatchDone> => {
  const returned: unknown[] = [];
  const before = process.cpuUsage();
  for (const event of events) returned.push(await handler(event));
  const { user, system } = process.cpuUsage(before);
  return { returned, cpuMilliseconds: (user + system) / 1_000 };
};

process.on('message', (batch: Batch) => {
  void run(batch).then((done) => process.send?.(done));
});
process.send?.('ready');

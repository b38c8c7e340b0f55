import { Agent, request } from 'node:http';
import { percentile } from './percentile.ts';

export type LoadResult = {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly failures: number;
};

/** Keeps `atOnce` requests under way for some seconds; `send` tells whether its request went well. */
export const load = async (
  atOnce: number,
  seconds: number,
  send: (number: number) => Promise<boolean>,
): Promise<LoadResult> => {
  const times: number[] = [];
  let failures = 0;
  let sent = 0;
  const began = performance.now();
  const end = began + seconds * 1_000;
  const sender = async (): Promise<void> => {
    while (performance.now() < end) {
      const before = performance.now();
      const wentWell = await send((sent += 1)).catch(() => false);
      times.push(performance.now() - before);
      if (!wentWell) failures += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
  const elapsed = (performance.now() - began) / 1_000;
  return {
    perSecond: (times.length - failures) / elapsed,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    failures,
  };
};

export type Answer = { readonly status: number; readonly body: string };
export type Ask = (
  url: string,
  options?: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  },
) => Promise<Answer>;

/** An HTTP client that keeps its connections. */
export const httpClient = (): { readonly ask: Ask; readonly close: () => void } => {
  const agent = new Agent({ keepAlive: true });
  const ask: Ask = (url, { method = 'GET', headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const outgoing = request(url, { agent, method, headers }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
        });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  return { ask, close: () => agent.destroy() };
};

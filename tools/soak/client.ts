import type { Answer } from '../bench/load.ts';

/** How many answers of which kind there were, for the figures. */
export type Tally = { acknowledged: number; busy: number; failed: number; cut: number; retries: number };

const patience = 20_000;
const pauseBetween = 150;

export type Call = {
  readonly url: () => string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** Sent as it is, in the place of JSON. */
  readonly body?: Uint8Array<ArrayBuffer>;
};

/**
 * Sends a request again and again until it is answered with something other than a fault: over cut connections, time-outs,
 * kills and restarts, as a patient program does. @returns `undefined` when the soak is over before that
 */
export const persist = async (
  { url, method = 'GET', headers = {}, json, body }: Call,
  tally: Tally,
  isOver: () => boolean,
): Promise<(Answer & { readonly bytes: Buffer; readonly attempts: number }) | undefined> => {
  for (let attempts = 1; !isOver(); attempts += 1) {
    if (attempts > 1) {
      tally.retries += 1;
      await new Promise((resolve) => setTimeout(resolve, pauseBetween));
    }
    try {
      const response = await fetch(url(), {
        method,
        headers: { ...headers, ...(json === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
        ...(body === undefined ? {} : { body }),
        signal: AbortSignal.timeout(patience),
      });
      const read = Buffer.from(await response.arrayBuffer());
      if (response.status < 500 && response.status !== 429) {
        tally.acknowledged += 1;
        return { status: response.status, body: read.toString(), bytes: read, attempts };
      }
      if (response.status === 503 || response.status === 429) tally.busy += 1;
      else tally.failed += 1;
    } catch {
      tally.cut += 1;
    }
  }
  return undefined;
};

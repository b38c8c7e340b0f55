import { problemOfFault } from '../../web/answer/fault-answer.ts';
import type { Log } from '../../adapters/log/log.ts';
import { faultCode } from '../../domain/kernel/fault.ts';
import type { Page } from './page.ts';

/** How a page answers after a fault: it says whether trying again helps, and nothing else of the fault. */
export type PageFault = {
  readonly status: 500 | 503;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
};

/** Logs a fault by its code, and puts it into words for a page that keeps what was typed. */
export const pageFault = (log: Log, page: Page, error: unknown): PageFault => {
  log({ event: 'fault', code: faultCode(error) });
  const { status, headers = {} } = problemOfFault(error);
  const { fault, tryAgain } = page.messages.problems;
  return status === 503 ? { status: 503, text: tryAgain, headers } : { status: 500, text: fault, headers };
};

import type { Problem } from '../../web/answer/problem.ts';
import { routes } from '../routes.ts';

const kilobyte = 1024;

/**
 * Bytes of a page at most. The first holds a whole report of 200 KB, shown again, when every character takes six as
 * markup; the second a message of 64 KB with a part of its conversation. What is too long to be sent is shown again
 * all the same, up to here: beyond the first no answer of a Lambda function would hold it, and all of them together are
 * what a flood costs.
 */
export const pageLimitBytes = { report: 1_280 * kilobyte, followUp: 640 * kilobyte } as const;

export const pageLimitOf = (path: string): number =>
  path.startsWith(routes.followUp) || path === routes.message
    ? pageLimitBytes.followUp
    : pageLimitBytes.report;

export const pageTooLarge: Problem = {
  status: 413,
  code: 'page-too-large',
  detail: 'What was sent is too long to be shown again. Nothing was stored.',
};

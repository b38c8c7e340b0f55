import type { Receipt } from '../../domain/report/submit-report.ts';
import { passphrase } from '../../envelope/token.ts';
import type { Page } from '../page.ts';

/** The receipt as a text file inside the page: saving it asks no server for anything. */
export const receiptText = (page: Page, { token, summary, retainedUntil }: Receipt): string => {
  const { receipt } = page.messages;
  const words = passphrase(token).split(' ');
  const { acknowledgeBy, nextUpdateBy, feedbackBy } = summary.deadlines;
  const lines = [
    ...words.map((word, index) => `${index + 1}. ${word}`),
    '',
    `${receipt.caseName}: ${summary.caseName}`,
    `${receipt.acknowledgeBy}: ${page.date(acknowledgeBy)}`,
    `${receipt.nextUpdateBy}: ${page.date(nextUpdateBy)}`,
    `${receipt.feedbackBy}: ${page.date(feedbackBy)}`,
    `${receipt.erasedBy}: ${page.date(retainedUntil.toISOString())}`,
    '',
  ];
  return `data:text/plain;charset=utf-8,${encodeURIComponent(lines.join('\r\n'))}`;
};

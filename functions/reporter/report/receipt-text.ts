import type { HeldReceipt, Receipt } from '../../domain/intake/submit-report.ts';
import { passphrase, type Token } from '../../envelope/token.ts';
import { isolated, type Page } from '../ui/page.ts';
import { entrancePaths } from '../routes.ts';
import { sentFileSentences } from '../files/file-words.ts';
import { sentFiles, shownName, type FormFiles } from '../files/form-files.ts';

/** Lines as a text file inside the page: saving it asks no server for anything. */
const asFile = (lines: readonly string[]): string =>
  `data:text/plain;charset=utf-8,${encodeURIComponent([...lines, ''].join('\r\n'))}`;

/** The words, one a line, and where they are entered. */
const wordLines = (page: Page, token: Token, requestUrl: string): string[] => [
  ...passphrase(token)
    .split(' ')
    .map((word, index) => `${index + 1}. ${word}`),
  '',
  `${page.messages.receipt.toFollowUp}: ${new URL(entrancePaths[page.entrance], requestUrl).href}`,
];

const caseLine = ({ messages }: Page, caseName: string): string =>
  `${messages.receipt.caseName}: ${caseName}`;

const fileLines = (page: Page, files: FormFiles): string[] => {
  const sent = sentFiles(files);
  if (sent.length === 0) return [];
  return [
    '',
    `${page.messages.files.receipt}:`,
    ...sent.map((given) =>
      [
        isolated(page, shownName(given)),
        ...(given.file ? sentFileSentences(page, given.file, given.keepOriginal) : []),
      ].join('. '),
    ),
  ];
};

/** The receipt as a text file. */
export const receiptText = (
  page: Page,
  { token, summary, retainedUntil }: Receipt,
  files: FormFiles,
  requestUrl: string,
): string => {
  const { receipt } = page.messages;
  const { acknowledgeBy, nextUpdateBy, feedbackBy } = summary.deadlines;
  return asFile([
    ...wordLines(page, token, requestUrl),
    caseLine(page, summary.caseName),
    `${receipt.acknowledgeBy}: ${page.date(acknowledgeBy)}`,
    `${receipt.nextUpdateBy}: ${page.date(nextUpdateBy)}`,
    `${receipt.feedbackBy}: ${page.date(feedbackBy)}`,
    `${receipt.erasedBy}: ${page.date(retainedUntil.toISOString())}`,
    ...fileLines(page, files),
  ]);
};

/** New words as a text file. @param caseName where it is told */
export const newWordsText = (
  page: Page,
  token: Token,
  caseName: string | undefined,
  requestUrl: string,
): string =>
  asFile([
    ...wordLines(page, token, requestUrl),
    ...(caseName === undefined ? [] : [caseLine(page, caseName)]),
  ]);

/** The receipt of a report that waits, as a text file. */
export const heldReceiptText = (
  page: Page,
  { token, page: held, until }: HeldReceipt,
  requestUrl: string,
): string =>
  asFile([
    ...wordLines(page, token, requestUrl),
    caseLine(page, held.caseName),
    `${page.messages.held.receipt.until}: ${page.date(until.toISOString())}`,
  ]);

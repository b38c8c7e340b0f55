import type { Attachment, ReceivedFile } from '../../domain/attachment/attachment.ts';
import { isLeftover, type Remark } from '../../cleaning/finding.ts';
import { isolated, type Page } from '../ui/page.ts';

type Described = Pick<ReceivedFile | Attachment, 'outcome' | 'why' | 'removed' | 'left'>;

/** What was found in a file and what became of it, a sentence each. */
export const cleaningSentences = (page: Page, file: Described): string[] => {
  const { files } = page.messages;
  const { outcome, why = 'not-understood', removed } = file;
  const inWords = (remarks: readonly Remark[]) => page.list(remarks.map((remark) => files.remarks[remark]));
  const removedInWords = page.list(removed.map((finding) => files.findings[finding]));
  const left = file.left.filter((remark) => !isLeftover(remark));
  const remaining = left.length === 0 ? [] : [files.left(inWords(left))];
  switch (outcome) {
    case 'cleaned':
      return [files.removed(removedInWords), ...remaining];
    case 'partly-cleaned':
      return [files.partly(removedInWords, inWords(file.left.filter(isLeftover))), ...remaining];
    case 'nothing-found':
      return [files.nothingFound, ...remaining];
    case 'could-not-be-cleaned':
      return [files.couldNot(files.notCleanable[why]), ...remaining];
  }
};

/** `JPEG picture, 412 KB`. */
export const kindAndSize = (page: Page, { type, size }: Pick<ReceivedFile, 'type' | 'size'>): string =>
  `${page.messages.files.kinds[type]}${page.messages.thread.comma}${isolated(page, page.size(size))}`;

/** What a receipt says of a file that was sent. */
export const sentFileSentences = (page: Page, file: ReceivedFile, keepsOriginal: boolean): string[] => [
  ...cleaningSentences(page, file),
  ...(keepsOriginal && file.original !== undefined ? [page.messages.files.thread.originalKept] : []),
];

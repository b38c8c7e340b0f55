import { fullHour } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import { threadLimitBytes } from '../../kernel/text.ts';
import { messageTexts, threadBytes, type Entry } from '../../thread/entry.ts';
import { reporterThread, type ThreadName } from '../../thread/thread-name.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { countersOf } from '../change/case-store.ts';
import type { OpenCase } from '../change/open-case.ts';

/** A message of the team. */
export const messageEntry = (
  { member, now }: Pick<CaseContext, 'member' | 'now'>,
  text: string,
): Extract<Entry, { kind: 'message'; from: 'team' }> => ({
  from: 'team',
  kind: 'message',
  on: fullHour(now).toISOString(),
  author: authorOf(member),
  texts: messageTexts(text),
});

/** Whether a thread, the reporter's unless said, has no room for one more entry. */
export const isFull = (
  { head }: Pick<OpenCase, 'head'>,
  entry: Entry,
  thread: ThreadName = reporterThread,
): boolean => threadBytes(countersOf(head, thread).textBytes, entry) > threadLimitBytes;

import type { AttachTarget } from '../../attachment/attach-files.ts';
import { reporterThread, type ThreadName } from '../../thread/thread-name.ts';
import { countersOf } from './case-store.ts';
import { threadKeyOf, type OpenCase } from './open-case.ts';

/**
 * A thread of an open case: what files are sealed for, and what the files there take already.
 * @throws {Error} for a thread that the case does not have
 */
export const attachTargetOf = (opened: OpenCase, thread: ThreadName = reporterThread): AttachTarget => {
  const { caseId, channel } = opened.head;
  const { attachmentBytes } = countersOf(opened.head, thread);
  return { caseId, thread, threadKey: threadKeyOf(opened, thread), channel, attachmentBytes };
};

import type { AttachTarget } from '../../attachment/attach-files.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import { countersOf } from './case-store.ts';
import { threadKeyOf, type OpenCase } from './open-case.ts';

/** The reporter's thread of an open case: what files are sealed for, and what the files there take already. */
export const attachTargetOf = (opened: OpenCase): AttachTarget => {
  const { caseId, channel } = opened.head;
  const { attachmentBytes } = countersOf(opened.head, reporterThread);
  const threadKey = threadKeyOf(opened, reporterThread);
  return { caseId, thread: reporterThread, threadKey, channel, attachmentBytes };
};

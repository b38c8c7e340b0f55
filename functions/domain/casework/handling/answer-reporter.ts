import type { Attachment } from '../../attachment/attachment.ts';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import { day } from '../../kernel/clock.ts';
import type { Entry } from '../../thread/entry.ts';
import { sentMark } from '../../thread/sent-mark.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import {
  caseChangedMeanwhile,
  invalidField,
  threadFull,
  type Changed,
  type ThreadFull,
} from '../change/common-problems.ts';
import { contactOfAnswer } from './in-touch.ts';
import { threadKeyOf, type OpenCase } from '../change/open-case.ts';
import type { OtherOperation, ProblemsOf } from '../change/operation.ts';
import { afterWord, stateAfter } from '../change/promises.ts';
import type { InTouch } from '../../thread/summary.ts';
import { isFull, messageEntry } from './team-message.ts';

/** A day that is given to the reporter has passed. */
export type DayPassed = { readonly kind: 'day-passed' };

// Speaks for the team; an outside reviewer does so only where a lead has given them the case.
export const answeringReporter: PermissionRow = { roles: insiders, assigneeToo: true };

export const answerOperation: OtherOperation = {
  name: 'answer-reporter',
  permission: answeringReporter,
  audit: { answered: { says: 'Wrote to the reporter', detail: 'state' } },
};

export const answerProblems: ProblemsOf<ThreadFull | Changed | DayPassed> = {
  'thread-full': threadFull,
  changed: caseChangedMeanwhile,
  'day-passed': invalidField('/inTouch/by', 'Has passed.', 'This day has passed.'),
};

/**
 * Writes to the reporter: it acknowledges the report, keeps what was promised to be in touch, and the next update is due
 * a while later.
 * @param message `version`: the one the member has read; when the case has changed since, nothing is written. The same
 *   message sent again is `already-sent` all the same
 */
export const answerReporter = async (
  context: CaseContext,
  caseId: string,
  message: {
    readonly text: string;
    readonly sentKey: string | undefined;
    /** Files that go with it, kept already. */
    readonly attachments?: readonly Attachment[] | undefined;
    /** Said on the reporter's page beside the message. */
    readonly inTouch?: InTouch | undefined;
    readonly version?: number | undefined;
  },
): Promise<{ readonly result: ChangeResult<ThreadFull | Changed | DayPassed>; readonly entry: Entry }> => {
  const { inTouch } = message;
  const entry = { ...messageEntry(context, message.text), ...attached(message.attachments) };
  const contact = await contactOfAnswer(context, inTouch);
  let read: OpenCase | undefined;
  const result = await changeCase<ThreadFull | Changed | DayPassed>(
    context,
    caseId,
    answeringReporter,
    (opened) => {
      const { head } = opened;
      read = opened;
      if (message.version !== undefined && message.version !== head.version)
        return { refusal: { kind: 'changed', version: head.version } };
      if (inTouch && inTouch.by < day(context.now)) return { refusal: { kind: 'day-passed' } };
      if (isFull(opened, entry)) return { refusal: { kind: 'thread-full' } };
      const entries = [{ thread: reporterThread, entry, sentKey: message.sentKey }];
      const edit = { entries, head: afterWord(context, head, { inTouch: contact }) };
      const state = stateAfter(opened, { ...edit, audit: { action: 'answered' } });
      // The audit log says that this message acknowledged the report.
      const detail = state === head.state ? undefined : state;
      return { edit: { ...edit, audit: { action: 'answered', detail } } };
    },
  );
  if (result.kind !== 'changed' || !read || message.sentKey === undefined) return { result, entry };
  const mark = sentMark(threadKeyOf(read, reporterThread), message.sentKey);
  const number = await context.store.findSent(caseId, reporterThread, mark);
  const sent = number === undefined ? result : { kind: 'already-sent' as const, opened: read, number };
  return { result: sent, entry };
};

const attached = (attachments: readonly Attachment[] | undefined) =>
  attachments?.length ? { attachments: [...attachments] } : {};

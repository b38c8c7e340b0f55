import type { AttachFiles, AttachRefusal, AttachResult } from '../../attachment/attach-files.ts';
import { answeringReporter } from './answering-reporter.ts';
import { day } from '../../kernel/clock.ts';
import type { Entry } from '../../thread/entry.ts';
import { sentMark } from '../../thread/sent-mark.ts';
import { reporterThread, type ThreadName } from '../../thread/thread-name.ts';
import { attachTargetOf } from '../change/attach-target.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { doorRecord } from '../record/door-record.ts';
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
import type { OtherOperation } from '../change/operation.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import { afterWord, stateAfter } from '../change/promises.ts';
import type { InTouch } from '../../thread/summary.ts';
import { isFull, messageEntry } from './team-message.ts';

/** The case has no such conversation. */
export type NoSuchThread = { readonly kind: 'no-such-thread' };
/** A day that is given to the reporter has passed. */
export type DayPassed = { readonly kind: 'day-passed' };

export const answerOperation: OtherOperation = {
  name: 'answer-reporter',
  permission: answeringReporter,
  audit: {
    answered: { says: 'Wrote to the reporter', detail: 'state' },
    'wrote-to': { says: 'Wrote to', detail: 'as-it-is' },
  },
};

export const answerProblems: ProblemsOf<ThreadFull | Changed | DayPassed | NoSuchThread> = {
  'no-such-thread': invalidField('/thread', 'Is none of this case.', 'There is no such conversation.'),
  'thread-full': threadFull,
  changed: caseChangedMeanwhile,
  'day-passed': invalidField('/inTouch/by', 'Has passed.', 'This day has passed.'),
};

/** Files of a message, which are received already. */
export type MessageFiles = {
  /** Checks limits and keeps the files; twice is once. */
  readonly keep: AttachFiles;
  /** What an entry would hold of them, without keeping anything. */
  readonly describe: AttachFiles;
};

export type Message = {
  /** To whom; the reporter unless said. */
  readonly thread?: ThreadName | undefined;
  readonly text: string;
  readonly sentKey: string | undefined;
  readonly files?: MessageFiles | undefined;
  /** Said on the reporter's page beside the message. */
  readonly inTouch?: InTouch | undefined;
  /** The one the member has read; when the case has changed since, nothing is written. */
  readonly version?: number | undefined;
};

type AnswerProblem = ThreadFull | Changed | DayPassed | NoSuchThread | AttachRefusal;

/** What a message changes besides its thread: with one to the reporter, what they were promised. */
const editOf = async (
  context: CaseContext,
  opened: OpenCase,
  { thread = reporterThread, sentKey }: Message,
  written: { readonly entry: Entry; readonly contact: Awaited<ReturnType<typeof contactOfAnswer>> },
): Promise<CaseEdit> => {
  const entries = [{ thread, entry: written.entry, sentKey }];
  if (thread !== reporterThread) {
    const { records } = await readRecordsOf(context, opened, doorRecord);
    const door = records.find(({ content }) => content.thread === thread)?.content;
    return { audit: { action: 'wrote-to', detail: door?.whom }, entries };
  }
  const { head } = opened;
  const mailedText = written.entry.texts.get('text');
  const edit = { entries, mailedText, head: afterWord(context, head, { inTouch: written.contact }) };
  const state = stateAfter(opened, { ...edit, audit: { action: 'answered' } });
  // The audit log says that this message acknowledged the report.
  const detail = state === head.state ? undefined : state;
  return { ...edit, audit: { action: 'answered', detail } };
};

/**
 * Writes to the reporter, or in another conversation. To the reporter it acknowledges the report, keeps what was promised to be in touch, and the
 * next update is due a while later. Files are kept before the message is written, while the case is open for it. The same message sent again
 * is `already-sent`, whatever its version.
 */
export const answerReporter = async (
  context: CaseContext,
  caseId: string,
  message: Message,
): Promise<{ readonly result: ChangeResult<AnswerProblem>; readonly entry: Entry }> => {
  const { inTouch, version, thread = reporterThread } = message;
  let entry: Entry = messageEntry(context, message.text);
  const contact = await contactOfAnswer(context, inTouch);
  const filesOf = filesOnce(context, message);
  let read: OpenCase | undefined;
  const decide = async (opened: OpenCase) => {
    const { head } = opened;
    if (!opened.threadKeys.has(thread)) return { refusal: { kind: 'no-such-thread' as const } };
    read = opened;
    const attached = await filesOf(opened);
    if (attached && attached.kind !== 'attached') return { refusal: attached };
    entry = { ...messageEntry(context, message.text), ...attachmentsIn(attached) };
    if (version !== undefined && version !== head.version)
      return { refusal: { kind: 'changed' as const, version: head.version } };
    if (inTouch && inTouch.by < day(context.now)) return { refusal: { kind: 'day-passed' as const } };
    if (isFull(opened, entry, thread)) return { refusal: { kind: 'thread-full' as const } };
    return { edit: await editOf(context, opened, message, { entry, contact }) };
  };
  const result = await changeCase<AnswerProblem>(context, caseId, answeringReporter, decide);
  if (result.kind !== 'changed' || !read) return { result, entry };
  const number = await sentBefore(context, read, message);
  const sent = number === undefined ? result : { kind: 'already-sent' as const, opened: read, number };
  return { result: sent, entry };
};

/**
 * The files of a message for the open case it goes to: kept when there is an entry to be written, which there is not when
 * the message was sent before, nor when the case has changed since the version it answers. What was kept once is not kept
 * again after a conflict, which would make the next conflict more likely.
 */
const filesOnce = (context: CaseContext, message: Message) => {
  const { files, version, thread } = message;
  let kept: AttachResult | undefined;
  return async (opened: OpenCase): Promise<AttachResult | undefined> => {
    if (!files || kept) return kept;
    const target = attachTargetOf(opened, thread);
    const isChanged = version !== undefined && version !== opened.head.version;
    if (isChanged || (await sentBefore(context, opened, message)) !== undefined)
      return files.describe(target);
    kept = await files.keep(target);
    return kept;
  };
};

/** The number of the entry that was written with this key. */
const sentBefore = async (
  { store }: CaseContext,
  opened: OpenCase,
  { sentKey, thread = reporterThread }: Message,
): Promise<number | undefined> => {
  if (sentKey === undefined) return undefined;
  const mark = sentMark(threadKeyOf(opened, thread), sentKey);
  return store.findSent(opened.head.caseId, thread, mark);
};

const attachmentsIn = (attached: Extract<AttachResult, { kind: 'attached' }> | undefined) =>
  attached?.files.attachments.length ? { attachments: [...attached.files.attachments] } : {};

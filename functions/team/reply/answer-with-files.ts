import { countersOf } from '../../domain/casework/change/case-store.ts';
import { reporterThread } from '../../domain/thread/thread-name.ts';
import { attachFiles, type AttachRefusal, type AttachResult } from '../../domain/attachment/attach-files.ts';
import { attachmentsOf, openChoices, type ChosenFile } from '../../domain/attachment/attach.ts';
import { caseThread, type CaseThread } from '../../domain/casework/reading/case-thread.ts';
import type { CaseContext } from '../../domain/casework/change/case-edit.ts';
import { previewCase } from '../../domain/casework/reading/preview-case.ts';
import type { NotPermitted } from '../../domain/casework/change/permission-of.ts';
import {
  answeringReporter,
  answerReporter,
  type DayPassed,
} from '../../domain/casework/handling/answer-reporter.ts';
import type { Changed, ThreadFull } from '../../domain/casework/change/common-problems.ts';
import type { Entry } from '../../domain/thread/entry.ts';
import { sentMark } from '../../domain/thread/sent-mark.ts';
import type { TeamContext } from '../team-context.ts';

type Message = Omit<Parameters<typeof answerReporter>[2], 'attachments'> & {
  readonly files: readonly ChosenFile[];
};

export type AnswerResult =
  /** Also when it was sent before. `number`: of the entry in the thread. */
  | {
      readonly kind: 'answered';
      readonly channel: string;
      readonly number: number;
      readonly entry: Entry;
    }
  | AnswerRefusal;

export type AnswerRefusal = NotPermitted | ThreadFull | DayPassed | Changed | AttachRefusal;

/** What makes two messages the same one: the text, and the files that go with it. */
export const sentContent = (text: string, files: readonly ChosenFile[]): string =>
  files.length === 0
    ? text
    : JSON.stringify([text, ...files.map(({ reference, name }) => [reference.split('.')[0], name])]);

/** Writes to the reporter, with files that were received for this case. They are kept before the message is written. */
export const answerWithFiles = async (
  context: TeamContext,
  caseContext: CaseContext,
  caseId: string,
  { files, ...message }: Message,
): Promise<AnswerResult> => {
  if (files.length === 0) return answered(await answerReporter(caseContext, caseId, message));
  const found = await caseThread(caseContext, caseId, answeringReporter);
  if (found.kind !== 'thread') return found;
  const writes = await isToBeWritten(caseContext, found.thread, message);
  const attached = await (writes ? attach : describe)(context, found.thread, files);
  if (attached.kind !== 'attached') return attached;
  const { attachments } = attached.files;
  return answered(await answerReporter(caseContext, caseId, { ...message, attachments }));
};

const answered = ({ result, entry }: Awaited<ReturnType<typeof answerReporter>>): AnswerResult => {
  switch (result.kind) {
    case 'committed': {
      const { opened, change } = result.committed;
      const number = countersOf(change.after, reporterThread).entries;
      return { kind: 'answered', channel: opened.head.channel, number, entry };
    }
    case 'already-sent':
      return { kind: 'answered', channel: result.opened.head.channel, number: result.number, entry };
    case 'not-found':
    case 'forbidden':
    case 'unopened':
    case 'thread-full':
    case 'day-passed':
    case 'changed':
      return result;
  }
};

/**
 * Whether there is anything to keep files for: not when the message was sent before, nor when the case has changed since
 * the version it answers, both of which end without an entry.
 */
const isToBeWritten = async (
  caseContext: CaseContext,
  { caseId, thread, threadKey }: CaseThread,
  { sentKey, version }: Omit<Message, 'files'>,
): Promise<boolean> => {
  const sent =
    sentKey === undefined
      ? undefined
      : await caseContext.store.findSent(caseId, thread, sentMark(threadKey, sentKey));
  if (sent !== undefined) return false;
  if (version === undefined) return true;
  return (await previewCase(caseContext, caseId))?.head.version === version;
};

const attach = (
  { settings, files, uploads, clock, ringPublicKey }: TeamContext,
  thread: CaseThread,
  choices: readonly ChosenFile[],
): Promise<AttachResult> =>
  attachFiles(
    {
      settings,
      files,
      uploads,
      now: clock(),
      identityRing: (channel) => ringPublicKey(channel, 'identity'),
    },
    thread,
    choices,
  );

/** What an entry would hold, without keeping anything. */
const describe = async (
  { ringPublicKey }: TeamContext,
  thread: CaseThread,
  choices: readonly ChosenFile[],
): Promise<AttachResult> => {
  const opened = openChoices(thread, choices);
  if (!opened) return { kind: 'files-unknown' };
  const ring = await ringPublicKey(thread.channel, 'identity');
  return { kind: 'attached', files: attachmentsOf(ring, thread.caseId, opened) };
};

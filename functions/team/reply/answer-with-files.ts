import { countersOf } from '../../domain/casework/change/case-store.ts';
import { reporterThread, type ThreadName } from '../../domain/thread/thread-name.ts';
import { attachFiles, type AttachRefusal } from '../../domain/attachment/attach-files.ts';
import { attachmentsOf, openChoices, type ChosenFile } from '../../domain/attachment/attach.ts';
import type { CaseContext } from '../../domain/casework/change/case-edit.ts';
import type { NotPermitted } from '../../domain/casework/change/permission-of.ts';
import {
  answerReporter,
  type DayPassed,
  type NoSuchThread,
  type Message,
  type MessageFiles,
} from '../../domain/casework/handling/answer-reporter.ts';
import type { Changed, ThreadFull } from '../../domain/casework/change/common-problems.ts';
import type { Entry } from '../../domain/thread/entry.ts';
import type { TeamContext } from '../team-context.ts';

type ChosenMessage = Omit<Message, 'files'> & { readonly files: readonly ChosenFile[] };

export type AnswerResult =
  /** Also when it was sent before. `number`: of the entry in the thread. */
  | {
      readonly kind: 'answered';
      readonly channel: string;
      readonly number: number;
      readonly entry: Entry;
    }
  | AnswerRefusal;

export type AnswerRefusal = NotPermitted | ThreadFull | DayPassed | Changed | NoSuchThread | AttachRefusal;

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
  { files: choices, ...message }: ChosenMessage,
): Promise<AnswerResult> => {
  const files = choices.length === 0 ? undefined : filesOf(context, choices);
  return answered(await answerReporter(caseContext, caseId, { ...message, files }), message.thread);
};

const answered = (
  { result, entry }: Awaited<ReturnType<typeof answerReporter>>,
  thread: ThreadName = reporterThread,
): AnswerResult => {
  switch (result.kind) {
    case 'committed': {
      const { opened, change } = result.committed;
      const number = countersOf(change.after, thread).entries;
      return { kind: 'answered', channel: opened.head.channel, number, entry };
    }
    case 'already-sent':
      return { kind: 'answered', channel: result.opened.head.channel, number: result.number, entry };
    case 'not-found':
    case 'forbidden':
    case 'unopened':
    case 'thread-full':
    case 'no-such-thread':
    case 'day-passed':
    case 'changed':
    case 'files-unknown':
    case 'files-gone':
    case 'too-many-files':
    case 'case-full':
      return result;
  }
};

const filesOf = (
  { settings, files, uploads, clock, ringPublicKey }: TeamContext,
  choices: readonly ChosenFile[],
): MessageFiles => {
  const identityRing = (channel: string) => ringPublicKey(channel, 'identity');
  return {
    keep: (target) => attachFiles({ settings, files, uploads, now: clock(), identityRing }, target, choices),
    describe: async (target) => {
      const opened = openChoices(target, choices);
      if (!opened) return { kind: 'files-unknown' };
      const ring = await identityRing(target.channel);
      return { kind: 'attached', files: attachmentsOf(ring, target.caseId, opened) };
    },
  };
};

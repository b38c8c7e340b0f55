import { fullHour } from '../clock.ts';
import { threadLimitBytes } from '../text.ts';
import { messageTexts, textBytes, type Entry } from '../thread/entry.ts';
import { authorOf } from '../member/author.ts';
import { changeCase, type ChangeResult } from './change-case.ts';
import type { CaseContext, Intention } from './intention.ts';
import type { Note } from './note.ts';
import { mayChangeState, type CaseState } from './state.ts';
import type { InTouch } from './summary.ts';

export type ThreadFull = { readonly kind: 'thread-full' };

/** Writes to the reporter. The next update is due a while later. */
export const answerReporter = async (
  context: CaseContext,
  caseId: string,
  message: {
    readonly text: string;
    readonly sentKey: string | undefined;
    /** Said on the reporter's page beside the message. */
    readonly inTouch?: InTouch | undefined;
  },
): Promise<{ readonly result: ChangeResult<ThreadFull>; readonly entry: Entry }> => {
  const entry: Entry = {
    from: 'team',
    kind: 'message',
    on: fullHour(context.now).toISOString(),
    author: authorOf(context.member),
    texts: messageTexts(message.text),
  };
  const intention: Intention = {
    action: 'answered',
    isUpdate: true,
    entry: { content: entry, sentKey: message.sentKey },
    ...(message.inTouch ? { inTouch: message.inTouch } : {}),
  };
  const result = await changeCase<ThreadFull>(context, caseId, 'answer-reporter', ({ head }) =>
    head.textBytes + textBytes(entry) > threadLimitBytes
      ? { refusal: { kind: 'thread-full' } }
      : { intention },
  );
  return { result, entry };
};

/** Writes for the team alone. */
export const writeNote = async (
  context: CaseContext,
  caseId: string,
  written: { readonly text: string; readonly sentKey: string | undefined; readonly private?: boolean },
): Promise<{ readonly result: ChangeResult<never>; readonly note: Note }> => {
  const { text, sentKey } = written;
  const note: Note = {
    kind: 'note',
    author: authorOf(context.member),
    on: context.now.toISOString(),
    text,
    ...(written.private ? { private: true } : {}),
  };
  const intention: Intention = { action: 'noted', note: { content: note, sentKey } };
  return { result: await changeCase(context, caseId, 'write-note', () => ({ intention })), note };
};

export type StateRefusal =
  | { readonly kind: 'not-allowed'; readonly from: CaseState }
  /** Somebody changed the case since the version the member decided on. */
  | { readonly kind: 'changed'; readonly version: number };

/** Changes the state along the ladder of states and keeps who did it and why. */
export const changeState = (
  context: CaseContext,
  caseId: string,
  wanted: {
    readonly state: CaseState;
    readonly reason: string | undefined;
    readonly version: number | undefined;
  },
): Promise<ChangeResult<StateRefusal>> =>
  changeCase<StateRefusal>(context, caseId, 'change-state', ({ head }) => {
    if (wanted.version !== undefined && wanted.version !== head.version) {
      return { refusal: { kind: 'changed', version: head.version } };
    }
    if (!mayChangeState(head.state, wanted.state)) {
      return { refusal: { kind: 'not-allowed', from: head.state } };
    }
    const note: Note = {
      kind: 'state',
      author: authorOf(context.member),
      on: context.now.toISOString(),
      from: head.state,
      to: wanted.state,
      reason: wanted.reason,
    };
    return {
      intention: {
        action: 'state-changed',
        detail: wanted.state,
        state: wanted.state,
        isUpdate: true,
        note: { content: note },
      },
    };
  });

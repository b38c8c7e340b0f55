import type { Attachment } from '../attachment/attachment.ts';
import { fullHour } from '../clock.ts';
import { threadLimitBytes } from '../text.ts';
import { messageTexts, textBytes, type Entry } from '../thread/entry.ts';
import { authorOf } from '../member/author.ts';
import { privateNote } from './audit.ts';
import { reporterThread } from './case-id.ts';
import { changeCase, type ChangeResult } from './change-case.ts';
import type { CaseContext, Intention } from './intention.ts';
import type { Note } from './note.ts';
import type { OpenCase } from './open-case.ts';
import { mayChangeState, type CaseState } from './state.ts';
import type { InTouch } from './summary.ts';

export type ThreadFull = { readonly kind: 'thread-full' };

/** Somebody changed the case since the version the member decided on. */
export type Changed = { readonly kind: 'changed'; readonly version: number };

/**
 * Writes to the reporter. The next update is due a while later.
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
): Promise<{ readonly result: ChangeResult<ThreadFull | Changed>; readonly entry: Entry }> => {
  const entry: Entry = {
    from: 'team',
    kind: 'message',
    on: fullHour(context.now).toISOString(),
    author: authorOf(context.member),
    texts: messageTexts(message.text),
    ...(message.attachments?.length ? { attachments: [...message.attachments] } : {}),
  };
  const intention: Intention = {
    action: 'answered',
    isUpdate: true,
    entry: { content: entry, sentKey: message.sentKey },
    ...(message.inTouch ? { inTouch: message.inTouch } : {}),
  };
  let read: OpenCase | undefined;
  const result = await changeCase<ThreadFull | Changed>(context, caseId, 'answer-reporter', (opened) => {
    const { head } = opened;
    read = opened;
    if (message.version !== undefined && message.version !== head.version)
      return { refusal: { kind: 'changed', version: head.version } };
    return head.textBytes + textBytes(entry) > threadLimitBytes
      ? { refusal: { kind: 'thread-full' } }
      : { intention };
  });
  if (result.kind !== 'changed' || !read || message.sentKey === undefined) return { result, entry };
  const number = await context.store.findSent(caseId, reporterThread, message.sentKey);
  const sent = number === undefined ? result : { kind: 'already-sent' as const, opened: read, number };
  return { result: sent, entry };
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
  const intention: Intention = {
    action: 'noted',
    ...(written.private ? { detail: privateNote } : {}),
    note: { content: note, sentKey },
  };
  return { result: await changeCase(context, caseId, 'write-note', () => ({ intention })), note };
};

export type StateRefusal = { readonly kind: 'not-allowed'; readonly from: CaseState } | Changed;

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

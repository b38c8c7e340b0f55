import type { Attachment } from '../attachment/attachment.ts';
import { day, fullHour } from '../clock.ts';
import { notesLimitBytes, threadLimitBytes } from '../text.ts';
import { messageTexts, threadBytes, type Entry } from '../thread/entry.ts';
import { sentMark } from '../thread/sent-mark.ts';
import { authorOf } from '../member/author.ts';
import { privateNote } from './audit.ts';
import { reporterThread } from './case-id.ts';
import { changeCase, type ChangeResult } from './change-case.ts';
import { contactOfAnswer } from './in-touch.ts';
import type { CaseContext, Intention } from './intention.ts';
import { noteBytes, type Note } from './note.ts';
import type { OpenCase } from './open-case.ts';
import { stateAfter } from './promises.ts';
import { mayChangeState, type CaseState } from './state.ts';
import type { InTouch } from './summary.ts';

export type ThreadFull = { readonly kind: 'thread-full' };
export type NotesFull = { readonly kind: 'notes-full' };

/** A day that is given to the reporter has passed. */
export type DayPassed = { readonly kind: 'day-passed' };

/** Somebody changed the case since the version the member decided on. */
export type Changed = { readonly kind: 'changed'; readonly version: number };

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
  const intention: Intention = {
    action: 'answered',
    isUpdate: true,
    entry: { content: entry, sentKey: message.sentKey },
    inTouch: contact,
  };
  let read: OpenCase | undefined;
  const result = await changeCase<ThreadFull | Changed | DayPassed>(
    context,
    caseId,
    'answer-reporter',
    (opened) => {
      const { head } = opened;
      read = opened;
      if (message.version !== undefined && message.version !== head.version)
        return { refusal: { kind: 'changed', version: head.version } };
      if (inTouch && inTouch.by < day(context.now)) return { refusal: { kind: 'day-passed' } };
      if (isFull(opened, entry)) return { refusal: { kind: 'thread-full' } };
      const state = stateAfter(opened, intention);
      // The audit log says that this message acknowledged the report.
      return { intention: state === head.state ? intention : { ...intention, state, detail: state } };
    },
  );
  if (result.kind !== 'changed' || !read || message.sentKey === undefined) return { result, entry };
  const mark = sentMark(read.threadKey, message.sentKey);
  const number = await context.store.findSent(caseId, reporterThread, mark);
  const sent = number === undefined ? result : { kind: 'already-sent' as const, opened: read, number };
  return { result: sent, entry };
};

const attached = (attachments: readonly Attachment[] | undefined) =>
  attachments?.length ? { attachments: [...attachments] } : {};

/** A message of the team in the reporter's thread. */
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

export const isFull = ({ head }: OpenCase, entry: Entry): boolean =>
  threadBytes(head.textBytes, entry) > threadLimitBytes;

/** Writes for the team alone. */
export const writeNote = async (
  context: CaseContext,
  caseId: string,
  written: { readonly text: string; readonly sentKey: string | undefined; readonly private?: boolean },
): Promise<{ readonly result: ChangeResult<NotesFull>; readonly note: Note }> => {
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
  const result = await changeCase<NotesFull>(context, caseId, 'write-note', ({ head }) =>
    head.noteBytes + noteBytes(note) > notesLimitBytes ? { refusal: { kind: 'notes-full' } } : { intention },
  );
  return { result, note };
};

export type StateRefusal =
  | { readonly kind: 'not-allowed'; readonly from: CaseState }
  /** A case is closed with a message to its reporter, or with the reason why they get none. */
  | { readonly kind: 'no-word' }
  | ThreadFull
  | Changed;

/**
 * Changes the state along the ladder of states and keeps who did it and why. A message goes to the reporter in the same
 * moment. Closing needs one, or the reason why there is none, unless nobody could come back and read it.
 */
export const changeState = (
  context: CaseContext,
  caseId: string,
  wanted: {
    readonly state: CaseState;
    readonly reason?: string | undefined;
    readonly message?: string | undefined;
    readonly whyNoMessage?: string | undefined;
    readonly version?: number | undefined;
  },
): Promise<ChangeResult<StateRefusal>> =>
  changeCase<StateRefusal>(context, caseId, 'change-state', (opened) => {
    const { head, vault } = opened;
    const { state, reason, message, whyNoMessage, version } = wanted;
    if (version !== undefined && version !== head.version)
      return { refusal: { kind: 'changed', version: head.version } };
    if (!mayChangeState(head.state, state)) return { refusal: { kind: 'not-allowed', from: head.state } };
    const isRead = (vault.doors[reporterThread] ?? []).length > 0;
    if (state === 'closed' && isRead && message === undefined && whyNoMessage === undefined)
      return { refusal: { kind: 'no-word' } };
    const entry = message === undefined ? undefined : messageEntry(context, message);
    if (entry && isFull(opened, entry)) return { refusal: { kind: 'thread-full' } };
    const note: Note = {
      kind: 'state',
      author: authorOf(context.member),
      on: context.now.toISOString(),
      from: head.state,
      to: state,
      reason,
      ...(message === undefined ? { whyNoMessage } : {}),
    };
    return {
      intention: {
        action: 'state-changed',
        detail: state,
        state,
        isUpdate: true,
        note: { content: note },
        ...(entry ? { entry: { content: entry }, inTouch: null } : {}),
      },
    };
  });

import { fullHour } from '../clock.ts';
import { threadLimitBytes } from '../text.ts';
import { messageTexts, textBytes, type Entry } from '../thread/entry.ts';
import { authorOf, changeCase, type CaseContext, type ChangeResult } from './change-case.ts';
import type { Note } from './note.ts';
import { mayChangeState, type CaseState } from './state.ts';

export type ThreadFull = { readonly kind: 'thread-full' };

/** Writes to the reporter. The next update is due a while later. */
export const answerReporter = async (
  context: CaseContext,
  caseId: string,
  message: { readonly text: string; readonly sentKey: string | undefined },
): Promise<{ readonly result: ChangeResult<ThreadFull>; readonly entry: Entry }> => {
  const entry: Entry = {
    from: 'team',
    kind: 'message',
    on: fullHour(context.now).toISOString(),
    author: authorOf(context.member),
    texts: messageTexts(message.text),
  };
  const intention = { isUpdate: true, entry: { content: entry, sentKey: message.sentKey } };
  const result = await changeCase<ThreadFull>(context, caseId, ({ head }) =>
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
  { text, sentKey }: { readonly text: string; readonly sentKey: string | undefined },
): Promise<{ readonly result: ChangeResult<never>; readonly note: Note }> => {
  const note: Note = {
    kind: 'note',
    author: authorOf(context.member),
    on: context.now.toISOString(),
    text,
  };
  return {
    result: await changeCase(context, caseId, () => ({ intention: { note: { content: note, sentKey } } })),
    note,
  };
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
  changeCase<StateRefusal>(context, caseId, ({ head }) => {
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
    return { intention: { state: wanted.state, isUpdate: true, note: { content: note } } };
  });

import type { Entry } from '../thread/entry.ts';
import { doorKindOf, type ThreadName } from '../thread/thread-name.ts';

/**
 * Whether whoever wrote in a conversation has asked for it to stay out of the record. The team reads it all the same; the
 * list of evidence, copies for others and exports take nothing of the conversation: what is to be handed on its writer says again elsewhere.
 * @param entries of the conversation, in any order
 */
export const isOffTheRecord = (thread: ThreadName, entries: readonly (Entry | 'unreadable')[]): boolean =>
  doorKindOf(thread) === 'witness' &&
  entries.some((entry) => entry !== 'unreadable' && entry.kind === 'act' && entry.act === 'off-the-record');

/** Conversations that may be handed on: all but those whose writers asked to stay out of the record. */
export const onTheRecord = <
  Conversation extends { readonly thread: ThreadName; readonly entries: readonly (Entry | 'unreadable')[] },
>(
  conversations: readonly Conversation[],
): readonly Conversation[] => conversations.filter(({ thread, entries }) => !isOffTheRecord(thread, entries));

import type { ConversationState } from '../../domain/casework/reading/conversations.ts';
import type { DoorRecord } from '../../domain/door/door.ts';
import type { DoorKind, ThreadName } from '../../domain/thread/thread-name.ts';
import { dayText } from '../ui/words.ts';

export const kindNames: Readonly<Record<DoorKind, string>> = {
  response: 'Respondent',
  witness: 'Witness',
  expert: 'Expert or translator',
  platform: 'Platform admin',
};

/** What a conversation is called; one with somebody who is not named has the kind in its name. */
export const conversationName = ({ kind, whom }: Pick<DoorRecord, 'kind' | 'whom'>): string =>
  whom.startsWith(`${kindNames[kind]} `) ? whom : `${kindNames[kind]}: ${whom}`;

/** Where a conversation stands on the page People. */
export const conversationAnchor = (thread: ThreadName): string =>
  `conversation-${thread.slice(thread.lastIndexOf('-') + 1)}`;

/** How a conversation stands, in a word or two. */
export const stateNames: Readonly<Record<ConversationState, string>> = {
  waiting: 'not used yet',
  expired: 'not used in time',
  open: 'has not written yet',
  answered: 'has written',
  closed: 'closed',
  ended: 'ended',
};

/** How a conversation stands, as a sentence. */
export const stateText = (state: ConversationState, door: DoorRecord): string => {
  switch (state) {
    case 'waiting':
      return `Not used yet. It can be used until ${dayText(door.handoverUntil)}.`;
    case 'expired':
      return `Nobody used it by ${dayText(door.handoverUntil)}. Make new words to hand it over again.`;
    case 'open':
      return 'They have words of their own, and have not written yet.';
    case 'answered':
      return 'They have written.';
    case 'closed':
      return door.closedOn === undefined
        ? 'Closed.'
        : `Closed on ${dayText(door.closedOn)}: ${door.closedBecause ?? 'no reason was kept'}`;
    case 'ended':
      return `Ended on ${dayText(door.endsOn ?? '')}.`;
  }
};

/** Who reads a conversation, within a sentence. */
export const readerNames: Readonly<Record<DoorKind, string>> = {
  response: 'the respondent',
  witness: 'the witness',
  expert: 'the expert',
  platform: 'the platform admin',
};

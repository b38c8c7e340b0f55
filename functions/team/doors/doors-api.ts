import type { Context } from 'hono';
import type * as z from 'zod';
import {
  markConversations,
  newEntries,
  readConversations,
  type Conversation,
  type Conversations,
} from '../../domain/casework/reading/conversations.ts';
import { platformAnswers } from '../../domain/door/platform-standing.ts';
import { openedBefore } from '../../domain/casework/reading/opened-before.ts';
import type { Settings } from '../../settings/schema.ts';
import { entryView } from '../case/case-json.ts';
import { noting, reading } from '../investigation/investigation-api.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { doorList } from './doors-contract.ts';

/** Only admins of platforms answer in a way that is taken over. */
const waitingOf = (
  { kind, takenUpTo = 0 }: Conversation['door'],
  entries: Conversation['entries'],
): z.input<typeof doorList>['doors'][number]['waitingAnswers'] => {
  const answers = kind === 'platform' ? [...platformAnswers(entries, takenUpTo)] : [];
  const last = answers.at(-1);
  return last && { upTo: last.number, answers };
};

const doorView = (
  settings: Settings,
  channel: string,
  { number, door, state, page, entries }: Conversation,
): z.input<typeof doorList>['doors'][number] => ({
  ...door,
  number,
  state,
  handOverBy: door.handoverUntil,
  newEntries: newEntries({ door, entries: entries.length }),
  waitingAnswers: waitingOf(door, entries),
  page,
  entries: entries.map((item) =>
    item.entry === 'unreadable'
      ? { id: String(item.number), unreadable: true as const }
      : entryView(settings, channel, { number: item.number, entry: item.entry }),
  ),
});

type Read = { readonly kind: 'conversations'; readonly channel: string; readonly read: Conversations };

/** `GET …/doors`. What is given is marked as looked at, but for a token that may only read. */
export const doorsAnswer = (c: Context<SignedIn>, context: TeamContext): Promise<Response> =>
  reading<Read>(
    c,
    context,
    async (caseContext, id) => {
      const opened = await openedBefore(caseContext, id);
      if ('kind' in opened) return opened;
      const read = await readConversations(caseContext, opened);
      await markConversations(caseContext, id, read);
      return { kind: 'conversations', channel: opened.head.channel, read };
    },
    ({ channel, read }) => {
      noting(context, read.unreadable);
      return doorList.parse({
        doors: read.conversations.map((one) => doorView(context.settings, channel, one)),
      });
    },
  );

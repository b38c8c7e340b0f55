import { createHash } from 'node:crypto';
import { reporterActProblem } from '../../domain/appeal/reporter-act.ts';
import type { AttachFiles } from '../../domain/attachment/attach-files.ts';
import { doorActProblem, factsOfAct, type DoorAct } from '../../domain/door/door-act.ts';
import { shownRecords } from '../../domain/door/hidden-records.ts';
import { readConversation } from '../../domain/door/open-conversation.ts';
import { day } from '../../domain/kernel/clock.ts';
import type { NewReply } from '../../domain/thread/reply.ts';
import { doorKindOf } from '../../domain/thread/thread-name.ts';
import type { Token } from '../../envelope/token.ts';
import type { ReporterContext } from '../../reporter/reporter-context.ts';

/** How it is sent. */
type Sending = {
  readonly token: Token;
  readonly replyKey: string | undefined;
  readonly attach: AttachFiles | undefined;
};

/** The same key with another act, or about something else, is another entry. */
const keyOf = (given: DoorAct, replyKey: string | undefined): string | undefined => {
  if (replyKey === undefined) return undefined;
  const about = JSON.stringify([given.act, factsOfAct(given)]);
  return createHash('sha256').update(replyKey).update('\0').update(about).digest('base64url').slice(0, 22);
};

/**
 * What the holder of a door did by pressing a button, as it is written into their conversation. Whether their page offers it
 * is looked up first: a third call of the store.
 */
export const doorActReply = (
  { settings, store }: Pick<ReporterContext, 'settings' | 'store'>,
  now: Date,
  { replyKey, ...sending }: Sending,
  given: DoorAct,
): NewReply => ({
  ...sending,
  replyKey: keyOf(given, replyKey),
  kind: 'act',
  act: given.act,
  facts: factsOfAct(given),
  // A reporter sees the numbers of what they are told of.
  writtenFacts: ({ door, threadKey }) =>
    doorKindOf(door.thread) === undefined ? undefined : shownRecords(threadKey, factsOfAct(given)),
  text: given.text,
  urgent: false,
  misfit: async (opened) => {
    const found = await readConversation(store, opened);
    if (found.kind === 'other') return doorActProblem(found.thread.page, given, day(now));
    // A reporter appeals in the same words.
    return given.act === 'appeal' ? reporterActProblem(settings, found.thread, given, now) : 'not-offered';
  },
});

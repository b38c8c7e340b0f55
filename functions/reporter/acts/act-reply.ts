import { createHash } from 'node:crypto';
import {
  isAboutThread,
  isUrgentAct,
  reporterActProblem,
  type ReporterAct,
} from '../../domain/appeal/reporter-act.ts';
import { factsOfAppeal } from '../../domain/appeal/appeal-act.ts';
import type { AttachFiles } from '../../domain/attachment/attach-files.ts';
import { checkInKey } from '../../domain/thread/check-in.ts';
import { readOpenThread } from '../../domain/thread/open-thread.ts';
import type { NewReply } from '../../domain/thread/reply.ts';
import { reporterThread } from '../../domain/thread/thread-name.ts';
import type { Token } from '../../envelope/token.ts';
import type { ReporterContext } from '../reporter-context.ts';

type WrittenBeside = {
  readonly token: Token;
  readonly text: string;
  readonly replyKey: string | undefined;
  readonly attach: AttachFiles | undefined;
};

const factsOf = (given: ReporterAct): Readonly<Record<string, string>> =>
  given.act === 'appeal' ? factsOfAppeal(given.facts) : given.facts;

/** The same key with another act, or about something else, is another entry. */
const keyOf = (given: ReporterAct, replyKey: string | undefined): string | undefined => {
  if (given.act === 'check-in') return checkInKey(given.facts);
  if (replyKey === undefined) return undefined;
  const about = JSON.stringify([given.act, factsOf(given)]);
  return createHash('sha256').update(replyKey).update('\0').update(about).digest('base64url').slice(0, 22);
};

/**
 * What a reporter did by pressing a button, as it is written into their thread. One that is about the conversation takes
 * a look at it first: a third call of the store.
 */
export const actReply = (
  { settings, store }: Pick<ReporterContext, 'settings' | 'store'>,
  now: Date,
  { replyKey, ...written }: WrittenBeside,
  given: ReporterAct,
): NewReply => ({
  ...written,
  replyKey: keyOf(given, replyKey),
  kind: 'act',
  act: given.act,
  facts: factsOf(given),
  urgent: isUrgentAct(given),
  misfit: isAboutThread(given)
    ? async (opened) =>
        opened.door.thread === reporterThread
          ? reporterActProblem(settings, await readOpenThread(store, opened), given, now)
          : 'not-offered'
    : undefined,
});

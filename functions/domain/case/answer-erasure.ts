import { conflict, retryOnConflict } from '../retry-on-conflict.ts';
import { changeCase, type ChangeResult } from './change-case.ts';
import type { CaseContext } from './case-edit.ts';
import { openCase } from './open-case.ts';
import { notPermitted, type NotPermitted } from './permission-of.ts';
import { afterWord } from './promises.ts';
import { reporterThread } from '../thread/thread-name.ts';
import { isFull, messageEntry, type ThreadFull } from './work-on-case.ts';

/** The reporter has not asked, or has been answered. */
export type NotAsked = { readonly kind: 'not-asked' };

/** Tells the reporter why their case is kept. What they asked is answered; they may ask again. */
export const refuseErasure = (
  context: CaseContext,
  caseId: string,
  reason: string,
): Promise<ChangeResult<NotAsked | ThreadFull>> => {
  const content = messageEntry(context, reason);
  return changeCase<NotAsked | ThreadFull>(context, caseId, 'answer-erasure', (opened) => {
    const { head } = opened;
    const { erasureAnswerBy: asked, ...deadlines } = head.deadlines;
    if (asked === undefined) return { refusal: { kind: 'not-asked' } };
    if (isFull(opened, content)) return { refusal: { kind: 'thread-full' } };
    return {
      edit: {
        audit: { action: 'erasure-refused' },
        head: afterWord(context, head, { deadlines }),
        entries: [{ thread: reporterThread, entry: content }],
      },
    };
  });
};

export type ErasedAsAsked = { readonly kind: 'erased' } | NotPermitted | NotAsked;

/**
 * Does what the reporter asks: keys, brief, name and contact go in one transaction, so that nobody can open the case
 * from then on, its reporter included; the sweep takes the ciphertext within the hour, backups of the keys their days.
 */
export const eraseAsAsked = async (context: CaseContext, caseId: string): Promise<ErasedAsAsked> => {
  const { store, openKeyRing, member, now } = context;
  return retryOnConflict<ErasedAsAsked>(async () => {
    const opened = await openCase(openKeyRing, member, await store.findCase(caseId), now);
    if (!opened) return { kind: 'not-found' };
    const refused = await notPermitted(context, 'answer-erasure', opened);
    if (refused) return refused;
    if (opened.head.deadlines.erasureAnswerBy === undefined) return { kind: 'not-asked' };
    const { head, vault } = opened;
    return (await store.eraseAtOnce({ head, vault }, now)) === 'erased' ? { kind: 'erased' } : conflict;
  });
};

import { conflict, retryOnConflict } from '../../kernel/retry-on-conflict.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { openCase } from '../change/open-case.ts';
import { notPermitted, type NotPermitted } from '../change/permission-of.ts';
import { afterWord } from '../change/promises.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import { threadFull, type ThreadFull } from '../change/common-problems.ts';
import { caseChanged, caseOperation, changedTo } from '../change/operation.ts';
import { isFull, messageEntry } from './team-message.ts';
import { messageLimitBytes, requiredText } from '../../kernel/text.ts';
import { leads, type PermissionRow } from '../../authorization/permissions.ts';
import * as z from 'zod';

// Erasing takes the case from everybody, so no ordinary member decides it.
const permission: PermissionRow = { roles: leads };

/** The reporter has not asked, or has been answered. */
type NotAsked = { readonly kind: 'not-asked' };

/** Tells the reporter why their case is kept. What they asked is answered; they may ask again. */
const refuse = (
  context: CaseContext,
  caseId: string,
  reason: string,
): Promise<ChangeResult<NotAsked | ThreadFull>> => {
  const content = messageEntry(context, reason);
  return changeCase<NotAsked | ThreadFull>(context, caseId, permission, (opened) => {
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

type ErasedAsAsked = { readonly kind: 'erased' } | NotPermitted | NotAsked;

/**
 * Does what the reporter asks: keys, brief, name and contact go in one transaction, so that nobody can open the case
 * from then on, its reporter included; the sweep takes the ciphertext within the hour, backups of the keys their days.
 */
const eraseAsAsked = async (context: CaseContext, caseId: string): Promise<ErasedAsAsked> => {
  const { store, openKeyRing, member, now } = context;
  return retryOnConflict<ErasedAsAsked>(async () => {
    const opened = await openCase(openKeyRing, member, await store.findCase(caseId), now);
    if (!opened) return { kind: 'not-found' };
    const refused = await notPermitted(context, permission, opened);
    if (refused) return refused;
    if (opened.head.deadlines.erasureAnswerBy === undefined) return { kind: 'not-asked' };
    const { head, vault } = opened;
    return (await store.eraseAtOnce({ head, vault }, now)) === 'erased' ? { kind: 'erased' } : conflict;
  });
};

export const answerErasure = caseOperation<NotAsked | ThreadFull>()({
  name: 'answer-erasure',
  path: '/erasure',
  summary: 'Answer a reporter who asks for everything to be erased: erase it, or refuse with a reason.',
  permission,
  input: z.discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('erase') }),
    /** The reason is a message to the reporter. */
    z.strictObject({ decision: z.literal('refuse'), reason: requiredText(messageLimitBytes) }),
  ]),
  gives: 'That it is erased, or the version the case is at now',
  answer: z.union([z.object({ id: z.string(), erased: z.literal(true) }), caseChanged]),
  perform: async (context, caseId, wanted) => {
    if (wanted.decision === 'refuse') {
      const result = await refuse(context, caseId, wanted.reason);
      return changedTo<NotAsked | ThreadFull>(caseId, result);
    }
    const result = await eraseAsAsked(context, caseId);
    return result.kind === 'erased'
      ? { kind: 'done', answer: { id: caseId, erased: true as const }, gone: true }
      : result;
  },
  problems: {
    'not-asked': {
      is: 'conflict',
      code: 'erasure-not-asked',
      detail: 'The reporter has not asked for everything to be erased, or has been answered.',
    },
    'thread-full': threadFull,
  },
  audit: { 'erasure-refused': { says: 'Refused to erase the report' } },
  news: { did: 'answered', says: 'Your message has been sent to the reporter.', at: '#conversation' },
});

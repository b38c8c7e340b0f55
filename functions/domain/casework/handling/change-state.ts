import * as z from 'zod';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import { authorOf } from '../../member/author.ts';
import { freeText, isBlank, messageLimitBytes, requiredText } from '../../kernel/text.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { hasDoor } from '../change/case-store.ts';
import { changeCase, isCommitted, isSent, type ChangeResult } from '../change/change-case.ts';
import {
  caseChangedMeanwhile,
  invalidField,
  threadFull,
  type Changed,
  type ThreadFull,
} from '../change/common-problems.ts';
import { reasonText } from '../change/input-limits.ts';
import { keptAfter } from '../decision/keep-case.ts';
import { noteRecord, type Note } from '../record/note.ts';
import { caseOperation } from '../change/operation.ts';
import { afterWord } from '../change/promises.ts';
import { allowedNextStates, caseState, mayChangeState, type CaseState } from '../../case/state.ts';
import { isFull, messageEntry } from './team-message.ts';

// The reporter reads the state as the team's word, as with an answer.
const permission: PermissionRow = { roles: insiders, assigneeToo: true };

type StateRefusal =
  | { readonly kind: 'not-allowed'; readonly from: CaseState }
  /** A case is closed with a message to its reporter, or with the reason why they get none. */
  | { readonly kind: 'no-word' }
  | ThreadFull
  | Changed;

/**
 * Changes the state along the ladder of states and keeps who did it and why. A message goes to the reporter in the same
 * moment. Closing needs one, or the reason why there is none, unless nobody could come back and read it.
 */
const change = (
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
  changeCase<StateRefusal>(context, caseId, permission, async (opened) => {
    const { head, vault } = opened;
    const { state, reason, message, whyNoMessage, version } = wanted;
    if (version !== undefined && version !== head.version)
      return { refusal: { kind: 'changed', version: head.version } };
    if (!mayChangeState(head.state, state)) return { refusal: { kind: 'not-allowed', from: head.state } };
    const isRead = hasDoor(vault, reporterThread);
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
    const { records, ...kept } = await keptAfter(context, opened, state);
    return {
      edit: {
        ...kept,
        audit: { action: 'state-changed', detail: state },
        head: { ...afterWord(context, head, entry ? { inTouch: null } : {}), state },
        entries: entry ? [{ thread: reporterThread, entry }] : [],
        records: [noteRecord.write(note), ...records],
      },
    };
  });

export const changeState = caseOperation<StateRefusal>()({
  name: 'change-state',
  path: '/state',
  summary: 'Change the state.',
  permission,
  input: z
    .strictObject({
      state: caseState,
      /** For the team alone. */
      reason: freeText(4 * 1024).optional(),
      /** To the reporter, in the same moment. Closing needs it, or `whyNoMessage`. */
      message: requiredText(messageLimitBytes).optional(),
      /** Why the reporter of a case that is closed gets no message; for the team alone. */
      whyNoMessage: reasonText.optional(),
      /** The version the member decided on; when the case has changed since, they are told. */
      version: z.int().min(1).optional(),
    })
    .refine(({ state, reason = '' }) => state !== 'closed' || !isBlank(reason), {
      message: 'Closing a case needs a reason.',
      path: ['reason'],
    }),
  gives: 'The state it is in now',
  answer: z.object({
    id: z.string(),
    state: caseState,
    version: z.int(),
    nextStates: z.array(caseState),
    nextDeadline: z.iso.datetime(),
    retainedUntil: z.iso.datetime(),
  }),
  perform: async (context, caseId, { reason, ...wanted }) => {
    const given = reason === '' ? undefined : reason;
    const result = await change(context, caseId, { ...wanted, reason: given });
    if (isSent(result)) return { kind: 'not-found' };
    if (!isCommitted(result)) return result;
    const { change: written, opened } = result.committed;
    return {
      kind: 'done',
      answer: {
        id: caseId,
        state: wanted.state,
        version: opened.head.version + 1,
        nextStates: [...allowedNextStates(wanted.state)],
        nextDeadline: written.after.nextDeadline,
        retainedUntil: written.expiresAt.toISOString(),
      },
    };
  },
  problems: {
    'not-allowed': ({ from }) => ({
      is: 'conflict',
      code: 'state-not-allowed',
      detail: `A case that is ${from} can become: ${allowedNextStates(from).join(', ')}.`,
      at: { pointer: '/state', detail: 'Does not follow from the current state.' },
    }),
    'no-word': invalidField(
      '/message',
      'Write to the reporter, or say in `whyNoMessage` why not.',
      'Closing a case needs a message to the reporter, or the reason why they get none.',
    ),
    'thread-full': threadFull,
    changed: caseChangedMeanwhile,
  },
  audit: { 'state-changed': { says: 'Changed the state', detail: 'state' } },
  news: { did: 'state', says: 'The state is changed.', at: '#state' },
});

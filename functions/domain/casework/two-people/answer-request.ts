import * as z from 'zod';
import { everybody, leads, type PermissionRow } from '../../authorization/permissions.ts';
import {
  daysToAgree,
  requestHash,
  requestStateOf,
  type RequestState,
  type TwoPersonRequest,
} from '../../decision/two-person-request.ts';
import { conflict, retryOnConflict } from '../../kernel/retry-on-conflict.ts';
import { authorOf } from '../../member/author.ts';
import { isNamedIn } from '../../member/can-see-case.ts';
import { noticeTime } from '../../notice/outbox.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { reasonText } from '../change/input-limits.ts';
import { openCase, type OpenCase } from '../change/open-case.ts';
import { statisticsAtErasure } from '../change/statistics-after.ts';
import { caseChanged, caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { notPermitted, permissionOf, type NotPermitted } from '../change/permission-of.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import { hashText, recordNumber } from '../decision/decision-problems.ts';
import type { Numbered } from '../reading/read-records.ts';
import { twoPersonRequestRecord } from '../record/decision-records.ts';
import {
  askingOf,
  readRequests,
  reasonAgainstAct,
  redactionsChanged,
  requestProblems,
  standsAsAsked,
  wordsGone,
  type ReadRequests,
  type RedactionsChanged,
  type RequestRefusal,
  type WordsGone,
} from './request-parts.ts';
import { erasedOf } from '../../thread/thread-limits.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import { wordsErased } from './erase-words.ts';

// Whether somebody may agree is worked out case by case; an outside reviewer who was granted the case may.
const answering: PermissionRow = { roles: everybody };
// Of one's own request alone.
const takingBack: PermissionRow = { roles: leads, assigneeToo: true };

export type NoSuchRequest = { readonly kind: 'no-such-request' };
/** It was answered, taken back, or has lapsed. */
export type RequestClosed = { readonly kind: 'request-closed'; readonly state: RequestState };

export const closedRequest: ProblemsOf<NoSuchRequest | RequestClosed> = {
  'no-such-request': {
    is: 'missing',
    code: 'no-such-request',
    detail: 'There is no such request.',
    at: { pointer: '/request', detail: 'Is no request of this case.' },
  },
  'request-closed': ({ state }) => ({
    is: 'conflict',
    code: 'request-closed',
    detail: closedWords[state],
    more: { state },
  }),
};

const closedWords: Readonly<Record<RequestState, string>> = {
  open: 'Nobody has agreed to it yet.',
  'taken-back': 'Who asked for it has taken it back.',
  declined: 'A colleague has declined it already.',
  agreed: 'A colleague has agreed to it already.',
  opened: 'The copy has been opened already.',
  over: `It has lapsed: nobody answered within ${daysToAgree} days, or the copy was not opened, or it is closed again. Ask for it anew.`,
};

type AnswerRefusal =
  | RequestRefusal
  | NoSuchRequest
  | RequestClosed
  | WordsGone
  | { readonly kind: 'oneself' }
  | { readonly kind: 'request-changed' }
  | RedactionsChanged
  /** Who asked may not ask for it any more, or takes no part. */
  | { readonly kind: 'asker-out'; readonly name: string };

const answer = z
  .strictObject({
    request: recordNumber,
    hash: hashText.describe('Of the request you have read.'),
    verdict: z.enum(['agrees', 'declines']),
    reason: reasonText.optional().describe('Why you decline; needed for that.'),
  })
  .refine(({ verdict, reason }) => verdict !== 'declines' || reason !== undefined, {
    message: 'Say why you decline.',
    path: ['reason'],
  });
type Answer = z.infer<typeof answer>;

/** Whether who asked could still ask for it at this moment. */
const askerStands = async (
  context: CaseContext,
  opened: OpenCase,
  read: ReadRequests,
  { act, by }: TwoPersonRequest,
): Promise<boolean> => {
  const asker = (await context.team()).find(({ memberId }) => memberId === by.id);
  if (!asker || reasonAgainstAct(opened, read, asker)) return false;
  return (await permissionOf({ ...context, member: asker }, askingOf(act), opened)) === 'allowed';
};

/** The request, if this member may answer it so at this moment. */
const answerable = async (
  context: CaseContext,
  opened: OpenCase,
  { request: number, hash, verdict }: Answer,
): Promise<{ readonly refusal: AnswerRefusal } | { readonly found: Numbered<TwoPersonRequest> }> => {
  const { member, now } = context;
  const read = await readRequests(context, opened);
  if (!read) return { refusal: { kind: 'damaged-records' } };
  const found = read.requests.find((one) => one.number === number);
  if (!found) return { refusal: { kind: 'no-such-request' } };
  const { content } = found;
  if (requestHash(opened.head.caseId, number, content) !== hash)
    return { refusal: { kind: 'request-changed' } };
  const state = requestStateOf(content, now);
  if (state !== 'open') return { refusal: { kind: 'request-closed', state } };
  if (isNamedIn([content.by.id], member)) return { refusal: { kind: 'oneself' } };
  const why = reasonAgainstAct(opened, read, member, content.team);
  if (why) return { refusal: { kind: 'takes-no-part', why } };
  if (verdict === 'declines') return { found };
  if (content.act !== 'copy' && read.heldUntil !== undefined)
    return { refusal: { kind: 'held', until: read.heldUntil } };
  if (content.act === 'words' && erasedOf(opened.vault, reporterThread))
    return { refusal: { kind: 'words-gone' } };
  if (!(await askerStands(context, opened, read, content)))
    return { refusal: { kind: 'asker-out', name: content.by.name } };
  const stands = content.copy ? await standsAsAsked(context, opened, content.copy) : 'as-asked';
  if (stands !== 'as-asked') return { refusal: stands };
  return { found };
};

type Erased = { readonly kind: 'erased' };
/** It is no erasure that is agreed to. */
const another = Symbol('another act');

/**
 * Erases at the second yes: keys, brief, name and contact go in one transaction, so that nobody can open the case from
 * then on, its reporter included; the sweep takes the ciphertext within the hour, backups of the keys their days. A change
 * of the case in between, a hold among them, lets everything be read and decided again.
 */
const eraseIfAgreed = (
  context: CaseContext,
  caseId: string,
  wanted: Answer,
): Promise<Erased | AnswerRefusal | NotPermitted | typeof another> => {
  const { store, openKeyRing, member, now } = context;
  return retryOnConflict<Erased | AnswerRefusal | NotPermitted | typeof another>(async () => {
    const opened = await openCase(openKeyRing, member, await store.findCase(caseId), now);
    if (!opened) return { kind: 'not-found' };
    const refused = await notPermitted(context, answering, opened);
    if (refused) return refused;
    const decided = await answerable(context, opened, wanted);
    if ('refusal' in decided) return decided.refusal;
    if (decided.found.content.act !== 'erasure') return another;
    const { head, vault } = opened;
    const statistics = await statisticsAtErasure(context, opened);
    const outcome = await store.eraseAtOnce({ head, vault }, statistics, now);
    return outcome === 'erased' ? { kind: 'erased' } : conflict;
  });
};

/** Writes the answer down; who asked is told that something waits. What the reporter wrote goes with the yes to that. */
const writeAnswer = (
  context: CaseContext,
  caseId: string,
  wanted: Answer,
): Promise<ChangeResult<AnswerRefusal>> =>
  changeCase<AnswerRefusal>(context, caseId, answering, async (opened) => {
    const { member, now, settings } = context;
    const decided = await answerable(context, opened, wanted);
    if ('refusal' in decided) return decided;
    const { number, content } = decided.found;
    const { channel } = opened.head;
    const agrees = wanted.verdict === 'agrees';
    const answered = { by: authorOf(member), on: now.toISOString(), reason: wanted.reason };
    const status = agrees ? ('agreed' as const) : ('declined' as const);
    const { records = [], ...erased } =
      agrees && content.act === 'words' ? await wordsErased(context, opened) : {};
    return {
      edit: {
        ...erased,
        audit: { action: `${content.act}-${status}`, detail: content.by.name },
        records: [twoPersonRequestRecord.write({ ...content, status, answered }, { number }), ...records],
        notices: [
          {
            caseId,
            channel,
            urgent: false,
            recipients: [content.by.id],
            notBefore: noticeTime(settings, false, now),
          },
        ],
      },
    };
  });

export const answerRequest = caseOperation<AnswerRefusal>()({
  name: 'answer-request',
  path: '/requests/answer',
  summary:
    'Agree to what a colleague asks for, exactly as you have read it, or decline it. Agreeing to an erasure erases at once, the case or what its reporter wrote; agreeing to a copy lets who asked open it once.',
  permission: answering,
  input: answer,
  gives: 'The version the case is at now, or that it is erased',
  answer: z.union([z.object({ id: z.string(), erased: z.literal(true) }), caseChanged]),
  perform: async (context, caseId, wanted) => {
    if (wanted.verdict === 'agrees') {
      const result = await eraseIfAgreed(context, caseId, wanted);
      if (result !== another)
        return result.kind === 'erased'
          ? { kind: 'done', answer: { id: caseId, erased: true as const }, gone: true }
          : result;
    }
    return changedTo<AnswerRefusal>(caseId, await writeAnswer(context, caseId, wanted));
  },
  problems: {
    ...requestProblems,
    ...closedRequest,
    ...redactionsChanged,
    'words-gone': wordsGone,
    oneself: {
      is: 'forbidden',
      code: 'oneself',
      detail: 'You have asked for it yourself. Somebody else has to agree.',
    },
    'request-changed': {
      is: 'conflict',
      code: 'request-changed',
      detail: 'This is not what was asked for. Read the request again before you decide.',
      at: { pointer: '/hash', detail: 'Is not what the request says.' },
    },
    'asker-out': ({ name }) => ({
      is: 'conflict',
      code: 'asker-out',
      detail: `${name} could not ask for it any more, so it takes somebody else to ask for it anew.`,
    }),
  },
  audit: {
    'erasure-declined': { says: 'Declined to erase the case, which was asked for by', detail: 'as-it-is' },
    'words-agreed': {
      says: 'Erased what the reporter wrote, which was asked for by',
      detail: 'as-it-is',
    },
    'words-declined': {
      says: 'Declined to erase what the reporter wrote, which was asked for by',
      detail: 'as-it-is',
    },
    'copy-agreed': { says: 'Agreed to a copy of the case, which was asked for by', detail: 'as-it-is' },
    'copy-declined': { says: 'Declined a copy of the case, which was asked for by', detail: 'as-it-is' },
  },
  news: { did: 'request-answered', says: 'Your answer is noted.', at: '#two-people' },
});

type TakeBackRefusal =
  | Extract<RequestRefusal, { kind: 'damaged-records' }>
  | NoSuchRequest
  | RequestClosed
  | { readonly kind: 'not-theirs' };

export const takeBackRequest = caseOperation<TakeBackRefusal>()({
  name: 'take-back-request',
  path: '/requests/take-back',
  summary: 'Take back what you have asked a colleague to agree to.',
  permission: takingBack,
  input: z.strictObject({ request: recordNumber }),
  ...changedAnswer,
  perform: async (context, caseId, { request: number }) => {
    const result = await changeCase<TakeBackRefusal>(context, caseId, takingBack, async (opened) => {
      const read = await readRequests(context, opened);
      if (!read) return { refusal: { kind: 'damaged-records' } };
      const found = read.requests.find((one) => one.number === number);
      if (!found) return { refusal: { kind: 'no-such-request' } };
      const { content } = found;
      if (!isNamedIn([content.by.id], context.member)) return { refusal: { kind: 'not-theirs' } };
      const state = requestStateOf(content, context.now);
      if (state !== 'open' && state !== 'agreed') return { refusal: { kind: 'request-closed', state } };
      return {
        edit: {
          audit: { action: `${content.act}-taken-back` },
          records: [twoPersonRequestRecord.write({ ...content, status: 'taken-back' }, { number })],
        },
      };
    });
    return changedTo<TakeBackRefusal>(caseId, result);
  },
  problems: {
    'damaged-records': requestProblems['damaged-records'],
    ...closedRequest,
    'not-theirs': {
      is: 'forbidden',
      code: 'not-theirs',
      detail: 'Somebody else has asked for it. You can decline it.',
    },
  },
  audit: {
    'erasure-taken-back': { says: 'Took back that they asked for the case to be erased' },
    'copy-taken-back': { says: 'Took back that they asked for a copy of the case' },
  },
  news: { did: 'request-taken-back', says: 'It is taken back.', at: '#two-people' },
});

import { requestStateOf } from '../../decision/two-person-request.ts';
import { authorOf } from '../../member/author.ts';
import { changeCase, numberWritten, type ChangeResult } from '../change/change-case.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { afterWord } from '../change/promises.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import { threadFull, type ThreadFull } from '../change/common-problems.ts';
import { caseChanged, caseOperation, changedTo } from '../change/operation.ts';
import { isFull, messageEntry } from './team-message.ts';
import { messageLimitBytes, requiredText } from '../../kernel/text.ts';
import { leads, type PermissionRow } from '../../authorization/permissions.ts';
import { twoPersonRequestRecord } from '../record/decision-records.ts';
import { askedFor, askProblems, type AskRefusal } from '../two-people/ask-request.ts';
import { readRequests, type ReadRequests } from '../two-people/request-parts.ts';
import * as z from 'zod';

// Erasing takes the case from everybody, so no ordinary member decides it.
const permission: PermissionRow = { roles: leads };

/** The reporter has not asked, or has been answered. */
type NotAsked = { readonly kind: 'not-asked' };
type ErasureRefusal = NotAsked | ThreadFull | AskRefusal;

/** Requests to erase it that nobody has answered: the reporter is told that it is kept, so they are declined with it. */
const declined = ({ member, now }: CaseContext, { requests }: ReadRequests) =>
  requests
    .filter(({ content }) => content.act !== 'copy' && requestStateOf(content, now) === 'open')
    .map(({ number, content }) => {
      const answered = { by: authorOf(member), on: now.toISOString() };
      return twoPersonRequestRecord.write({ ...content, status: 'declined', answered }, { number });
    });

/** Tells the reporter why their case is kept. What they asked is answered; they may ask again. */
const refuse = (
  context: CaseContext,
  caseId: string,
  reason: string,
): Promise<ChangeResult<ErasureRefusal>> => {
  const content = messageEntry(context, reason);
  return changeCase<ErasureRefusal>(context, caseId, permission, async (opened) => {
    const { head } = opened;
    const { erasureAnswerBy: asked, ...deadlines } = head.deadlines;
    if (asked === undefined) return { refusal: { kind: 'not-asked' } };
    if (isFull(opened, content)) return { refusal: { kind: 'thread-full' } };
    const read = await readRequests(context, opened);
    return {
      edit: {
        audit: { action: 'erasure-refused' },
        head: afterWord(context, head, { deadlines }),
        entries: [{ thread: reporterThread, entry: content }],
        // Nobody knows what a damaged record says; nothing is agreed to on one either.
        records: read ? declined(context, read) : [],
      },
    };
  });
};

/** Asks for what the reporter asks for; it takes a second member to agree, as with every erasure. */
const askToErase = (
  context: CaseContext,
  caseId: string,
  act: 'erasure' | 'words',
): Promise<ChangeResult<ErasureRefusal>> =>
  changeCase<ErasureRefusal>(context, caseId, permission, (opened) =>
    opened.head.deadlines.erasureAnswerBy === undefined
      ? { refusal: { kind: 'not-asked' } }
      : askedFor(context, opened, { act, reason: 'The reporter asks for it.' }),
  );

export const answerErasure = caseOperation<ErasureRefusal>()({
  name: 'answer-erasure',
  path: '/erasure',
  summary:
    'Answer a reporter who asks for everything to be erased: ask a second member to agree to erase the whole case or what the reporter wrote, or refuse with a reason.',
  permission,
  input: z.discriminatedUnion('decision', [
    z.strictObject({
      decision: z
        .enum(['erase', 'erase-words'])
        .describe(
          '`erase-words`: what the reporter wrote, their files, name and contact. What was decided, and what others wrote, stays.',
        ),
    }),
    /** The reason is a message to the reporter. */
    z.strictObject({ decision: z.literal('refuse'), reason: requiredText(messageLimitBytes) }),
  ]),
  gives: 'The version the case is at now, and the number of the request to erase it',
  answer: caseChanged.extend({ request: z.int().optional() }),
  perform: async (context, caseId, wanted) => {
    const result =
      wanted.decision === 'refuse'
        ? await refuse(context, caseId, wanted.reason)
        : await askToErase(context, caseId, wanted.decision === 'erase' ? 'erasure' : 'words');
    const changed = changedTo<ErasureRefusal>(caseId, result);
    if (changed.kind !== 'done' || wanted.decision === 'refuse') return changed;
    return { kind: 'done', answer: { ...changed.answer, request: numberWritten(result) } };
  },
  problems: {
    ...askProblems,
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

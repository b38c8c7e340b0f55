import * as z from 'zod';
import { insiders, leads, type PermissionRow } from '../../authorization/permissions.ts';
import { mostReturnRequests, openRequest, requestsAnswered } from '../../decision/after-decision.ts';
import { lastsOf } from '../../decision/named-in-settings.ts';
import { day } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { ChangeResult } from '../change/change-case.ts';
import { invalidField } from '../change/common-problems.ts';
import { reasonText } from '../change/input-limits.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { changeDecision, noSuchDecision, type NoSuchDecision, type NotInForce } from './decision-change.ts';
import { recordNumber } from './decision-problems.ts';

// Writes down what somebody asked for, so that it is answered; it decides nothing.
const noting: PermissionRow = { roles: insiders, assigneeToo: true };
// Answers for the team, as whoever plans a return does.
const declining: PermissionRow = { roles: leads, assigneeToo: true };

type Found = NoSuchDecision | NotInForce;
type NoteRefusal = Found | { readonly kind: 'not-for-good' | 'not-yet' | 'waits' | 'too-many' };

const noted = z.strictObject({
  decision: recordNumber,
  askedOn: z.iso.date().describe('The day on which they asked: today or earlier.'),
  said: reasonText.describe('What they say, in their words where you can.'),
});

const note = (
  context: CaseContext,
  caseId: string,
  { decision: number, askedOn, said }: z.infer<typeof noted>,
): Promise<ChangeResult<NoteRefusal>> => {
  const today = day(context.now);
  const asked = { number, permission: noting };
  return changeDecision<NoteRefusal>(context, caseId, asked, (before) => {
    const { returnRequests = [] } = before;
    if (lastsOf(context.settings.decisions, before) !== 'permanent')
      return { refusal: { kind: 'not-for-good' } };
    if (askedOn > today) return { refusal: { kind: 'not-yet' } };
    if (openRequest(returnRequests)) return { refusal: { kind: 'waits' } };
    if (returnRequests.length >= mostReturnRequests) return { refusal: { kind: 'too-many' } };
    const request = { askedOn, said, noted: { by: authorOf(context.member), on: today } };
    return {
      action: 'return-asked',
      decision: { ...before, returnRequests: [...returnRequests, request] },
    };
  });
};

export const noteReturnRequest = caseOperation<NoteRefusal>()({
  name: 'note-return-request',
  path: '/decisions/return/requests',
  summary:
    'Note that somebody who is banned without an end asks to come back. It is answered by planning the return or by declining it; the team is reminded of it.',
  permission: noting,
  input: noted,
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<NoteRefusal>(caseId, await note(context, caseId, wanted)),
  problems: {
    ...noSuchDecision,
    'not-for-good': invalidField(
      '/decision',
      'Is no ban without an end.',
      'This decision is no ban without an end, so nobody has to ask to come back.',
    ),
    'not-yet': invalidField('/askedOn', 'Must be today or earlier.', 'Enter a day that is today or earlier.'),
    waits: {
      is: 'conflict',
      code: 'request-open',
      detail: 'They have asked before, and nobody has answered yet. Plan the return, or decline it.',
    },
    'too-many': {
      is: 'conflict',
      code: 'too-many-requests-to-return',
      detail: `At most ${mostReturnRequests} requests are kept for one decision.`,
    },
  },
  audit: { 'return-asked': { says: 'Noted that somebody asks to come back', detail: 'as-it-is' } },
  form: {
    name: 'asked',
    page: 'measures',
    panel: 'readmission',
    summary: 'Somebody asks to come back',
    text: 'For somebody who is banned without an end. A lead answers: by planning the return, or by declining it.',
    fields: [
      { name: 'decision', label: 'After which decision', as: 'record', from: 'unasked-bans' },
      { name: 'askedOn', label: 'On which day they asked', as: 'day' },
      { name: 'said', label: 'What they say', as: 'lines', rows: 4 },
    ],
    button: 'Keep the request',
  },
  news: { did: 'return-asked', says: 'The request is kept. A lead answers it.', at: '#readmission' },
});

type DeclineRefusal = Found | { readonly kind: 'not-asked' };

export const declineReturn = caseOperation<DeclineRefusal>()({
  name: 'decline-return',
  path: '/decisions/return/decline',
  summary: 'Decline a request to come back, with a reason. Nobody is told by this: tell them yourselves.',
  permission: declining,
  input: z.strictObject({ decision: recordNumber, reason: reasonText }),
  ...changedAnswer,
  perform: async (context, caseId, { decision: number, reason }) => {
    const asked = { number, permission: declining };
    const tick = { by: authorOf(context.member), on: day(context.now) };
    const result = await changeDecision<DeclineRefusal>(context, caseId, asked, (before) => {
      const { returnRequests } = before;
      if (!openRequest(returnRequests)) return { refusal: { kind: 'not-asked' } };
      const answered = { ...tick, as: 'declined', reason } as const;
      return {
        action: 'return-declined',
        decision: { ...before, returnRequests: requestsAnswered(returnRequests, answered) },
      };
    });
    return changedTo<DeclineRefusal>(caseId, result);
  },
  problems: {
    ...noSuchDecision,
    'not-asked': {
      is: 'conflict',
      code: 'no-request',
      detail: 'No request to come back waits for an answer.',
    },
  },
  audit: { 'return-declined': { says: 'Declined a request to come back', detail: 'as-it-is' } },
  form: {
    name: 'decline',
    page: 'measures',
    panel: 'readmission',
    summary: 'Decline a request to come back',
    text: 'It is noted with the reason. Tell them yourselves.',
    fields: [
      { name: 'decision', label: 'After which decision', as: 'record', from: 'asked-bans' },
      { name: 'reason', label: 'Why', as: 'lines', rows: 3 },
    ],
    button: 'Decline the request',
  },
  news: { did: 'return-declined', says: 'It is noted that the request is declined.', at: '#readmission' },
});

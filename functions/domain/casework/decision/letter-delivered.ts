import * as z from 'zod';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import type { Decision } from '../../decision/decision.ts';
import { day } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import { invalidField } from '../change/common-problems.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { recordNumber } from './decision-problems.ts';
import { decisionRecord, proposalRecord } from '../record/decision-records.ts';

type DeliveryRefusal =
  | { readonly kind: 'no-such-decision' }
  /** The respondent is told nothing of this decision. */
  | { readonly kind: 'no-letter' }
  | { readonly kind: 'delivered-already'; readonly sent: NonNullable<Decision['letterSent']> }
  /** Before the decision, or after today. */
  | { readonly kind: 'not-in-range' };

// Says what was done outside of this service, and gives nobody anything; whoever writes to a respondent may say so.
const permission: PermissionRow = { roles: insiders, assigneeToo: true };

/** How a letter reaches somebody without a link of ours. */
export const waysByHand = ['copied', 'printed'] as const;

const delivery = z.strictObject({
  decision: recordNumber,
  way: z.enum(waysByHand).describe('`copied`: sent as text in a message. `printed`: given on paper.'),
  on: z.iso.date().optional().describe('The day it was delivered, in UTC; today where it is left out.'),
});

const deliver = (
  context: CaseContext,
  caseId: string,
  { decision: number, way, on = day(context.now) }: z.infer<typeof delivery>,
): Promise<ChangeResult<DeliveryRefusal>> =>
  changeCase<DeliveryRefusal>(context, caseId, permission, async (opened) => {
    const [decisions, proposals] = await Promise.all([
      readRecordsOf(context, opened, decisionRecord),
      readRecordsOf(context, opened, proposalRecord),
    ]);
    const decision = decisions.records.find((one) => one.number === number)?.content;
    if (!decision) return { refusal: { kind: 'no-such-decision' } };
    const proposal = proposals.records.find((one) => one.number === decision.proposal)?.content;
    if (!proposal?.content.letter) return { refusal: { kind: 'no-letter' } };
    if (decision.letterSent) return { refusal: { kind: 'delivered-already', sent: decision.letterSent } };
    if (on < decision.on || on > day(context.now)) return { refusal: { kind: 'not-in-range' } };
    const letterSent = { way, on, by: authorOf(context.member) };
    return {
      edit: {
        audit: { action: 'letter-delivered', detail: way },
        records: [decisionRecord.write({ ...decision, letterSent }, { number })],
      },
    };
  });

/** Keeps that a letter has reached its respondent, how and on which day. The service itself sends nothing. */
export const letterDelivered = caseOperation<DeliveryRefusal>()({
  name: 'letter-delivered',
  path: '/letters',
  summary: 'Say that the letter of a decision was delivered, how and on which day. Nothing is sent by this.',
  permission,
  input: delivery,
  ...changedAnswer,
  perform: async (context, caseId, input) =>
    changedTo<DeliveryRefusal>(caseId, await deliver(context, caseId, input)),
  problems: {
    'no-such-decision': {
      is: 'missing',
      code: 'no-such-decision',
      detail: 'There is no such decision.',
      at: { pointer: '/decision', detail: 'Is no decision of this case.' },
    },
    'no-letter': {
      is: 'conflict',
      code: 'no-letter',
      detail: 'This decision has no letter: it was decided that the respondent is told nothing.',
    },
    'delivered-already': ({ sent }) => ({
      is: 'conflict',
      code: 'delivered-already',
      detail: `${sent.by.name} has said already that the letter was delivered, on ${sent.on}.`,
      more: { way: sent.way, on: sent.on },
    }),
    'not-in-range': invalidField(
      '/on',
      'Must be between the day of the decision and today.',
      'A letter is delivered on the day of the decision or later, and today at the latest.',
    ),
  },
  audit: { 'letter-delivered': { says: 'Delivered a letter', detail: 'as-it-is' } },
  form: {
    name: 'delivery',
    page: 'decision',
    panel: 'decisions',
    summary: 'Say that a letter was delivered',
    text: 'This service sends nothing to a respondent. Deliver the letter yourself, then say so here.',
    fields: [
      { name: 'decision', label: 'The letter of the decision about', as: 'record', from: 'decisions' },
      {
        name: 'way',
        label: 'How',
        as: 'one-of',
        options: [
          ['copied', 'Sent as text in a message'],
          ['printed', 'Given on paper'],
        ],
      },
      { name: 'on', label: 'On (if not today)', as: 'day' },
    ],
    button: 'It was delivered',
  },
  news: { did: 'letter-delivered', says: 'It is kept that the letter was delivered.', at: '#decisions' },
});

import * as z from 'zod';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import type { Decision } from '../../decision/decision.ts';
import { addDays, day, endOfDay } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import type { Entry } from '../../thread/entry.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { hasDoor } from '../change/case-store.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import { invalidField, threadFull, type ThreadFull } from '../change/common-problems.ts';
import { reasonText } from '../change/input-limits.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { isFull, messageEntry } from '../handling/team-message.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { decisionRecord, proposalRecord } from '../record/decision-records.ts';
import { recordNumber } from './decision-problems.ts';

/** Days ahead to which a letter can be announced. */
const mostDaysAhead = 365;

type AnnounceRefusal =
  | ThreadFull
  | { readonly kind: 'no-such-decision' | 'no-letter' | 'letter-gone' | 'nobody-to-tell' | 'not-ahead' }
  | { readonly kind: 'announced-already'; readonly on: string };

// The reporter reads it as the team's word, as with an answer.
const permission: PermissionRow = { roles: insiders, assigneeToo: true };

const announcement = z.strictObject({
  decision: recordNumber,
  on: z.iso
    .date()
    .describe('The day on which the letter goes out: tomorrow at the earliest, or today with a reason.'),
  reason: reasonText
    .optional()
    .describe('Why the reporter hears it on the same day; needed for that, and read by the team alone.'),
});

const refusalOf = (
  { now }: CaseContext,
  { letterSent, letterAnnounced }: Decision,
  { on, reason }: z.infer<typeof announcement>,
): AnnounceRefusal | undefined => {
  if (letterSent) return { kind: 'letter-gone' };
  if (letterAnnounced?.on === on) return { kind: 'announced-already', on };
  const isToday = on === day(now);
  const isTooFar = on > day(addDays(now, mostDaysAhead));
  if (on < day(now) || isTooFar || (isToday && reason === undefined)) return { kind: 'not-ahead' };
  return undefined;
};

/** What the reporter reads: on which day the letter goes out, and the question whether they are safe. */
const entryOf = (context: CaseContext, on: string): Entry => ({
  ...messageEntry(context, ''),
  kind: 'event',
  event: 'letter-announced',
  facts: { on: endOfDay(on) },
});

const announce = (
  context: CaseContext,
  caseId: string,
  wanted: z.infer<typeof announcement>,
): Promise<ChangeResult<AnnounceRefusal>> =>
  changeCase<AnnounceRefusal>(context, caseId, permission, async (opened) => {
    const [decisions, proposals] = await Promise.all([
      readRecordsOf(context, opened, decisionRecord),
      readRecordsOf(context, opened, proposalRecord),
    ]);
    const decision = decisions.records.find(({ number }) => number === wanted.decision)?.content;
    if (!decision) return { refusal: { kind: 'no-such-decision' } };
    const proposal = proposals.records.find(({ number }) => number === decision.proposal)?.content;
    if (!proposal?.content.letter) return { refusal: { kind: 'no-letter' } };
    if (!hasDoor(opened.vault, reporterThread)) return { refusal: { kind: 'nobody-to-tell' } };
    const refusal = refusalOf(context, decision, wanted);
    if (refusal) return { refusal };
    const entry = entryOf(context, wanted.on);
    if (isFull(opened, entry)) return { refusal: { kind: 'thread-full' } };
    const { on, reason } = wanted;
    const letterAnnounced = {
      on,
      by: authorOf(context.member),
      saidOn: day(context.now),
      ...(on === day(context.now) && { reason }),
    };
    return {
      edit: {
        audit: { action: 'letter-announced', detail: on },
        entries: [{ thread: reporterThread, entry }],
        records: [decisionRecord.write({ ...decision, letterAnnounced }, { number: wanted.decision })],
      },
    };
  });

/** The reporter hears the day before the letter of a decision goes out. Nothing is handed over by this. */
export const announceLetter = caseOperation<AnnounceRefusal>()({
  name: 'announce-letter',
  path: '/letters/announcement',
  summary:
    'Tell the reporter on which day the letter of a decision goes out, so that they can see to their safety: a day ahead at least, or on the same day with a reason. A later announcement takes the place of an earlier one. Nothing is handed over by this.',
  permission,
  input: announcement,
  ...changedAnswer,
  perform: async (context, caseId, input) =>
    changedTo<AnnounceRefusal>(caseId, await announce(context, caseId, input)),
  problems: {
    'thread-full': threadFull,
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
    'letter-gone': { is: 'conflict', code: 'letter-gone', detail: 'The letter has gone out already.' },
    'nobody-to-tell': {
      is: 'conflict',
      code: 'nobody-to-tell',
      detail: 'Nobody can come back to read it: the reporter has no way back, or has left.',
    },
    'not-ahead': invalidField(
      '/on',
      'Must be tomorrow or later, or today with a reason.',
      'The reporter hears it a day ahead at least, and at most a year. For today, give a reason.',
    ),
    'announced-already': ({ on }) => ({
      is: 'conflict',
      code: 'announced-already',
      detail: `The reporter was told already that the letter goes out on ${on}.`,
    }),
  },
  doneBefore: ['announced-already'],
  events: {
    'letter-announced': (fact) => `The reporter was told: the letter goes out on ${fact('on')}.`,
  },
  audit: {
    'letter-announced': { says: 'Told the reporter when the letter goes out', detail: 'as-it-is' },
  },
  form: {
    name: 'announce',
    page: 'decision',
    panel: 'decisions',
    summary: 'Tell the reporter when the letter goes out',
    text: 'The reporter reads it on their page, and is asked whether they are safe. Do this a day or more before you hand the letter over.',
    fields: [
      {
        name: 'decision',
        label: 'The letter of the decision about',
        as: 'record',
        from: 'letters-to-announce',
      },
      { name: 'on', label: 'The letter goes out on', as: 'day' },
      { name: 'reason', label: 'Why today, if it cannot wait (the team reads it)', as: 'lines', rows: 2 },
    ],
    button: 'Tell the reporter',
  },
  news: { did: 'letter-announced', says: 'The reporter reads when the letter goes out.', at: '#decisions' },
});

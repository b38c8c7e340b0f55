import * as z from 'zod';
import { keptRespondent } from '../../decision/kept-respondent.ts';
import type { Decision } from '../../decision/decision.ts';
import { letterMayGoOut, type LetterMayGoOut } from '../../decision/letter-may-go-out.ts';
import { withDecisions } from '../../door/shown-decisions.ts';
import { day, endOfDay } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import type { Entry } from '../../thread/entry.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import { hasDoor } from '../change/case-store.ts';
import { changeCase, isCommitted, type ChangeResult } from '../change/change-case.ts';
import { threadFull, type ThreadFull } from '../change/common-problems.ts';
import type { OpenCase } from '../change/open-case.ts';
import { caseChanged, caseOperation, changedTo } from '../change/operation.ts';
import { afterWord } from '../change/promises.ts';
import { recordNumber } from '../decision/decision-problems.ts';
import { isFull, messageEntry } from '../handling/team-message.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import {
  decisionRecord,
  measureRecord,
  proposalRecord,
  respondentRecord,
} from '../record/decision-records.ts';
import { doorRecord } from '../record/door-record.ts';
import { hearing, pageOfThread, responseDoorOf } from './door-parts.ts';

type LetterRefusal =
  | ThreadFull
  | Exclude<LetterMayGoOut, { readonly kind: 'may' }>
  | { readonly kind: 'no-such-decision' | 'no-letter' | 'no-conversation' | 'handed-over-already' };

/** The reporter, who heard the day before, reads it in the same change: never after the respondent. */
const toldReporter = (context: CaseContext, decision: Decision): Entry => ({
  ...messageEntry(context, ''),
  kind: 'event',
  event: 'letter-handed-over',
  facts: { from: endOfDay(decision.from) },
});

/** The open conversation with whom a decision is about, and its page. */
const conversationOf = async (context: CaseContext, opened: OpenCase, decision: Decision) => {
  const [{ records: doors }, { records: respondents }] = await Promise.all([
    readRecordsOf(context, opened, doorRecord),
    readRecordsOf(context, opened, respondentRecord),
  ]);
  const kept = keptRespondent(respondents, decision.respondent);
  const same = respondents
    .filter(({ number }) => keptRespondent(respondents, number) === kept)
    .map(({ number }) => number);
  const door = responseDoorOf(doors, same)?.content;
  const page = door && pageOfThread(opened, door.thread);
  return door && page?.kind === 'response' ? { door, page } : undefined;
};

const handOver = (
  context: CaseContext,
  caseId: string,
  number: number,
): Promise<ChangeResult<LetterRefusal>> =>
  changeCase<LetterRefusal>(context, caseId, hearing, async (opened) => {
    const { records: decisions } = await readRecordsOf(context, opened, decisionRecord);
    const decision = decisions.find((one) => one.number === number)?.content;
    if (!decision) return { refusal: { kind: 'no-such-decision' } };
    const conversation = await conversationOf(context, opened, decision);
    if (!conversation) return { refusal: { kind: 'no-conversation' } };
    const { door, page } = conversation;
    const shown = page.decisions.map((one) => one.number);
    if (shown.includes(number)) return { refusal: { kind: 'handed-over-already' } };
    const isRead = hasDoor(opened.vault, reporterThread);
    const may = letterMayGoOut(decision, isRead, day(context.now));
    if (may.kind !== 'may') return { refusal: may };
    const entry = toldReporter(context, decision);
    if (isRead && isFull(opened, entry)) return { refusal: { kind: 'thread-full' } };
    const letterSent = decision.letterSent ?? {
      way: 'link' as const,
      on: day(context.now),
      by: authorOf(context.member),
    };
    const content = { ...decision, letterSent };
    const after = withDecisions(
      context.settings,
      page,
      {
        decisions: decisions.map((one) => (one.number === number ? { number, content } : one)),
        proposals: (await readRecordsOf(context, opened, proposalRecord)).records,
        measures: (await readRecordsOf(context, opened, measureRecord)).records,
      },
      { numbers: [...shown, number], today: day(context.now) },
    );
    if (!after.decisions.some((one) => one.number === number)) return { refusal: { kind: 'no-letter' } };
    const edit: CaseEdit = {
      audit: { action: isRead ? 'letter-handed-over' : 'letter-handed-over-untold', detail: door.whom },
      ...(isRead && {
        head: afterWord(context, opened.head),
        entries: [{ thread: reporterThread, entry }],
      }),
      pages: [{ thread: door.thread, page: after }],
      records: [decisionRecord.write(content, { number })],
    };
    return { edit };
  });

export const handOverLetter = caseOperation<LetterRefusal>()({
  name: 'hand-over-letter',
  path: '/letters/hand-over',
  summary:
    'Put a decision on the page of its respondent: the letter, the measures with their dates, and by when they can appeal. A reporter who can come back has to hear the day before, and reads in the same moment that they can read it. Later changes of the measures show there as well.',
  permission: hearing,
  input: z.strictObject({ decision: recordNumber }),
  gives: 'Whether the reporter reads that they can read it',
  answer: caseChanged.extend({
    reporterReads: z.boolean().describe('`false`: nobody can come back to read it, so nobody was told.'),
  }),
  perform: async (context, caseId, { decision }) => {
    const result = await handOver(context, caseId, decision);
    const changed = changedTo<LetterRefusal>(caseId, result);
    if (changed.kind !== 'done') return changed;
    const reporterReads = isCommitted(result) && hasDoor(result.committed.opened.vault, reporterThread);
    return { kind: 'done', answer: { ...changed.answer, reporterReads } };
  },
  problems: {
    'thread-full': threadFull,
    'not-announced': {
      is: 'conflict',
      code: 'letter-not-announced',
      detail:
        'The reporter has not heard when the letter goes out. Tell them first, so that they can see to their safety.',
    },
    'too-early': ({ on }) => ({
      is: 'conflict',
      code: 'letter-too-early',
      detail: `The reporter was told that the letter goes out on ${on}. Put it on the page then, or tell them another day.`,
      more: { on },
    }),
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
    'no-conversation': {
      is: 'conflict',
      code: 'no-conversation',
      detail: 'There is no open conversation with this respondent. Begin one on the page People first.',
    },
    'handed-over-already': {
      is: 'conflict',
      code: 'handed-over-already',
      detail: 'They can read this decision on their page already.',
    },
  },
  doneBefore: ['handed-over-already'],
  events: {
    'letter-handed-over': (fact) =>
      `The reporter was told: the person concerned can read the decision, which starts on ${fact('from')}.`,
  },
  audit: {
    'letter-handed-over': { says: 'Put a decision on the page of', detail: 'as-it-is' },
    'letter-handed-over-untold': {
      says: 'With a reporter who cannot come back to read, put a decision on the page of',
      detail: 'as-it-is',
    },
  },
  form: {
    name: 'letter-page',
    page: 'decision',
    panel: 'decisions',
    summary: 'Put a decision on the respondent’s page',
    text: 'They read the letter, the measures with their dates, and how to appeal. Tell the reporter first when it goes out; they read at once that it has. It needs an open conversation with the respondent, on the page People.',
    fields: [{ name: 'decision', label: 'The decision about', as: 'record', from: 'decisions' }],
    button: 'Put it on their page',
  },
  news: {
    did: 'letter-page',
    says: 'The decision is on their page. A reporter who can come back reads that it is.',
    at: '#decisions',
  },
});

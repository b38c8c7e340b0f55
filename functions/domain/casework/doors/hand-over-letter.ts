import * as z from 'zod';
import { keptRespondent } from '../../decision/kept-respondent.ts';
import type { Decision } from '../../decision/decision.ts';
import { letterMayGoOut, type LetterMayGoOut } from '../../decision/letter-may-go-out.ts';
import { day, endOfDay } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import type { Entry } from '../../thread/entry.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import { hasDoor } from '../change/case-store.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import { threadFull, type ThreadFull } from '../change/common-problems.ts';
import type { OpenCase } from '../change/open-case.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { afterWord } from '../change/promises.ts';
import { recordNumber } from '../decision/decision-problems.ts';
import { isFull, messageEntry } from '../handling/team-message.ts';
import { conversationState } from '../reading/conversations.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import {
  decisionRecord,
  measureRecord,
  proposalRecord,
  respondentRecord,
} from '../record/decision-records.ts';
import { shownDecisions } from '../../door/shown-decisions.ts';
import { doorRecord } from '../record/door-record.ts';
import { hearing, pageOfThread, responseDoorOf } from './door-parts.ts';

type LetterRefusal =
  | ThreadFull
  | {
      readonly kind:
        | 'no-such-decision'
        | 'no-letter'
        | 'no-conversation'
        | 'words-expired'
        | 'handed-over-already'
        | 'not-announced';
    }
  | Extract<LetterMayGoOut, { kind: 'too-early' }>;

/** The reporter hears it in the same change: never after the respondent. */
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
    const state = conversationState(opened, door, false, context.now);
    if (state !== 'open' && state !== 'waiting') return { refusal: { kind: 'words-expired' } };
    const canRead = hasDoor(opened.vault, reporterThread);
    const may = letterMayGoOut(decision, canRead, day(context.now));
    if (may.kind !== 'may') return { refusal: may };
    const entries = canRead ? [{ thread: reporterThread, entry: toldReporter(context, decision) }] : [];
    if (entries.some(({ entry }) => isFull(opened, entry))) return { refusal: { kind: 'thread-full' } };
    const letterSent = decision.letterSent ?? {
      way: 'link' as const,
      on: day(context.now),
      by: authorOf(context.member),
    };
    const content = { ...decision, letterSent };
    const [proposals, measures] = await Promise.all([
      readRecordsOf(context, opened, proposalRecord),
      readRecordsOf(context, opened, measureRecord),
    ]);
    const records = {
      decisions: [{ number, content }],
      proposals: proposals.records,
      measures: measures.records,
    };
    const at = { language: page.language, today: day(context.now) };
    const added = shownDecisions(context.settings, records, [number], at);
    if (added.length === 0) return { refusal: { kind: 'no-letter' } };
    const edit: CaseEdit = {
      audit: { action: 'letter-handed-over', detail: door.whom },
      ...(canRead && { head: afterWord(context, opened.head) }),
      entries,
      pages: [{ thread: door.thread, page: { ...page, decisions: [...page.decisions, ...added] } }],
      records: [decisionRecord.write(content, { number })],
    };
    return { edit };
  });

export const handOverLetter = caseOperation<LetterRefusal>()({
  name: 'hand-over-letter',
  path: '/letters/hand-over',
  summary:
    'Put a decision on the page of its respondent: the letter, the measures with their dates, and by when they can appeal. The reporter was told the day before that it goes out, and reads in the same moment that they can read it. Later changes of the measures show there as well.',
  permission: hearing,
  input: z.strictObject({ decision: recordNumber }),
  ...changedAnswer,
  perform: async (context, caseId, { decision }) =>
    changedTo<LetterRefusal>(caseId, await handOver(context, caseId, decision)),
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
    'no-conversation': {
      is: 'conflict',
      code: 'no-conversation',
      detail: 'There is no open conversation with this respondent. Begin one on the page People first.',
    },
    'words-expired': {
      is: 'conflict',
      code: 'words-expired',
      detail:
        'They could not read it: nobody used the words of this conversation in time. Make new ones on the page People first.',
    },
    'not-announced': {
      is: 'conflict',
      code: 'not-announced',
      detail:
        'The reporter was not told when the letter goes out. Tell them first, a day ahead, or with a reason for today.',
    },
    'too-early': ({ on }) => ({
      is: 'conflict',
      code: 'too-early',
      detail: `The reporter was told that the letter goes out on ${on}. Wait until then, or tell them another day.`,
    }),
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
  audit: { 'letter-handed-over': { says: 'Put a decision on the page of', detail: 'as-it-is' } },
  form: {
    name: 'letter-page',
    page: 'decision',
    panel: 'decisions',
    summary: 'Put a decision on the respondent’s page',
    text: 'They read the letter, the measures with their dates, and how to appeal. The reporter reads at once that they can, and was told before on which day it goes out. It needs an open conversation with the respondent, on the page People.',
    fields: [{ name: 'decision', label: 'The decision about', as: 'record', from: 'decisions' }],
    button: 'Put it on their page',
  },
  news: {
    did: 'letter-page',
    says: 'The decision is on their page. The reporter reads that it is.',
    at: '#decisions',
  },
});

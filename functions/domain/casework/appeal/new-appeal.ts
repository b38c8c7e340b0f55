import { appealPromises, lastAppealDay } from '../../appeal/appeal-dates.ts';
import { isSecondAppeal } from '../../appeal/appeal-state.ts';
import { mostAppeals, type Appeal, type AppealSide } from '../../appeal/appeal.ts';
import type { Decision } from '../../decision/decision.ts';
import { keptRespondent } from '../../decision/kept-respondent.ts';
import { day } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import type { OpenCase } from '../change/open-case.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import { damagedRecords, type DamagedRecords } from '../decision/decision-problems.ts';
import { caseFull, hasRoom, type CaseFull } from '../decision/room.ts';
import { readRecordsOf, type Numbered } from '../reading/read-records.ts';
import {
  appealRecord,
  decisionRecord,
  proposalRecord,
  respondentRecord,
} from '../record/decision-records.ts';
import { recordsOf } from '../record/work-record.ts';
import { appealLogged, headWithAppeals, waitOnceOpen } from './appeal-change.ts';
import { noDecisionMeant, tooManyOpen, type NoDecisionMeant, type TooManyOpen } from './appeal-problems.ts';
import type { ReadAppeals } from './read-appeals.ts';
import { appealNotices } from './tell-appeal.ts';

export type NewAppealRefusal =
  DamagedRecords | CaseFull | NoDecisionMeant | TooManyOpen | { readonly kind: 'too-many-appeals' };

export const newAppealProblems: ProblemsOf<NewAppealRefusal> = {
  ...damagedRecords,
  ...caseFull,
  ...noDecisionMeant,
  ...tooManyOpen,
  'too-many-appeals': {
    is: 'conflict',
    code: 'too-many-appeals',
    detail: `A case has at most ${mostAppeals} appeals.`,
  },
};

/** An appeal as it came, before it is known what it needs. */
export type NewAppeal = Pick<Appeal, 'side' | 'thread' | 'entry' | 'said' | 'ground'> & {
  /** The number of the decision that is meant. */
  readonly decision: number;
  readonly sentAt: Date;
  /** Why it comes late, where it says so. */
  readonly lateReason: string | undefined;
  /** The respondent whose thread it came in; absent for others. */
  readonly respondent?: number | undefined;
  readonly sentKey?: string | undefined;
};

/** Whether this side has had its appeal, about the decision or about the one that came of its appeal. */
const isAgain = async (
  context: CaseContext,
  opened: OpenCase,
  { appeals }: ReadAppeals,
  {
    number,
    side,
    content,
  }: { readonly number: number; readonly side: AppealSide; readonly content: Decision },
): Promise<boolean> => {
  if (isSecondAppeal(appeals, { decision: number, side })) return true;
  const proposals = await readRecordsOf(context, opened, proposalRecord);
  const from = proposals.records.find((one) => one.number === content.proposal)?.content.appeal;
  return appeals.some((one) => one.number === from && one.content.side === side);
};

const decisionMeant = async (
  context: CaseContext,
  opened: OpenCase,
  { decision: number, respondent }: NewAppeal,
): Promise<Numbered<Decision> | 'no-such-decision' | 'damaged-records'> => {
  const [decisions, respondents] = await Promise.all([
    readRecordsOf(context, opened, decisionRecord),
    readRecordsOf(context, opened, respondentRecord),
  ]);
  if (decisions.unreadable + respondents.unreadable > 0) return 'damaged-records';
  const found = decisions.records.find((one) => one.number === number);
  if (!found) return 'no-such-decision';
  const kept = (one: number): number => keptRespondent(respondents.records, one);
  const isTheirs = respondent === undefined || kept(found.content.respondent) === kept(respondent);
  return isTheirs ? found : 'no-such-decision';
};

/** The appeal as it is kept: with its dates, whether it is late or one too many, and whether the restriction waits. */
const appealOf = (
  { settings, member, now }: CaseContext,
  { sentAt, lateReason, side, thread, entry, said, ground }: NewAppeal,
  { number, content }: Numbered<Decision>,
  again: boolean,
): Appeal => {
  const { decisions } = settings;
  const { on, appealBy, letterSent, rung } = content;
  const isLate = day(sentAt) > lastAppealDay(decisions, side, { on, appealBy, letterSentOn: letterSent?.on });
  return {
    decision: number,
    side,
    thread,
    entry,
    said,
    ground,
    sentAt: sentAt.toISOString(),
    noted: { by: authorOf(member), on: day(now) },
    ...appealPromises(decisions, sentAt),
    ...(isLate && { late: { reason: lateReason ?? '' } }),
    ...(again && { again: { verdicts: [] } }),
    waits: { is: side === 'respondent' && rung !== null && decisions.appeal.waits.includes(rung) },
  };
};

/** What a change writes that takes up an appeal: the others are told, and its dates run. */
export const newAppealEdit = async (
  context: CaseContext,
  opened: OpenCase,
  read: ReadAppeals,
  wanted: NewAppeal,
): Promise<{ readonly edit: CaseEdit } | { readonly refusal: NewAppealRefusal }> => {
  if (read.unreadable > 0) return { refusal: { kind: 'damaged-records' } };
  const number = recordsOf(opened.head, appealRecord.name).last + 1;
  if (number > mostAppeals) return { refusal: { kind: 'too-many-appeals' } };
  const decision = await decisionMeant(context, opened, wanted);
  if (typeof decision === 'string') return { refusal: { kind: decision } };
  const again = await isAgain(context, opened, read, { ...decision, side: wanted.side });
  const appeal = appealOf(context, wanted, decision, again);
  if (!hasRoom('deciding', read.bytes, appealRecord, { after: appeal }))
    return { refusal: { kind: 'case-full' } };
  const { secondApprovals } = context.settings.decisions.appeal;
  const waiting = await waitOnceOpen(context, opened, { number, content: appeal });
  if (typeof waiting === 'string') return { refusal: { kind: waiting } };
  const appeals = [...read.appeals, { number, revision: 0, content: appeal }];
  const untaken = read.untaken.filter((one) => one.thread !== wanted.thread || one.number !== wanted.entry);
  return {
    edit: {
      audit: { action: wanted.said === undefined ? 'appeal-taken-up' : 'appeal-noted', detail: appeal.side },
      head: headWithAppeals(context, opened, {
        appeals: appeals.map(({ content }) => content),
        waiting: untaken.map(({ sentAt }) => sentAt),
      }),
      records: [appealRecord.write(appeal, { sentKey: wanted.sentKey }), ...waiting],
      logLines: appealLogged(secondApprovals, decision, read.appeals, appeals),
      notices: await appealNotices(context, opened),
    },
  };
};

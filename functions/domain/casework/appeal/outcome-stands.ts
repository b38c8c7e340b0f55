import type { Appeal } from '../../appeal/appeal.ts';
import type { Decision } from '../../decision/decision.ts';
import { day } from '../../kernel/clock.ts';
import type { CaseContext, CaseEdit, ThreadWrite } from '../change/case-edit.ts';
import type { OpenCase } from '../change/open-case.ts';
import { readRecordsOf, type Numbered } from '../reading/read-records.ts';
import { appealRecord, decisionRecord } from '../record/decision-records.ts';
import { appealLogged, headWithAppeals } from './appeal-change.ts';
import { readAppeals } from './read-appeals.ts';
import { threadOfSide } from './appeal-threads.ts';
import { appealTold, otherSide } from './tell-appeal.ts';

type Outcome = NonNullable<Appeal['outcome']>;

/**
 * An outcome that stands from today, and the entries by which it is told: in the thread of whoever appealed, and in the
 * other side's where the team has a text for it. `full`: a thread has no room.
 */
export const standing = async (
  context: CaseContext,
  opened: OpenCase,
  {
    appeal,
    outcome,
    decision,
  }: {
    readonly appeal: Appeal;
    readonly outcome: Outcome;
    readonly decision: Pick<Decision, 'respondent'>;
  },
): Promise<{ readonly appeal: Appeal; readonly entries: readonly ThreadWrite[] } | 'full'> => {
  const { texts, ...decided } = outcome;
  const event = `appeal-${outcome.is}` as const;
  const other = await threadOfSide(context, opened, otherSide(appeal), decision.respondent);
  const toAppellant = appealTold(context, opened, appeal.thread, { event, text: texts?.appellant });
  const toOther =
    texts?.other === undefined ? [] : appealTold(context, opened, other, { event, text: texts.other });
  if (toAppellant === 'full' || toOther === 'full') return 'full';
  const entries = [...toAppellant, ...toOther];
  return {
    appeal: {
      ...appeal,
      outcome: { ...decided, standsOn: day(context.now), toldIn: entries.map(({ thread }) => thread) },
    },
    entries,
  };
};

type InForce = Required<Pick<CaseEdit, 'records' | 'entries' | 'logLines'>> & {
  readonly deadlines: NonNullable<CaseEdit['head']>['deadlines'];
};

/**
 * What a change writes beside it that puts the outcome of an appeal in force.
 * @param number of the appeal, of which the proposal says that it is its outcome
 * @returns nothing where the appeal was decided otherwise meanwhile
 */
export const appealInForce = async (
  context: CaseContext,
  opened: OpenCase,
  number: number,
): Promise<InForce | 'thread-full' | 'damaged-records' | undefined> => {
  const [read, decisions] = await Promise.all([
    readAppeals(context, opened),
    readRecordsOf(context, opened, decisionRecord),
  ]);
  if (read.unreadable > 0) return 'damaged-records';
  const appeal = read.appeals.find((one) => one.number === number)?.content;
  const decision: Numbered<Decision> | undefined = decisions.records.find(
    (one) => one.number === appeal?.decision,
  );
  if (!appeal?.outcome || appeal.outcome.standsOn !== undefined || !decision) return undefined;
  const stood = await standing(context, opened, {
    appeal,
    outcome: appeal.outcome,
    decision: decision.content,
  });
  if (stood === 'full') return 'thread-full';
  const appeals = read.appeals.map((one) =>
    one.number === number ? { ...one, content: stood.appeal } : one,
  );
  const { secondApprovals } = context.settings.decisions.appeal;
  return {
    records: [appealRecord.write(stood.appeal, { number })],
    entries: stood.entries,
    logLines: appealLogged(secondApprovals, decision, read.appeals, appeals),
    deadlines: headWithAppeals(context, opened, {
      appeals: appeals.map(({ content }) => content),
      waiting: read.untaken.map(({ sentAt }) => sentAt),
    }).deadlines,
  };
};

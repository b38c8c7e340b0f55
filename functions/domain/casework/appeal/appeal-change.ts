import { deadlinesWithAppeals } from '../../appeal/appeal-dates.ts';
import { mayDecideAppeal, type ReasonAgainstAppeal } from '../../appeal/appeal-eligibility.ts';
import { appealStateOf, loggedAppeal, type AppealState } from '../../appeal/appeal-state.ts';
import type { Appeal } from '../../appeal/appeal.ts';
import type { PermissionRow } from '../../authorization/permissions.ts';
import type { Decision } from '../../decision/decision.ts';
import { isWaiting, madeToWait, waitsNoLonger } from '../../decision/measure-state.ts';
import { mostTakenOver } from '../../decision/take-over.ts';
import { day } from '../../kernel/clock.ts';
import { logWriteAfter, type LogWrite } from '../../register/log-write.ts';
import { isNamedIn } from '../../member/can-see-case.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import type { OpenCase } from '../change/open-case.ts';
import { afterWord } from '../change/promises.ts';
import { readRecordsOf, type Numbered } from '../reading/read-records.ts';
import { appealRecord, decisionRecord, measureRecord } from '../record/decision-records.ts';
import type { RecordWrite } from '../record/work-record.ts';
import { hasRoom } from '../decision/room.ts';
import type { AppealUnchanged } from './appeal-problems.ts';
import { eligibleFor, readActs } from './read-parts.ts';
import { readAppeals, type ReadAppeals } from './read-appeals.ts';

/** An appeal, as an operation is asked to change it. */
export type AppealAsked = {
  readonly number: number;
  readonly permission: PermissionRow;
  /** How it stands where this can be done. */
  readonly in: readonly AppealState[];
  /** Who may do it, beside what the permission says. */
  readonly by?: 'decider' | 'without-part';
};

/** What is known where an appeal is changed. */
export type Appealing = {
  readonly opened: OpenCase;
  readonly before: Appeal;
  readonly decision: Numbered<Decision>;
  readonly decisions: readonly Numbered<Decision>[];
};

export type AppealEdit = {
  readonly appeal: Appeal;
  readonly action: string;
  readonly entries?: CaseEdit['entries'];
  readonly records?: readonly RecordWrite[];
  readonly notices?: CaseEdit['notices'];
  readonly logLines?: readonly LogWrite[];
  readonly state?: CaseEdit['head'];
};

export type AppealDecided<Refusal> = { readonly refusal: Refusal } | AppealEdit;

/** What the log says of the appeals about a decision, where that is another word than before. */
export const appealLogged = (
  secondApprovals: number,
  decision: Numbered<Decision>,
  before: readonly Numbered<Appeal>[],
  after: readonly Numbered<Appeal>[],
): readonly LogWrite[] => {
  const said = (appeals: readonly Numbered<Appeal>[]) =>
    loggedAppeal(
      appeals.filter(({ content }) => content.decision === decision.number).map(({ content }) => content),
      secondApprovals,
    );
  return said(before) === said(after) ? [] : logWriteAfter(decision.content, { appeal: said(after) });
};

/** The head of a case once its appeals stand so, with its dates, and what a word to the reporter changes. */
export const headWithAppeals = (
  context: CaseContext,
  { head }: OpenCase,
  appeals: Parameters<typeof deadlinesWithAppeals>[2],
  entries: CaseEdit['entries'] = [],
): NonNullable<CaseEdit['head']> => {
  const deadlines = deadlinesWithAppeals(context.settings.decisions, head.deadlines, appeals);
  const isWord = entries.some(({ thread }) => thread === reporterThread);
  return isWord ? afterWord(context, head, { deadlines }) : { deadlines };
};

/**
 * The measures of a decision that restrict somebody, once they wait for an appeal or wait no longer.
 * @returns why none of them can be changed: some cannot be read, or they are more than fit into one change
 */
export const waitingMeasures = async (
  context: CaseContext,
  opened: OpenCase,
  decision: number,
  wait: { readonly appeal: number; readonly is: boolean },
): Promise<readonly RecordWrite[] | 'damaged-records' | 'too-many-open'> => {
  const today = day(context.now);
  const { records, unreadable } = await readRecordsOf(context, opened, measureRecord);
  if (unreadable > 0) return 'damaged-records';
  const changed = records.flatMap(({ number, content }) => {
    if (content.decision !== decision || content.rollOuts.length === 0) return [];
    if (isWaiting(content) === wait.is) return [];
    const isOpen = content.status === 'to-do' || content.status === 'done';
    if (wait.is && !isOpen) return [];
    const after = wait.is ? madeToWait(content, wait.appeal, today) : waitsNoLonger(content, today);
    return [measureRecord.write(after, { number })];
  });
  return changed.length > mostTakenOver ? 'too-many-open' : changed;
};

/** The same for an appeal as a change leaves it: measures wait from when it is open, where its rung has them wait. */
export const waitOnceOpen = async (
  context: CaseContext,
  opened: OpenCase,
  { number, content }: Pick<Numbered<Appeal>, 'number' | 'content'>,
): ReturnType<typeof waitingMeasures> => {
  const isOpen = appealStateOf(content, context.settings.decisions.appeal.secondApprovals) === 'open';
  return isOpen && content.waits.is
    ? waitingMeasures(context, opened, content.decision, { appeal: number, is: true })
    : [];
};

/** What whoever decides the appeal may do to find out more, once it is theirs. */
const deciderMay: readonly (ReasonAgainstAppeal | undefined)[] = [undefined, 'investigated', 'answered'];

const partProblem = async (
  context: CaseContext,
  { opened, before, decision }: Appealing,
  { by, number }: AppealAsked,
): Promise<AppealUnchanged | undefined> => {
  const { member } = context;
  if (by === undefined) return undefined;
  if (by === 'decider' && !before.decider) return { kind: 'no-decider' };
  if (by === 'decider' && !isNamedIn([before.decider?.who.id ?? ''], member)) return { kind: 'not-decider' };
  const about = { decision, appeal: number };
  const people = await eligibleFor(context, opened, await readActs(context, opened), about);
  const me = people.find(({ memberId }) => memberId === member.memberId);
  const may = me !== undefined && (by === 'decider' ? deciderMay.includes(me.against) : mayDecideAppeal(me));
  return may ? undefined : { kind: 'had-part', why: me?.against ?? 'cannot-see' };
};

type Found = { readonly about: Appealing; readonly read: ReadAppeals };

const find = async (
  context: CaseContext,
  opened: OpenCase,
  { number, in: states }: AppealAsked,
): Promise<Found | { readonly refusal: AppealUnchanged }> => {
  const [read, decisions] = await Promise.all([
    readAppeals(context, opened),
    readRecordsOf(context, opened, decisionRecord),
  ]);
  if (read.unreadable + decisions.unreadable > 0) return { refusal: { kind: 'damaged-records' } };
  const before = read.appeals.find((one) => one.number === number)?.content;
  const decision = decisions.records.find((one) => one.number === before?.decision);
  if (!before || !decision) return { refusal: { kind: 'no-such-appeal' } };
  const state = appealStateOf(before, context.settings.decisions.appeal.secondApprovals);
  if (!states.includes(state)) return { refusal: { kind: 'not-now', state } };
  return { about: { opened, before, decision, decisions: decisions.records }, read };
};

/**
 * Changes one appeal, read after the head, with the dates of the case and what the enforcement log says of it.
 * @param asked which, who may change it, and how it has to stand
 */
export const changeAppeal = <Refusal extends { readonly kind: string } = never>(
  context: CaseContext,
  caseId: string,
  asked: AppealAsked,
  decide: (about: Appealing) => AppealDecided<Refusal> | Promise<AppealDecided<Refusal>>,
): Promise<ChangeResult<Refusal | AppealUnchanged>> =>
  changeCase<Refusal | AppealUnchanged>(context, caseId, asked.permission, async (opened) => {
    const found = await find(context, opened, asked);
    if ('refusal' in found) return found;
    const { about, read } = found;
    const problem = await partProblem(context, about, asked);
    if (problem) return { refusal: problem };
    const change = await decide(about);
    if ('refusal' in change) return change;
    const { appeal, action, entries = [], records = [], notices = [], logLines = [], state } = change;
    if (!hasRoom('deciding', read.bytes, appealRecord, { before: about.before, after: appeal }))
      return { refusal: { kind: 'case-full' } };
    const appeals = read.appeals.map((one) =>
      one.number === asked.number ? { ...one, content: appeal } : one,
    );
    const { secondApprovals } = context.settings.decisions.appeal;
    const stand = {
      appeals: appeals.map(({ content }) => content),
      waiting: read.untaken.map(({ sentAt }) => sentAt),
    };
    return {
      edit: {
        audit: {
          action,
          detail: about.decision.content.rung ?? undefined,
          facts: { appeal: asked.number, decision: about.decision.number },
        },
        head: { ...headWithAppeals(context, opened, stand, entries), ...state },
        entries,
        records: [appealRecord.write(appeal, { number: asked.number }), ...records],
        notices,
        logLines: [...logLines, ...appealLogged(secondApprovals, about.decision, read.appeals, appeals)],
      },
    };
  });

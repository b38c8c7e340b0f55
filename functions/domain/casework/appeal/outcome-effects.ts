import type { AppealOutcome } from '../../appeal/appeal.ts';
import type { Measure } from '../../decision/measure.ts';
import { mostTakenOver, isOpenStill } from '../../decision/take-over.ts';
import { hasRoomForProposal, tooManyProposals } from '../../decision/proposal.ts';
import { addDays, day } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import { logWriteAfter, type LogWrite } from '../../register/log-write.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import { decidingOf, readDeciding } from '../decision/read-deciding.ts';
import { proposalOf } from '../decision/propose.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { decisionRecord, measureRecord, proposalRecord } from '../record/decision-records.ts';
import { recordsOf, type RecordWrite } from '../record/work-record.ts';
import { waitingMeasures, type Appealing } from './appeal-change.ts';
import type { DamagedRecords } from '../decision/decision-problems.ts';
import type { TooManyOpen } from './appeal-problems.ts';

export type EffectRefusal =
  | DamagedRecords
  | TooManyOpen
  /** The decision has ended, or another one has taken its place: nothing is left to change. */
  | { readonly kind: 'not-in-force' }
  | { readonly kind: 'too-many-proposals' };

/** What an outcome writes beside the appeal, and who is told that something waits. */
export type Effects = {
  readonly records: readonly RecordWrite[];
  readonly logLines: readonly LogWrite[];
  /** Ids of members; everybody where absent. */
  readonly whom?: readonly string[] | undefined;
  /** The number of the proposal that follows. */
  readonly proposal?: number | undefined;
};

type Decided = Effects | { readonly refusal: EffectRefusal };

/** Days in which those who decided look at it again. */
const lookAgainDays = 7;

/** What waited for the appeal goes on. */
const goesOn = async (context: CaseContext, { opened, before }: Appealing): Promise<Decided> => {
  const waiting = await waitingMeasures(context, opened, before.decision, { appeal: 0, is: false });
  return typeof waiting === 'string' ? { refusal: { kind: waiting } } : { records: waiting, logLines: [] };
};

/** The decision ends. What is in place of it has to be lifted, platform by platform; its line of the log says so. */
const overturn = async (
  context: CaseContext,
  { opened, decision }: Appealing,
  reasons: string,
): Promise<Decided> => {
  const { records, unreadable } = await readRecordsOf(context, opened, measureRecord);
  if (unreadable > 0) return { refusal: { kind: 'damaged-records' } };
  const open = records.filter(({ content }) => content.decision === decision.number && isToLift(content));
  if (open.length > mostTakenOver) return { refusal: { kind: 'too-many-open' } };
  const today = day(context.now);
  const changed = { by: authorOf(context.member), on: today };
  const reason = `An appeal was decided: the decision is overturned. ${reasons}`;
  return {
    records: [
      ...open.map(({ number, content }) =>
        measureRecord.write({ ...content, status: 'waived', reason, changed }, { number }),
      ),
      decisionRecord.write(
        {
          ...decision.content,
          status: 'ended',
          reviewOn: undefined,
          toReview: undefined,
          toReviewBy: undefined,
        },
        { number: decision.number },
      ),
    ],
    logLines: logWriteAfter(decision.content, { status: 'ended', reviewOn: undefined }),
  };
};

/** Something of it is still to be done, in place, or goes on. */
const isToLift = (measure: Measure): boolean =>
  isOpenStill(measure) || (measure.status === 'done' && measure.rollOuts.length > 0);

/** Those who decided look at it again. */
const sendBack = async (context: CaseContext, about: Appealing): Promise<Decided> => {
  const { decision } = about;
  const waiting = await goesOn(context, about);
  if ('refusal' in waiting) return waiting;
  const { approvedBy, dissentedBy, by } = decision.content;
  return {
    ...waiting,
    records: [
      ...waiting.records,
      decisionRecord.write(
        {
          ...decision.content,
          toReview: 'An appeal was decided: those who decided look at it again.',
          toReviewBy: day(addDays(context.now, lookAgainDays)),
        },
        { number: decision.number },
      ),
    ],
    whom: [...approvedBy, ...dissentedBy, by].map(({ id }) => id),
  };
};

/** A proposal with what was decided, to be changed and approved like any other; it says whose outcome it is. */
const proposeAnew = async (
  context: CaseContext,
  { opened, decision }: Appealing,
  appeal: number,
): Promise<Decided> => {
  const { records, unreadable } = await readDeciding(context, opened);
  if (unreadable > 0) return { refusal: { kind: 'damaged-records' } };
  const { last } = recordsOf(opened.head, proposalRecord.name);
  const before = records.proposals.find(({ number }) => number === decision.content.proposal)?.content;
  if (!before) return { refusal: { kind: 'damaged-records' } };
  if (!hasRoomForProposal(last, records.proposals)) return { refusal: { kind: 'too-many-proposals' } };
  const deciding = await decidingOf(context, opened);
  const today = day(context.now);
  const { from, measures, ...content } = before.content;
  const proposal = proposalOf(deciding, records, {
    content: {
      ...content,
      from: from < today ? today : from,
      measures: measures.map(({ dueOn, ...measure }) => ({
        ...measure,
        ...(dueOn !== undefined && dueOn >= today && { dueOn }),
      })),
    },
    status: 'open',
    by: authorOf(context.member),
    on: today,
    team: deciding.members.map(({ memberId }) => memberId),
    edition: 1,
    follows: decision.number,
    appeal,
  });
  return { records: [proposalRecord.write(proposal)], logLines: [], proposal: last + 1 };
};

/** What follows from an outcome. */
export const outcomeEffects = async (
  context: CaseContext,
  about: Appealing,
  {
    outcome,
    reasons,
    appeal,
  }: { readonly outcome: AppealOutcome; readonly reasons: string; readonly appeal: number },
): Promise<Decided> => {
  const { status } = about.decision.content;
  // What has ended can still be said to have been wrong; what was replaced is decided on anew by now.
  const isMeant = outcome === 'overturned' ? status !== 'replaced' : status === 'in-force';
  if (outcome !== 'upheld' && !isMeant) return { refusal: { kind: 'not-in-force' } };
  switch (outcome) {
    case 'upheld':
      return goesOn(context, about);
    case 'changed':
      return proposeAnew(context, about, appeal);
    case 'overturned':
      return overturn(context, about, reasons);
    case 'sent-back':
      return sendBack(context, about);
  }
};

export const outcomeEffectProblems: ProblemsOf<
  Extract<EffectRefusal, { kind: 'not-in-force' | 'too-many-proposals' }>
> = {
  'not-in-force': {
    is: 'conflict',
    code: 'not-in-force',
    detail:
      'The decision is not in force any more: it has ended, or another one has taken its place. What is left to say of it is that it stays as it was.',
  },
  'too-many-proposals': { is: 'conflict', code: 'too-many-proposals', detail: tooManyProposals },
};

import type { AuditFacts } from '../../audit/audit-log-line.ts';
import { approvalsNeeded } from '../../decision/approval-rule.ts';
import type { Decision } from '../../decision/decision.ts';
import { isEligible } from '../../decision/eligibility.ts';
import { aboutRespondent } from '../../decision/kept-respondent.ts';
import type { Measure } from '../../decision/measure.ts';
import { isRestriction } from '../../decision/named-in-settings.ts';
import {
  leadsApproving,
  rollOutsOf,
  type Deciding,
  type DecidingRecords,
  type ProposalStanding,
} from '../../decision/proposal-standing.ts';
import { toldOf } from '../../decision/told-after.ts';
import { isOpenStill, mostTakenOver, takenOver } from '../../decision/take-over.ts';
import { addDays, day, endOfDay } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import { canSeeCase } from '../../member/can-see-case.ts';
import { noticeTime } from '../../notice/outbox.ts';
import type { LogFacts } from '../../register/log-line.ts';
import { logWriteAfter, newLogLineId } from '../../register/log-write.ts';
import { filedByOf, type Entry } from '../../thread/entry.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import type { OpenCase } from '../change/open-case.ts';
import { afterWord } from '../change/promises.ts';
import { isFull, messageEntry } from '../handling/team-message.ts';
import { openedEntries } from '../reading/opened-entries.ts';
import type { Numbered } from '../reading/read-records.ts';
import { decisionRecord, measureRecord, proposalRecord } from '../record/decision-records.ts';
import { recordsOf, type RecordWrite } from '../record/work-record.ts';
import { checkInTasks } from './check-ins.ts';

/** A proposal that lacks nothing, at this moment. */
export type Ready = ProposalStanding & {
  readonly respondent: NonNullable<ProposalStanding['respondent']>;
  readonly finding: NonNullable<ProposalStanding['finding']>;
  readonly hash: string;
};

export const isReady = (standing: ProposalStanding): standing is Ready =>
  standing.missing.length === 0 &&
  standing.respondent !== undefined &&
  standing.finding !== undefined &&
  standing.hash !== undefined;

type Forced = {
  readonly deciding: Deciding;
  readonly records: DecidingRecords;
  readonly measures: readonly Numbered<Measure>[];
  readonly ready: Ready;
  /** The reporter is not told when it ends. */
  readonly endKept: boolean;
};

/** The day it begins: what was to begin on a day that has passed begins at once. */
const beginsOn = ({ proposal }: Ready, now: Date): string =>
  proposal.content.from < day(now) ? day(now) : proposal.content.from;

/** What its rules asked for together and how that was met, for whoever checks how it was decided. */
const ruleAsMet = (deciding: Deciding, { people, rules, approving }: Ready): AuditFacts['rule'] => {
  const eligible = people.filter(isEligible).length;
  const most = (numbers: readonly number[]): number => Math.max(0, ...numbers);
  const leads = leadsApproving(
    deciding,
    approving.map(({ by }) => by),
  );
  const wantsLead = rules.some(({ lead }) => lead);
  return {
    eligible,
    quorum: most(rules.map(({ quorum }) => quorum)),
    needed: most(rules.map((rule) => approvalsNeeded(rule, eligible))),
    given: approving.length,
    lead: !wantsLead ? 'not-needed' : leads.length > 0 ? 'given' : 'missing',
  };
};

const decisionOf = (
  { member, now, settings }: CaseContext,
  { deciding, ready, endKept }: Forced,
  logLine: string,
): Decision => {
  const { number, hash, finding, proposal, approving, dissenting, people, rules } = ready;
  const { respondent, rung, until, reviewOn } = proposal.content;
  const approvedBy = approving.map(({ by }) => by);
  return {
    proposal: number,
    hash,
    respondent,
    outcome: finding.outcome,
    rules: finding.rules,
    rung,
    from: beginsOn(ready, now),
    until,
    ...(endKept && { endKept }),
    reviewOn,
    ...(rung === null ? {} : { appealBy: day(addDays(now, settings.decisions.appealDays)) }),
    approvedBy,
    dissentedBy: dissenting.map(({ by }) => by),
    tookPart: people.filter(isEligible).map(authorOf),
    approvalRules: [...rules],
    leadsApproved: [...leadsApproving(deciding, approvedBy)],
    by: authorOf(member),
    on: day(now),
    status: 'in-force',
    logLine,
  };
};

export const measuresOf = (
  { settings, now }: CaseContext,
  ready: Ready,
  decision: number,
): readonly Measure[] => {
  const { content } = ready.proposal;
  return content.measures.map((proposed) => {
    const { type, what, dueOn, followUp } = proposed;
    return {
      respondent: content.respondent,
      decision,
      type,
      what,
      from: beginsOn(ready, now),
      until: proposed.until ?? (isRestriction(settings.decisions, type) ? content.until : undefined),
      dueOn,
      followUp,
      status: 'to-do',
      rollOuts: rollOutsOf(proposed, ready.respondent),
    };
  });
};

/** What is open of the decision before, and restrictions of the respondent that one member imposed alone. */
const takenFrom = (
  { records, measures, ready }: Forced,
  followed: number | undefined,
): readonly Numbered<Measure>[] =>
  aboutRespondent(records.respondents, measures, ready.proposal.content.respondent).filter(
    ({ content }) =>
      isOpenStill(content) &&
      (content.emergency !== undefined || (followed !== undefined && content.decision === followed)),
  );

/** Tasks to ask how it goes, for whoever looks after the case. */
const checkInsOf = (
  context: CaseContext,
  { head }: OpenCase,
  { deciding, ready }: Forced,
): readonly RecordWrite[] => {
  if (ready.proposal.content.rung === null) return [];
  const { channel, brief } = deciding.decided;
  const looksAfter = deciding.members.find(
    (one) => one.memberId === head.assignee && canSeeCase(one, channel, brief),
  );
  return checkInTasks(context, head, {
    person: ready.respondent.codeName,
    from: beginsOn(ready, context.now),
    assignee: looksAfter && authorOf(looksAfter),
  });
};

/** How the report came; where its first entry does not open, from a reporter like most. */
const sourceOf = async (context: CaseContext, opened: OpenCase): Promise<LogFacts['source']> => {
  const [first] = await openedEntries(context, opened, reporterThread);
  const report = first?.entry;
  return report && report !== 'unreadable' && filedByOf(report) ? 'member' : 'reporter';
};

const logFactsOf = ({ now }: CaseContext, ready: Ready, source: LogFacts['source']): LogFacts => {
  const { respondent, finding, proposal } = ready;
  const { rung, measures, until, reviewOn } = proposal.content;
  return {
    person: respondent.codeName,
    decidedOn: day(now),
    source,
    outcome: finding.outcome,
    rules: finding.rules,
    rung,
    measures: [...new Set(measures.map(({ type }) => type))],
    platforms: [
      ...new Set(measures.flatMap(({ restrictions = [] }) => restrictions.map(({ platform }) => platform))),
    ],
    from: beginsOn(ready, now),
    until,
    status: 'in-force',
    appeal: 'none',
    reviewOn,
  };
};

/** What the reporter reads: that it is decided, from when, and the question whether they are safe. */
const reporterEntry = (context: CaseContext, ready: Ready): Entry => {
  const { rung, reporterText } = ready.proposal.content;
  const message = { ...messageEntry(context, reporterText), kind: 'event' as const };
  return rung === null
    ? { ...message, event: 'concluded', facts: {} }
    : { ...message, event: 'decided', facts: { from: endOfDay(beginsOn(ready, context.now)) } };
};

/** Everybody else who may know of the case is told that something waits. */
const noticesOf = (
  { member, now, settings }: CaseContext,
  { head: { caseId, channel } }: OpenCase,
  { members, decided: { brief } }: Deciding,
): NonNullable<CaseEdit['notices']> => {
  const recipients = members
    .filter((one) => one.memberId !== member.memberId && canSeeCase(one, channel, brief))
    .map(({ memberId }) => memberId);
  if (recipients.length === 0) return [];
  return [{ caseId, channel, urgent: false, recipients, notBefore: noticeTime(settings, false, now) }];
};

/**
 * Everything that happens when a decision comes into force, in one change of the case: the decision with its dates, the
 * proposal, what it takes the place of, measures, check-ins, the state, the reporter's entry, the line of the enforcement
 * log, and what the others are told.
 */
export const editInForce = async (
  context: CaseContext,
  opened: OpenCase,
  forced: Forced,
): Promise<CaseEdit | 'thread-full' | 'too-many-open'> => {
  const { head } = opened;
  const { deciding, records, ready } = forced;
  const { number, proposal } = ready;
  const entry = reporterEntry(context, ready);
  if (isFull(opened, entry)) return 'thread-full';
  const decision = recordsOf(head, decisionRecord.name).last + 1;
  const line = newLogLineId(context.random, day(context.now));
  const facts = logFactsOf(context, ready, await sourceOf(context, opened));
  const followed = records.decisions.find(
    (one) => one.number === proposal.follows && one.content.status === 'in-force',
  );
  const open = takenFrom(forced, followed?.number);
  if (open.length > mostTakenOver) return 'too-many-open';
  const by = { decision, from: beginsOn(ready, context.now), by: authorOf(context.member) };
  const taken = takenOver(open, measuresOf(context, ready, decision), { ...by, on: day(context.now) });
  const content = decisionOf(context, forced, line);
  return {
    audit: {
      action: 'decision-in-force',
      detail: ready.respondent.codeName,
      facts: { proposal: number, decision, rule: ruleAsMet(deciding, ready) },
    },
    head: {
      ...afterWord(context, head),
      state: 'decided',
      toldDecisions: [...(head.toldDecisions ?? []), toldOf(decision, content)],
    },
    entries: [{ thread: reporterThread, entry }],
    records: [
      decisionRecord.write(content),
      proposalRecord.write({ ...proposal, status: 'in-force' }, { number }),
      ...(followed
        ? [decisionRecord.write({ ...followed.content, status: 'replaced' }, { number: followed.number })]
        : []),
      ...taken.ended.map(({ number: old, content }) => measureRecord.write(content, { number: old })),
      ...taken.measures.map((measure) => measureRecord.write(measure)),
      ...checkInsOf(context, opened, forced),
    ],
    logLines: [
      { kind: 'new', id: line, facts },
      ...(followed ? logWriteAfter(followed.content, { status: 'replaced' }) : []),
    ],
    notices: noticesOf(context, opened, deciding),
  };
};

import * as z from 'zod';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import type { Decision } from '../../decision/decision.ts';
import type { Measure } from '../../decision/measure.ts';
import { isEligible } from '../../decision/eligibility.ts';
import {
  leadsApproving,
  rollOutsOf,
  standingOf,
  type Deciding,
  type DecidingRecords,
  type ProposalStanding,
} from '../../decision/proposal-standing.ts';
import { addDays, day, endOfDay } from '../../kernel/clock.ts';
import { authorOf, type Author } from '../../member/author.ts';
import { canSeeCase } from '../../member/may-know.ts';
import { noticeTime } from '../../notice/outbox.ts';
import { mayChangeState } from '../../case/state.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import { changeCase, isCommitted, type ChangeResult } from '../change/change-case.ts';
import { threadFull, type ThreadFull } from '../change/common-problems.ts';
import type { OpenCase } from '../change/open-case.ts';
import { caseChanged, caseOperation, changedTo } from '../change/operation.ts';
import { afterWord } from '../change/promises.ts';
import { isFull, messageEntry } from '../handling/team-message.ts';
import { decisionRecord, measureRecord, proposalRecord } from '../record/decision-records.ts';
import { taskRecord } from '../record/task.ts';
import { recordsOf, type RecordWrite } from '../record/work-record.ts';
import {
  damagedRecords,
  hashText,
  noSuchProposal,
  notReady,
  proposalChanged,
  recordNumber,
  type DamagedRecords,
  type NoSuchProposal,
  type NotReady,
  type ProposalChanged,
} from './decision-problems.ts';
import { decidingOf, readDeciding } from './read-deciding.ts';

type ForceRefusal =
  | NoSuchProposal
  | ProposalChanged
  | DamagedRecords
  | NotReady
  | ThreadFull
  | { readonly kind: 'withdrawn' }
  /** By whom; `number` of the decision. */
  | {
      readonly kind: 'in-force';
      readonly number: number;
      readonly by: Author;
      readonly version: number;
      readonly isOwn: boolean;
    }
  /** A closed case is decided once it is open again. */
  | { readonly kind: 'case-closed' };

// The reporter reads the outcome as the team's word, as with an answer; the rule says whose yes it needs.
const permission: PermissionRow = { roles: insiders, assigneeToo: true };

/** A proposal that lacks nothing, at this moment. */
type Ready = ProposalStanding & {
  readonly respondent: NonNullable<ProposalStanding['respondent']>;
  readonly finding: NonNullable<ProposalStanding['finding']>;
  readonly hash: string;
};

const isReady = (standing: ProposalStanding): standing is Ready =>
  standing.missing.length === 0 &&
  standing.respondent !== undefined &&
  standing.finding !== undefined &&
  standing.hash !== undefined;

/** The day it begins: what was to begin on a day that has passed begins at once. */
const beginsOn = ({ proposal }: ProposalStanding, now: Date): string =>
  proposal.content.from < day(now) ? day(now) : proposal.content.from;

const decisionOf = ({ member, now, settings }: CaseContext, deciding: Deciding, ready: Ready): Decision => {
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
  };
};

const measuresOf = ({ settings, now }: CaseContext, ready: Ready, decision: number): readonly Measure[] => {
  const { content } = ready.proposal;
  return content.measures.map((proposed) => {
    const { type, what, dueOn, followUp } = proposed;
    const types = settings.decisions.measures;
    const isRestriction = Object.hasOwn(types, type) && types[type]?.restriction === true;
    return {
      respondent: content.respondent,
      decision,
      type,
      what,
      from: beginsOn(ready, now),
      until: proposed.until ?? (isRestriction ? content.until : undefined),
      dueOn,
      followUp,
      status: 'to-do',
      rollOuts: rollOutsOf(proposed, ready.respondent),
    };
  });
};

/** Days on which the team asks how it goes. */
const checkInsOf = (
  { settings, member, now }: CaseContext,
  { head }: OpenCase,
  { members, decided }: Deciding,
  ready: Ready,
): readonly RecordWrite[] => {
  if (ready.proposal.content.rung === null) return [];
  const looksAfter = members.find(
    (one) => one.memberId === head.assignee && canSeeCase(one, decided.channel, decided.brief),
  );
  return settings.decisions.checkInDays.map((days) =>
    taskRecord.write({
      text: `Check in: ask the reporter how it goes, and whether ${ready.respondent.codeName} keeps to what was decided.`,
      dueOn: day(addDays(new Date(beginsOn(ready, now)), days)),
      assignee: looksAfter && authorOf(looksAfter),
      addedBy: authorOf(member),
      addedOn: day(now),
    }),
  );
};

/** Everything that happens when a decision comes into force, in one change of the case. */
const editOf = (
  context: CaseContext,
  opened: OpenCase,
  {
    deciding,
    records,
    ready,
  }: { readonly deciding: Deciding; readonly records: DecidingRecords; readonly ready: Ready },
): CaseEdit | undefined => {
  const { member, now, settings } = context;
  const { head } = opened;
  const { number, proposal } = ready;
  const decision = recordsOf(head, decisionRecord.name).last + 1;
  const entry = {
    ...messageEntry(context, proposal.content.reporterText),
    kind: 'event' as const,
    event: 'decided',
    facts: { from: endOfDay(beginsOn(ready, now)) },
  };
  if (isFull(opened, entry)) return undefined;
  const { channel, brief } = deciding.decided;
  const others = deciding.members
    .filter((one) => one.memberId !== member.memberId && canSeeCase(one, channel, brief))
    .map(({ memberId }) => memberId);
  const followed = records.decisions.find((one) => one.number === proposal.follows);
  return {
    audit: { action: 'decision-in-force', detail: ready.respondent.codeName },
    head: { ...afterWord(context, head), state: 'decided' },
    entries: [{ thread: reporterThread, entry }],
    records: [
      decisionRecord.write(decisionOf(context, deciding, ready)),
      proposalRecord.write({ ...proposal, status: 'in-force' }, { number }),
      ...(followed?.content.status === 'in-force'
        ? [decisionRecord.write({ ...followed.content, status: 'replaced' }, { number: followed.number })]
        : []),
      ...measuresOf(context, ready, decision).map((measure) => measureRecord.write(measure)),
      ...checkInsOf(context, opened, deciding, ready),
    ],
    notices:
      others.length === 0
        ? []
        : [
            {
              caseId: head.caseId,
              channel,
              urgent: false,
              recipients: others,
              notBefore: noticeTime(settings, false, now),
            },
          ],
  };
};

const decidedAlready = (
  { member }: CaseContext,
  { head }: OpenCase,
  { decisions }: DecidingRecords,
  proposal: number,
): ForceRefusal => {
  const found = decisions.find(({ content }) => content.proposal === proposal);
  if (!found) return { kind: 'damaged-records' };
  const { by } = found.content;
  return {
    kind: 'in-force',
    number: found.number,
    by,
    version: head.version,
    isOwn: by.id === member.memberId,
  };
};

/**
 * Puts a proposal in force: its rule has to be met at this moment, by the team as it is. Decision, measures, tasks,
 * state, the reporter's entry and what others are told are one transaction; when the case changes meanwhile it is read
 * and decided again.
 */
const putInForce = (
  context: CaseContext,
  caseId: string,
  wanted: { readonly proposal: number; readonly hash: string },
): Promise<ChangeResult<ForceRefusal>> =>
  changeCase<ForceRefusal>(context, caseId, permission, async (opened) => {
    const { head } = opened;
    const { records, unreadable } = await readDeciding(context, opened);
    if (unreadable > 0) return { refusal: { kind: 'damaged-records' } };
    const proposal = records.proposals.find(({ number }) => number === wanted.proposal);
    if (!proposal) return { refusal: { kind: 'no-such-proposal' } };
    const { status } = proposal.content;
    if (status === 'in-force') return { refusal: decidedAlready(context, opened, records, wanted.proposal) };
    if (status === 'withdrawn') return { refusal: { kind: 'withdrawn' } };
    const deciding = await decidingOf(context, opened);
    const standing = standingOf(deciding, records, proposal);
    if (standing.hash !== undefined && standing.hash !== wanted.hash)
      return { refusal: { kind: 'proposal-changed', hash: standing.hash } };
    if (!isReady(standing)) return { refusal: { kind: 'not-ready', missing: standing.missing } };
    if (head.state !== 'decided' && !mayChangeState(head.state, 'decided'))
      return { refusal: { kind: 'case-closed' } };
    const edit = editOf(context, opened, { deciding, records, ready: standing });
    return edit ? { edit } : { refusal: { kind: 'thread-full' } };
  });

export const putDecisionInForce = caseOperation<ForceRefusal>()({
  name: 'put-in-force',
  path: '/decisions',
  summary:
    'Put a proposal in force, when its rule is met at this moment. The reporter reads that it is decided and from when; measures, dates and check-ins are set. The respondent is told nothing by this.',
  permission,
  input: z.strictObject({ proposal: recordNumber, hash: hashText.describe('Of the text you have read.') }),
  status: 201,
  gives: 'The number of the decision; 200 when you have put it in force before',
  answer: caseChanged.extend({ decision: z.int() }),
  perform: async (context, caseId, wanted) => {
    const result = await putInForce(context, caseId, wanted);
    if (result.kind === 'in-force' && result.isOwn) {
      const { number, version } = result;
      return { kind: 'done', answer: { id: caseId, version, decision: number }, before: true };
    }
    const changed = changedTo<ForceRefusal>(caseId, result);
    if (changed.kind !== 'done') return changed;
    const decision = isCommitted(result) ? (result.committed.change.records[0]?.record.number ?? 0) : 0;
    return { kind: 'done', answer: { ...changed.answer, decision } };
  },
  problems: {
    ...noSuchProposal,
    ...proposalChanged,
    ...damagedRecords,
    'not-ready': notReady,
    'thread-full': threadFull,
    withdrawn: { is: 'conflict', code: 'proposal-closed', detail: 'The proposal was withdrawn.' },
    'in-force': ({ by, number }) => ({
      is: 'conflict',
      code: 'in-force',
      detail: `${by.name} has put it in force already.`,
      more: { decision: number },
    }),
    'case-closed': {
      is: 'conflict',
      code: 'case-closed',
      detail: 'The case is closed. Reopen it first, so that the reporter reads why it goes on.',
    },
  },
  events: {
    decided: (fact) => `The reporter was told: decided, and it starts on ${fact('from')}.`,
  },
  audit: { 'decision-in-force': { says: 'Put a decision in force', detail: 'as-it-is' } },
  news: {
    did: 'decided',
    says: 'The decision is in force. The reporter reads that it is decided.',
    at: '#decisions',
  },
});

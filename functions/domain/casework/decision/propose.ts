import * as z from 'zod';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import { approvalRulesOf } from '../../decision/approval-rule.ts';
import { aboutRespondent } from '../../decision/kept-respondent.ts';
import { contentProblem } from '../../decision/proposal-checks.ts';
import {
  basisOf,
  findingOf,
  respondentOf,
  standingOf,
  type Deciding,
  type DecidingRecords,
} from '../../decision/proposal-standing.ts';
import {
  hasRoomForProposal,
  proposalHash,
  tooManyProposals,
  type Proposal,
  type ProposalContent,
} from '../../decision/proposal.ts';
import { addDays, day } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import { canSeeCase } from '../../member/can-see-case.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { changeCase, numberWritten, type ChangeResult } from '../change/change-case.ts';
import { invalidField } from '../change/common-problems.ts';
import { wasSent } from '../change/was-sent.ts';
import { caseChanged, caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import { proposalRecord } from '../record/decision-records.ts';
import { recordsOf } from '../record/work-record.ts';
import {
  damagedRecords,
  hashText,
  noSuchProposal,
  proposalChanged,
  proposalClosed,
  recordNumber,
  unknownRespondent,
  wrongContent,
  type DamagedRecords,
  type NoSuchProposal,
  type ProposalChanged,
  type ProposalClosed,
  type UnknownRespondent,
  type WrongContent,
} from './decision-problems.ts';
import { contentOf, proposalInput, type ProposalInput } from './proposal-input.ts';
import { decidingOf, readDeciding } from './read-deciding.ts';
import { caseFull, hasRoom, type CaseFull } from './room.ts';

type ContentRefusal = UnknownRespondent | WrongContent | DamagedRecords | CaseFull;

/** It is said to follow a decision that is none of the respondent’s. */
type FollowsNothing = { readonly kind: 'follows-nothing' };

const followsNothing: ProblemsOf<FollowsNothing> = {
  'follows-nothing': invalidField(
    '/respondent',
    'Is not whom the decision is about that it follows.',
    'It follows a decision, and that one is not about this respondent.',
  ),
};

/** In force, a proposal takes the place of the decision it follows: both have to be about one person. */
const isAboutOne = (
  { respondents, decisions }: DecidingRecords,
  follows: number | undefined,
  respondent: number,
): boolean =>
  follows === undefined ||
  aboutRespondent(respondents, decisions, respondent).some(({ number }) => number === follows);

type ProposeRefusal = ContentRefusal | FollowsNothing | { readonly kind: 'too-many-proposals' };

type EditRefusal = ContentRefusal | FollowsNothing | NoSuchProposal | ProposalClosed | ProposalChanged;

// Whoever works on the case may suggest what follows; what comes of it is decided by others with them.
const proposing: PermissionRow = { roles: insiders, assigneeToo: true };

/** What is proposed, checked against the case as it stands. */
const checked = (
  { settings, members, decided, now }: Deciding,
  records: DecidingRecords,
  input: ProposalInput,
): ProposalContent | { readonly refusal: ContentRefusal } => {
  const respondent = respondentOf(records, input.respondent);
  if (!respondent || respondent.mergedInto !== undefined) return { refusal: { kind: 'unknown-respondent' } };
  const mayFollowUp = (memberId: string) =>
    members.find((one) => one.memberId === memberId && canSeeCase(one, decided.channel, decided.brief));
  const content = contentOf(input, now, mayFollowUp);
  if ('wrongMember' in content) {
    const pointer = `/measures/${content.wrongMember}/followUpId`;
    return { refusal: { kind: 'wrong-content', problem: { pointer, says: 'Cannot see this case.' } } };
  }
  const problem = contentProblem(settings.decisions, content, day(now));
  return problem ? { refusal: { kind: 'wrong-content', problem } } : content;
};

/** The proposal with its hash; without a finding there is nothing to bind, and it cannot be approved. */
export const proposalOf = (
  { settings, caseId, now }: Deciding,
  records: DecidingRecords,
  proposal: Omit<Proposal, 'hash' | 'decideBy'>,
): Proposal => {
  const { content } = proposal;
  const finding = findingOf(records, content.respondent)?.content;
  const respondent = respondentOf(records, content.respondent);
  const hash =
    finding && respondent ? proposalHash(caseId, content, basisOf(proposal, { finding, respondent })) : '';
  const within = (approvalRulesOf(settings.decisions, content) ?? []).map(({ withinDays }) => withinDays);
  return { ...proposal, hash, decideBy: day(addDays(now, Math.min(...within))) };
};

const propose = (
  context: CaseContext,
  caseId: string,
  { follows, ...input }: ProposalInput & { readonly follows?: number | undefined },
  sentKey: string | undefined,
): Promise<ChangeResult<ProposeRefusal>> =>
  changeCase<ProposeRefusal>(context, caseId, proposing, async (opened) => {
    const { records, unreadable, bytes } = await readDeciding(context, opened);
    if (unreadable > 0) return { refusal: { kind: 'damaged-records' } };
    const { last } = recordsOf(opened.head, proposalRecord.name);
    const isSecond = await wasSent(context, opened, sentKey);
    if (!isSecond && !hasRoomForProposal(last, records.proposals))
      return { refusal: { kind: 'too-many-proposals' } };
    const deciding = await decidingOf(context, opened);
    const content = checked(deciding, records, input);
    if ('refusal' in content) return content;
    if (!isAboutOne(records, follows, content.respondent)) return { refusal: { kind: 'follows-nothing' } };
    const proposal = proposalOf(deciding, records, {
      content,
      status: 'open',
      by: authorOf(context.member),
      on: day(context.now),
      team: deciding.members.map(({ memberId }) => memberId),
      edition: 1,
      follows,
    });
    if (!isSecond && !hasRoom('deciding', bytes, proposalRecord, { after: proposal }))
      return { refusal: { kind: 'case-full' } };
    const codeName = respondentOf(records, content.respondent)?.codeName;
    return {
      edit: {
        audit: { action: 'proposed', detail: codeName, facts: { proposal: last + 1 } },
        records: [proposalRecord.write(proposal, { sentKey })],
      },
    };
  });

type Reading<Refusal> =
  | { readonly refusal: Refusal }
  | {
      readonly deciding: Deciding;
      readonly records: DecidingRecords;
      readonly proposal: Proposal;
      readonly bytes: number;
    };

/** An open proposal, as it stands. */
const openProposal = async (
  context: CaseContext,
  opened: Parameters<typeof readDeciding>[1] & Parameters<typeof decidingOf>[1],
  number: number,
): Promise<Reading<NoSuchProposal | ProposalClosed | DamagedRecords>> => {
  const { records, unreadable, bytes } = await readDeciding(context, opened);
  if (unreadable > 0) return { refusal: { kind: 'damaged-records' } };
  const proposal = records.proposals.find((one) => one.number === number)?.content;
  if (!proposal) return { refusal: { kind: 'no-such-proposal' } };
  if (proposal.status !== 'open') return { refusal: { kind: 'proposal-closed', status: proposal.status } };
  return { deciding: await decidingOf(context, opened), records, proposal, bytes };
};

const edit = (
  context: CaseContext,
  caseId: string,
  {
    proposal: number,
    edits,
    ...input
  }: ProposalInput & { readonly proposal: number; readonly edits?: string | undefined },
): Promise<ChangeResult<EditRefusal>> =>
  changeCase<EditRefusal>(context, caseId, proposing, async (opened) => {
    const read = await openProposal(context, opened, number);
    if ('refusal' in read) return read;
    const { deciding, records, proposal: before, bytes } = read;
    const { hash } = standingOf(deciding, records, { number, content: before });
    if (edits !== undefined && edits !== hash) return { refusal: { kind: 'proposal-changed', hash } };
    const content = checked(deciding, records, input);
    if ('refusal' in content) return content;
    if (!isAboutOne(records, before.follows, content.respondent))
      return { refusal: { kind: 'follows-nothing' } };
    // Who was on the team when it was first proposed takes part; an edit brings in nobody.
    const proposal = proposalOf(deciding, records, {
      ...before,
      content,
      edition: (before.edition ?? 1) + 1,
    });
    if (!hasRoom('deciding', bytes, proposalRecord, { before, after: proposal }))
      return { refusal: { kind: 'case-full' } };
    const codeName = respondentOf(records, content.respondent)?.codeName;
    return {
      edit: {
        audit: { action: 'proposal-edited', detail: codeName, facts: { proposal: number } },
        records: [proposalRecord.write(proposal, { number })],
      },
    };
  });

export const proposeDecision = caseOperation<ProposeRefusal>()({
  name: 'propose-decision',
  path: '/proposals',
  summary:
    'Propose what follows for a respondent: a rung or none, measures, the letter, what the reporter reads. Who is on the team now may take part in deciding it.',
  permission: proposing,
  input: proposalInput.extend({
    follows: recordNumber.optional().describe('The decision it follows, such as after a measure was broken.'),
  }),
  idempotent: true,
  status: 201,
  gives: 'Its number',
  answer: caseChanged.extend({ proposal: z.int() }),
  perform: async (context, caseId, input, { sentKey }) => {
    const result = await propose(context, caseId, input, sentKey);
    const changed = changedTo<ProposeRefusal>(caseId, result);
    if (changed.kind !== 'done') return changed;
    return { kind: 'done', answer: { ...changed.answer, proposal: numberWritten(result) } };
  },
  problems: {
    ...unknownRespondent,
    ...wrongContent,
    ...damagedRecords,
    ...caseFull,
    'too-many-proposals': {
      is: 'conflict',
      code: 'too-many-proposals',
      detail: tooManyProposals,
    },
    'follows-nothing': invalidField(
      '/follows',
      'Is no decision about this respondent.',
      'There is no such decision about this respondent.',
    ),
  },
  audit: { proposed: { says: 'Proposed a decision', detail: 'as-it-is' } },
  news: { did: 'proposed', says: 'The proposal is kept.', at: '#proposals' },
});

export const editProposal = caseOperation<EditRefusal>()({
  name: 'edit-proposal',
  path: '/proposals/edit',
  summary: 'Change a proposal that is open. What was said of the text before does not count for the new one.',
  permission: proposing,
  input: proposalInput.extend({
    proposal: recordNumber,
    hash: hashText
      .optional()
      .describe('Of the text you have read; when it has changed since, nothing is done.'),
  }),
  ...changedAnswer,
  perform: async (context, caseId, { hash, ...input }) =>
    changedTo<EditRefusal>(caseId, await edit(context, caseId, { ...input, edits: hash })),
  problems: {
    ...unknownRespondent,
    ...wrongContent,
    ...damagedRecords,
    ...caseFull,
    ...followsNothing,
    ...noSuchProposal,
    ...proposalClosed,
    ...proposalChanged,
  },
  audit: { 'proposal-edited': { says: 'Changed a proposal', detail: 'as-it-is' } },
  news: {
    did: 'edited',
    says: 'The proposal is changed. Whoever had approved it reads it again.',
    at: '#proposals',
  },
});

export const withdrawProposal = caseOperation<NoSuchProposal | ProposalClosed | DamagedRecords>()({
  name: 'withdraw-proposal',
  path: '/proposals/withdraw',
  summary: 'Take back a proposal that is open.',
  permission: proposing,
  input: z.strictObject({ proposal: recordNumber }),
  ...changedAnswer,
  perform: async (context, caseId, { proposal: number }) =>
    changedTo<NoSuchProposal | ProposalClosed | DamagedRecords>(
      caseId,
      await changeCase<NoSuchProposal | ProposalClosed | DamagedRecords>(
        context,
        caseId,
        proposing,
        async (opened) => {
          const read = await openProposal(context, opened, number);
          if ('refusal' in read) return read;
          const { records, proposal } = read;
          return {
            edit: {
              audit: {
                action: 'proposal-withdrawn',
                detail: respondentOf(records, proposal.content.respondent)?.codeName,
                facts: { proposal: number },
              },
              records: [proposalRecord.write({ ...proposal, status: 'withdrawn' }, { number })],
            },
          };
        },
      ),
    ),
  problems: { ...noSuchProposal, ...proposalClosed, ...damagedRecords },
  audit: { 'proposal-withdrawn': { says: 'Withdrew a proposal', detail: 'as-it-is' } },
  news: { did: 'withdrawn', says: 'The proposal is withdrawn.', at: '#proposals' },
});

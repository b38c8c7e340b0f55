import * as z from 'zod';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import { mayChangeState } from '../../case/state.ts';
import { standingOf, type DecidingRecords } from '../../decision/proposal-standing.ts';
import { mostTakenOver } from '../../decision/take-over.ts';
import type { Author } from '../../member/author.ts';
import { mostDecisions } from '../../register/log-write.ts';
import { reportersDeadlines } from '../../deadline/deadlines.ts';
import { appealInForce } from '../appeal/outcome-stands.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import { changeCase, numberWritten, type ChangeResult } from '../change/change-case.ts';
import { threadFull, type ThreadFull } from '../change/common-problems.ts';
import type { OpenCase } from '../change/open-case.ts';
import { caseChanged, caseOperation, changedTo } from '../change/operation.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { measureRecord } from '../record/decision-records.ts';
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
import { editInForce, isReady, measuresOf, type Ready } from './in-force-edit.ts';
import { decidingOf, readDeciding } from './read-deciding.ts';
import {
  caseFull,
  hasRoom,
  mayHaveMeasures,
  tooManyMeasures,
  type CaseFull,
  type TooManyMeasures,
} from './room.ts';

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
  | { readonly kind: 'case-closed' }
  | CaseFull
  | TooManyMeasures
  | { readonly kind: 'too-many-decisions' | 'too-many-open' };

// The reporter reads the outcome as the team's word, as with an answer; the rule says whose yes it needs.
const permission: PermissionRow = { roles: insiders, assigneeToo: true };

const forced = z.strictObject({
  proposal: recordNumber,
  hash: hashText.describe('Of the text you have read.'),
  keepEndFromReporter: z
    .boolean()
    .default(false)
    .describe('The reporter’s page does not say when what was decided ends. Else it does, two weeks before.'),
});

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

/** Why the measures of a decision find no room beside those that the case has. */
const measuresProblem = (
  context: CaseContext,
  opened: OpenCase,
  ready: Ready,
  taken: number,
): CaseFull | TooManyMeasures | undefined => {
  const measures = measuresOf(context, ready, 1);
  if (!mayHaveMeasures(opened.head, measures.length)) return { kind: 'too-many-measures' };
  let bytes = taken;
  for (const after of measures) {
    if (!hasRoom('measures', bytes, measureRecord, { after })) return { kind: 'case-full' };
    bytes += measureRecord.bytes(after);
  }
  return undefined;
};

/** What is put in force is the outcome of an appeal, which stands from now on. */
const withAppeal = async (
  context: CaseContext,
  opened: OpenCase,
  edit: CaseEdit,
  appeal: number,
): Promise<{ readonly edit: CaseEdit } | { readonly refusal: ForceRefusal }> => {
  const stands = await appealInForce(context, opened, appeal);
  if (stands === undefined) return { edit };
  if (typeof stands === 'string') return { refusal: { kind: stands } };
  const deadlines = edit.head?.deadlines ?? opened.head.deadlines;
  const { appealAcknowledgeBy, appealAnswerBy } = stands.deadlines ?? {};
  return {
    edit: {
      ...edit,
      head: {
        ...edit.head,
        deadlines: { ...reportersDeadlines(deadlines), appealAcknowledgeBy, appealAnswerBy },
      },
      entries: [...(edit.entries ?? []), ...stands.entries],
      records: [...(edit.records ?? []), ...stands.records],
      logLines: [...(edit.logLines ?? []), ...stands.logLines],
    },
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
  wanted: z.infer<typeof forced>,
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
    if (records.decisions.length >= mostDecisions) return { refusal: { kind: 'too-many-decisions' } };
    const measures = await readRecordsOf(context, opened, measureRecord);
    if (measures.unreadable > 0) return { refusal: { kind: 'damaged-records' } };
    const full = measuresProblem(context, opened, standing, measures.bytes);
    if (full) return { refusal: full };
    const edit = await editInForce(context, opened, {
      deciding,
      records,
      measures: measures.records,
      ready: standing,
      endKept: wanted.keepEndFromReporter,
    });
    if (typeof edit === 'string') return { refusal: { kind: edit } };
    const { appeal } = proposal.content;
    return appeal === undefined ? { edit } : withAppeal(context, opened, edit, appeal);
  });

export const putDecisionInForce = caseOperation<ForceRefusal>()({
  name: 'put-in-force',
  path: '/decisions',
  summary:
    'Put a proposal in force, when its rule is met at this moment. The reporter reads that it is decided and from when; measures, dates and check-ins are set. Open measures of the decision whose place it takes, and restrictions that one member imposed alone, end when it begins; what stays restricted in the same way passes on. The respondent is told nothing by this.',
  permission,
  input: forced,
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
    return { kind: 'done', answer: { ...changed.answer, decision: numberWritten(result) } };
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
    ...caseFull,
    ...tooManyMeasures,
    'too-many-decisions': {
      is: 'conflict',
      code: 'too-many-decisions',
      detail: `A case has at most ${mostDecisions} decisions.`,
    },
    'too-many-open': {
      is: 'conflict',
      code: 'too-many-open-measures',
      detail: `More than ${mostTakenOver} measures of the decision before are open. Settle some of them first.`,
    },
  },
  events: {
    decided: (fact) => `The reporter was told: decided, and it starts on ${fact('from')}.`,
    concluded: () => 'The reporter was told: decided, and nothing follows for the respondent.',
  },
  audit: { 'decision-in-force': { says: 'Put a decision in force', detail: 'as-it-is' } },
  news: {
    did: 'decided',
    says: 'The decision is in force. The reporter reads that it is decided.',
    at: '#decisions',
  },
});

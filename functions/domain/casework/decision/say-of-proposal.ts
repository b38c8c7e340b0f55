import * as z from 'zod';
import { everybody, type PermissionRow } from '../../authorization/permissions.ts';
import { verdicts, type Approval } from '../../decision/approval.ts';
import { reasonWords, type ReasonAgainst } from '../../decision/eligibility.ts';
import { standingOf } from '../../decision/proposal-standing.ts';
import { requiredText } from '../../kernel/text.ts';
import { authorOf } from '../../member/author.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { approvalRecord } from '../record/decision-records.ts';
import { recordsOf } from '../record/work-record.ts';
import {
  damagedRecords,
  hashText,
  noSuchProposal,
  notReady,
  proposalChanged,
  proposalClosed,
  recordNumber,
  type DamagedRecords,
  type NoSuchProposal,
  type NotReady,
  type ProposalChanged,
  type ProposalClosed,
} from './decision-problems.ts';
import { decidingOf, readDeciding } from './read-deciding.ts';
import { caseFull, hasRoom, type CaseFull } from './room.ts';

type SayRefusal =
  | NoSuchProposal
  | ProposalClosed
  | ProposalChanged
  | DamagedRecords
  | NotReady
  | CaseFull
  | { readonly kind: 'takes-no-part'; readonly why: ReasonAgainst }
  | { readonly kind: 'said-already' }
  | { readonly kind: 'said-too-often' };

// Who may take part is worked out case by case; an outside reviewer who was granted the case may.
const permission: PermissionRow = { roles: everybody };

/** Of all proposals of a case together. */
const mostApprovals = 1000;

const said = z.strictObject({
  proposal: recordNumber,
  hash: hashText.describe('Of the text you have read.'),
  verdict: z.enum(verdicts),
  note: requiredText(4 * 1024)
    .optional()
    .describe('Why you dissent, or what you add.'),
});

/** What a member says of exactly the text they have read. */
const say = (
  context: CaseContext,
  caseId: string,
  { proposal: number, hash, verdict, note }: z.infer<typeof said>,
): Promise<ChangeResult<SayRefusal>> =>
  changeCase<SayRefusal>(context, caseId, permission, async (opened) => {
    const { member, now } = context;
    const { records, unreadable, bytes } = await readDeciding(context, opened);
    if (unreadable > 0) return { refusal: { kind: 'damaged-records' } };
    const proposal = records.proposals.find((one) => one.number === number);
    if (!proposal) return { refusal: { kind: 'no-such-proposal' } };
    const { status } = proposal.content;
    if (status !== 'open') return { refusal: { kind: 'proposal-closed', status } };
    const standing = standingOf(await decidingOf(context, opened), records, proposal);
    if (standing.hash !== undefined && standing.hash !== hash)
      return { refusal: { kind: 'proposal-changed', hash: standing.hash } };
    const me = standing.people.find(({ memberId }) => memberId === member.memberId);
    if (me?.against !== undefined) return { refusal: { kind: 'takes-no-part', why: me.against } };
    const { missingOfText } = standing;
    if (missingOfText.length > 0 && verdict === 'approves')
      return { refusal: { kind: 'not-ready', missing: missingOfText } };
    const before = [...standing.approving, ...standing.dissenting].find(
      ({ by }) => by.id === member.memberId,
    );
    if ((before?.verdict ?? 'takes-back') === verdict) return { refusal: { kind: 'said-already' } };
    if (recordsOf(opened.head, approvalRecord.name).last >= mostApprovals)
      return { refusal: { kind: 'said-too-often' } };
    const content: Approval = {
      proposal: number,
      hash,
      verdict,
      note,
      by: authorOf(member),
      on: now.toISOString(),
    };
    // What is taken back has to be said in any case.
    if (verdict !== 'takes-back' && !hasRoom('deciding', bytes, approvalRecord, { after: content }))
      return { refusal: { kind: 'case-full' } };
    return {
      edit: {
        audit: {
          action: `proposal-${verdict}`,
          detail: standing.respondent?.codeName,
          facts: { proposal: number },
        },
        records: [approvalRecord.write(content)],
      },
    };
  });

export const sayOfProposal = caseOperation<SayRefusal>()({
  name: 'say-of-proposal',
  path: '/approvals',
  summary:
    'Approve exactly the text you have read, dissent, or take back what you said. Who proposed it may approve like the others, and nobody counts twice.',
  permission,
  input: said,
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<SayRefusal>(caseId, await say(context, caseId, wanted)),
  problems: {
    ...noSuchProposal,
    ...proposalClosed,
    ...proposalChanged,
    ...damagedRecords,
    ...caseFull,
    'not-ready': (refusal) => ({ ...notReady(refusal), code: 'not-complete' }),
    'takes-no-part': ({ why }) => ({
      is: 'conflict',
      code: 'takes-no-part',
      detail: `You take no part in this: who takes no part ${reasonWords[why]}.`,
      more: { why },
    }),
    'said-already': { is: 'conflict', code: 'said-already', detail: 'You have said so already.' },
    'said-too-often': {
      is: 'conflict',
      code: 'said-too-often',
      detail: 'There is no room for more approvals in this case.',
    },
  },
  audit: {
    'proposal-approves': { says: 'Approved a proposal', detail: 'as-it-is' },
    'proposal-dissents': { says: 'Dissented from a proposal', detail: 'as-it-is' },
    'proposal-takes-back': { says: 'Took back what they said of a proposal', detail: 'as-it-is' },
  },
  news: { did: 'said', says: 'What you say of the proposal is kept.', at: '#proposals' },
  doneBefore: ['said-already'],
});

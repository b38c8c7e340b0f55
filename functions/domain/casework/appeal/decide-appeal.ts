import * as z from 'zod';
import { appealOutcome, appealOutcomes, type Appeal, type AppealOutcome } from '../../appeal/appeal.ts';
import { everybody, type PermissionRow } from '../../authorization/permissions.ts';
import type { LetterWarning } from '../../decision/letter-check.ts';
import { day } from '../../kernel/clock.ts';
import { messageLimitBytes, requiredText } from '../../kernel/text.ts';
import { authorOf } from '../../member/author.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { ChangeResult } from '../change/change-case.ts';
import { invalidField, type ThreadFull } from '../change/common-problems.ts';
import { reasonText } from '../change/input-limits.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { damagedRecords, recordNumber, type DamagedRecords } from '../decision/decision-problems.ts';
import { readDeciding } from '../decision/read-deciding.ts';
import { changeAppeal, type AppealDecided, type Appealing } from './appeal-change.ts';
import {
  appealUnchanged,
  conversationFull,
  tooManyOpen,
  type AppealUnchanged,
  type TooManyOpen,
} from './appeal-problems.ts';
import { outcomeWarnings } from './outcome-check.ts';
import { outcomeEffects, outcomeEffectProblems, type EffectRefusal } from './outcome-effects.ts';
import { standing } from './outcome-stands.ts';
import { appealNotices } from './tell-appeal.ts';

// Decides over what colleagues decided: for the one member who was given the appeal, an outside reviewer too.
const permission: PermissionRow = { roles: everybody };

type DecideOnly =
  | ThreadFull
  | TooManyOpen
  | DamagedRecords
  | EffectRefusal
  | { readonly kind: 'proposal-open' }
  | { readonly kind: 'may-tell'; readonly warnings: readonly LetterWarning[]; readonly pointer: string };
type DecideRefusal = AppealUnchanged | DecideOnly;

const decided = z.strictObject({
  appeal: recordNumber,
  outcome: appealOutcome.describe(
    '`changed`: a proposal follows under the same rules as every proposal. The outcome stands when it is in force. `overturned`: the decision ends and its measures are lifted. `sent-back`: those who decided look at it again.',
  ),
  reasons: reasonText.describe('For the team.'),
  text: requiredText(messageLimitBytes / 4).describe('What whoever appealed reads.'),
  otherText: requiredText(messageLimitBytes / 4)
    .optional()
    .describe('What the other side reads, where the team tells it: the reporter, or the respondent.'),
  despite: z
    .enum(['no', 'yes'])
    .optional()
    .describe('`yes`: it is sent although something in what the respondent reads may tell who reported.'),
});
type Decided = z.infer<typeof decided>;

/** What the respondent reads of it, and the field it stands in. */
const forRespondent = ({ side }: Appeal, { text, otherText }: Decided) =>
  side === 'respondent' ? { text, pointer: '/text' } : { text: otherText ?? '', pointer: '/otherText' };

const tellsTooMuch = async (
  context: CaseContext,
  { opened, before, decision }: Appealing,
  input: Decided,
): Promise<DecideOnly | undefined> => {
  const { records, unreadable } = await readDeciding(context, opened);
  if (unreadable > 0) return { kind: 'damaged-records' };
  const { text, pointer } = forRespondent(before, input);
  const proposal = records.proposals.find(({ number }) => number === decision.content.proposal)?.content;
  if (text === '' || input.despite === 'yes' || !proposal) return undefined;
  const about = { text, decision: decision.content, proposal, records };
  const warnings = await outcomeWarnings(context, opened, about);
  return warnings.length === 0 ? undefined : { kind: 'may-tell', warnings, pointer };
};

/** An outcome that waits for a proposal is decided anew only once that was withdrawn. */
const isProposalOpen = async (context: CaseContext, { opened, before }: Appealing): Promise<boolean> => {
  if (before.outcome?.proposal === undefined) return false;
  const { records } = await readDeciding(context, opened);
  const proposal = records.proposals.find(({ number }) => number === before.outcome?.proposal);
  return proposal?.content.status !== 'withdrawn';
};

const decideIt = async (
  context: CaseContext,
  about: Appealing,
  input: Decided,
): Promise<AppealDecided<DecideOnly>> => {
  const { opened, before, decision } = about;
  if (await isProposalOpen(context, about)) return { refusal: { kind: 'proposal-open' } };
  const problem = await tellsTooMuch(context, about, input);
  if (problem) return { refusal: problem };
  const effects = await outcomeEffects(context, about, input);
  if ('refusal' in effects) return effects;
  const outcome = {
    is: input.outcome,
    reasons: input.reasons,
    decided: { by: authorOf(context.member), on: day(context.now) },
    texts: { appellant: input.text, other: input.otherText },
    proposal: effects.proposal,
    toldIn: [],
  };
  const action = `appeal-${input.outcome}`;
  const { records, logLines, whom } = effects;
  const notices = await appealNotices(context, opened, whom);
  if (input.outcome === 'changed')
    return { appeal: { ...before, outcome }, action, records, logLines, notices };
  const stood = await standing(context, opened, { appeal: before, outcome, decision: decision.content });
  if (stood === 'full') return { refusal: { kind: 'thread-full' } };
  return { ...stood, action, records, logLines, notices };
};

const decide = (context: CaseContext, caseId: string, input: Decided): Promise<ChangeResult<DecideRefusal>> =>
  changeAppeal<DecideOnly>(
    context,
    caseId,
    { number: input.appeal, permission, in: ['open', 'changing'], by: 'decider' },
    (about) => decideIt(context, about, input),
  );

const outcomeLabels: Readonly<Record<AppealOutcome, string>> = {
  upheld: 'The decision stays',
  changed: 'It is changed: a new proposal follows',
  overturned: 'It is overturned: its measures are lifted',
  'sent-back': 'Those who decided look at it again',
};

export const decideAppeal = caseOperation<DecideRefusal>()({
  name: 'decide-appeal',
  path: '/appeals/outcome',
  summary:
    'Decide an appeal. Whoever appealed is told, and the other side where there is a text for it; what the respondent reads is compared with the report like a letter.',
  permission,
  input: decided,
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<DecideRefusal>(caseId, await decide(context, caseId, wanted)),
  problems: {
    ...appealUnchanged,
    ...conversationFull,
    ...tooManyOpen,
    ...damagedRecords,
    ...outcomeEffectProblems,
    'proposal-open': {
      is: 'conflict',
      code: 'proposal-open',
      detail: 'The proposal that follows is open. Put it in force, or withdraw it to decide otherwise.',
    },
    'may-tell': ({ warnings, pointer }) => ({
      ...invalidField(
        pointer,
        'May tell who reported.',
        `What the respondent reads may tell who reported: ${warnings.map(({ found }) => `“${found}”`).join(', ')}. Say it in other words, or send it all the same.`,
      ),
      more: { warnings: warnings.map(({ kind, found, source }) => ({ kind, found, source })) },
    }),
  },
  events: {
    'appeal-upheld': () => 'They were told: the appeal is decided, and the decision stays.',
    'appeal-changed': () => 'They were told: the appeal is decided, and the decision is changed.',
    'appeal-overturned': () => 'They were told: the appeal is decided, and the decision is overturned.',
    'appeal-sent-back': () => 'They were told: the appeal is decided, and the decision is looked at again.',
  },
  audit: {
    'appeal-upheld': { says: 'Decided an appeal: the decision stays', detail: 'as-it-is' },
    'appeal-changed': { says: 'Decided an appeal: a new proposal follows', detail: 'as-it-is' },
    'appeal-overturned': { says: 'Decided an appeal: the decision is overturned', detail: 'as-it-is' },
    'appeal-sent-back': { says: 'Decided an appeal: it is looked at again', detail: 'as-it-is' },
  },
  form: {
    name: 'outcome',
    page: 'appeal',
    panel: 'appeals',
    summary: 'Decide it',
    text: 'It is final: a further appeal is taken only for new and compelling evidence.',
    fields: [
      { name: 'appeal', label: 'Appeal', as: 'this-record' },
      {
        name: 'outcome',
        label: 'Outcome',
        as: 'one-of',
        options: appealOutcomes.map((outcome) => [outcome, outcomeLabels[outcome]] as const),
      },
      { name: 'reasons', label: 'Reasons', hint: 'For the team.', as: 'lines', rows: 3 },
      { name: 'text', label: 'What whoever appealed reads', as: 'lines', rows: 5 },
      {
        name: 'otherText',
        label: 'What the other side reads (optional)',
        hint: 'The reporter, or the respondent. Without a text they are not told.',
        as: 'lines',
        rows: 4,
      },
      {
        name: 'despite',
        label: 'If what the respondent reads may tell who reported',
        as: 'one-of',
        options: [
          ['no', 'Stop, and show me what'],
          ['yes', 'Send it all the same: I have looked'],
        ],
      },
    ],
    button: 'Decide the appeal',
  },
  news: { did: 'appeal-decided', says: 'The outcome is kept.', at: '#appeals' },
});

import { createHash } from 'node:crypto';
import * as z from 'zod';
import { author } from '../member/author.ts';
import type { Finding } from './finding.ts';
import { letter } from './letter.ts';
import type { Respondent } from './respondent.ts';

/** A consequence that is proposed. */
export const proposedMeasure = z.object({
  /** A name of the settings. */
  type: z.string(),
  /** What exactly. */
  what: z.string().optional(),
  dueOn: z.iso.date().optional(),
  /** The last day, where it ends otherwise than the rung. */
  until: z.iso.date().optional(),
  /** Where people are restricted: names of the settings. */
  restrictions: z.array(z.object({ platform: z.string(), restriction: z.string() })).optional(),
  /** Who of the team follows it up. */
  followUp: author.optional(),
});
export type ProposedMeasure = z.infer<typeof proposedMeasure>;

/** What exactly is approved. */
export const proposalContent = z.object({
  respondent: z.int(),
  /** A name of the settings; `null` when nothing follows. */
  rung: z.string().nullable(),
  from: z.iso.date(),
  /** The last day, for a rung that ends. */
  until: z.iso.date().optional(),
  measures: z.array(proposedMeasure),
  /** Absent where the respondent is told nothing. */
  letter: letter.optional(),
  /** Why the respondent is told nothing. */
  whyNoLetter: z.string().optional(),
  /** What the reporter reads when it is in force. */
  reporterText: z.string(),
  reviewOn: z.iso.date().optional(),
  reasons: z.string(),
  /** The day a lawyer has looked at it. */
  lawyerOn: z.iso.date().optional(),
});
export type ProposalContent = z.infer<typeof proposalContent>;

export const proposalStatuses = ['open', 'withdrawn', 'in-force'] as const;

/** What a member suggests to decide. Sealed under the casework key; an edit rewrites it. */
export const proposal = z.object({
  content: proposalContent,
  /** What `proposalHash` gave when it was written; what holds now is worked out again, for the finding may have changed. */
  hash: z.string(),
  status: z.enum(proposalStatuses),
  by: author,
  on: z.iso.date(),
  /** Ids of everybody who was on the team then: who joins later does not count. */
  team: z.array(z.string()),
  /** The number of the decision that this one follows, such as after a measure was broken. */
  follows: z.int().optional(),
  /** The number of the appeal whose outcome it is: that one stands once this is in force. */
  appeal: z.int().optional(),
  /** Counts its texts: an edit voids what was said of the one before, also when it brings back an older text. */
  edition: z.int().optional(),
  /** The day until which it should be decided. */
  decideBy: z.iso.date().optional(),
});
export type Proposal = z.infer<typeof proposal>;

/** Proposals of a case, withdrawn ones included. */
export const mostProposals = 100;
/** Of them open at a time: a page compares the letter of each with everything that the reporter wrote. */
export const mostOpenProposals = 10;

/** Whether a case takes another one. @param last the highest number given to one */
export const hasRoomForProposal = (
  last: number,
  proposals: readonly { readonly content: Pick<Proposal, 'status'> }[],
): boolean =>
  last < mostProposals &&
  proposals.filter(({ content }) => content.status === 'open').length < mostOpenProposals;

/** The refusal of one more, in words for the team. */
export const tooManyProposals = `A case has at most ${mostProposals} proposals, ${mostOpenProposals} of them open. Decide or withdraw one first.`;
export const mostMeasures = 20;

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
};

/** What a proposal rests on. */
export type Basis = {
  readonly finding: Pick<Finding, 'outcome' | 'rules' | 'summary' | 'impact'>;
  readonly respondent: Pick<Respondent, 'codeName' | 'name' | 'handles'>;
  /** Of the proposal, and of the finding. */
  readonly editions: readonly [number, number];
};

/** What an approval binds: this content, about this person, resting on this finding, in this case. */
export const proposalHash = (
  caseId: string,
  content: ProposalContent,
  { finding, respondent, editions }: Basis,
): string => {
  const { outcome, rules, summary, impact } = finding;
  const { codeName, name, handles } = respondent;
  const bound = sorted([
    'conductline proposal',
    caseId,
    content,
    { outcome, rules, summary, impact },
    { codeName, name, handles },
    editions,
  ]);
  return createHash('sha256').update(JSON.stringify(bound)).digest('base64url');
};

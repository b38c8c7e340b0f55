import { createHash } from 'node:crypto';
import * as z from 'zod';
import { author } from '../member/author.ts';
import type { Finding } from './finding.ts';
import { letter } from './letter.ts';

/** A consequence that is proposed. */
export const proposedMeasure = z.object({
  /** A name of the settings. */
  type: z.string(),
  /** What exactly. */
  what: z.string().optional(),
  dueOn: z.iso.date().optional(),
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
  /** The SHA-256 of what is approved, in base64url. */
  hash: z.string(),
  status: z.enum(proposalStatuses),
  by: author,
  on: z.iso.date(),
  /** Ids of everybody who was on the team then: who joins later does not count. */
  team: z.array(z.string()),
  /** The number of the decision that this one follows, such as after a measure was broken. */
  follows: z.int().optional(),
});
export type Proposal = z.infer<typeof proposal>;

/** Proposals of a case, withdrawn ones included. */
export const mostProposals = 100;
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

/** What an approval binds: this content, resting on this finding, in this case. */
export const proposalHash = (
  caseId: string,
  content: ProposalContent,
  rests: Pick<Finding, 'outcome' | 'rules' | 'summary' | 'impact'>,
): string => {
  const { outcome, rules, summary, impact } = rests;
  const bound = sorted(['conductline proposal', caseId, content, { outcome, rules, summary, impact }]);
  return createHash('sha256').update(JSON.stringify(bound)).digest('base64url');
};

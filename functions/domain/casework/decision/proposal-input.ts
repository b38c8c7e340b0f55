import * as z from 'zod';
import { language } from '../../../settings/localised.ts';
import { day } from '../../kernel/clock.ts';
import { freeText, requiredText } from '../../kernel/text.ts';
import type { Member } from '../../member/member.ts';
import { authorOf } from '../../member/author.ts';
import { mostMeasures, type ProposalContent } from '../../decision/proposal.ts';
import { memberIdText } from '../change/input-limits.ts';
import { recordNumber } from './decision-problems.ts';

const name = z.string().min(1).max(31);
const part = freeText(4 * 1024);

const measureInput = z.strictObject({
  type: name.describe('A measure of the settings.'),
  what: requiredText(1024).optional(),
  dueOn: z.iso.date().optional(),
  until: z.iso.date().optional().describe('The last day, where it ends otherwise than the rung.'),
  restrictions: z
    .array(z.strictObject({ platform: name, restriction: name }))
    .max(40)
    .optional(),
  followUpId: memberIdText.optional().describe('Who of the team follows it up.'),
});

/** What is proposed, as it comes in. Letters, texts and reasons may be empty as long as nobody has to approve them. */
export const proposalInput = z.strictObject({
  respondent: recordNumber,
  rung: name.nullable().describe('A rung of the settings; `null` when nothing follows.'),
  from: z.iso.date().optional().describe('Today where it is left out.'),
  until: z.iso.date().optional().describe('The last day, for a rung that ends.'),
  measures: z.array(measureInput).max(mostMeasures).default([]),
  letter: z
    .strictObject({ language, behaviour: part, impact: part, expected: part, consequences: part })
    .optional(),
  whyNoLetter: requiredText(4 * 1024)
    .optional()
    .describe('Why the respondent is told nothing.'),
  reporterText: freeText(8 * 1024)
    .default('')
    .describe('What the reporter reads when it is in force.'),
  reviewOn: z.iso.date().optional(),
  reasons: freeText(8 * 1024).default(''),
  lawyerOn: z.iso.date().optional().describe('The day on which a lawyer has looked at it.'),
});
export type ProposalInput = z.infer<typeof proposalInput>;

/** @returns where a member is named who may not follow it up, as an index of the measures */
export const contentOf = (
  input: ProposalInput,
  now: Date,
  mayFollowUp: (memberId: string) => Member | undefined,
): ProposalContent | { readonly wrongMember: number } => {
  const measures: ProposalContent['measures'] = [];
  for (const [index, { followUpId, ...measure }] of input.measures.entries()) {
    const member = followUpId === undefined ? undefined : mayFollowUp(followUpId);
    if (followUpId !== undefined && !member) return { wrongMember: index };
    measures.push({ ...measure, ...(member && { followUp: authorOf(member) }) });
  }
  return { ...input, from: input.from ?? day(now), measures };
};

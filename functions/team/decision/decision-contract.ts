import * as z from 'zod';
import { readmission } from '../../domain/decision/after-decision.ts';
import { approval } from '../../domain/decision/approval.ts';
import { decision } from '../../domain/decision/decision.ts';
import { reasonsAgainst } from '../../domain/decision/eligibility.ts';
import { finding } from '../../domain/decision/finding.ts';
import { opinion } from '../../domain/decision/opinion.ts';
import { proposalContent, proposalStatuses } from '../../domain/decision/proposal.ts';
import { missingParts } from '../../domain/decision/proposal-standing.ts';
import { author } from '../../domain/member/author.ts';
import { memberRoles } from '../../domain/member/member.ts';
import { approvalRule } from '../../settings/decision-schema.ts';

/** JSON of what a case is decided by. A field that is not here cannot leak into an answer. */
const damaged = z.int().describe('How many of the records by which the case is decided do not open.');
const number = z.int();

export const findingList = z.object({
  findings: z.array(
    finding
      .pick({
        ...{ respondent: true, outcome: true, reason: true, rules: true, summary: true, impact: true },
        ...{ by: true, on: true },
      })
      .extend({ number }),
  ),
  damaged,
});

export const opinionList = z.object({
  opinions: z.array(
    opinion
      .pick({
        of: true,
        respondent: true,
        asked: true,
        said: true,
        whyNotAsked: true,
        writtenBy: true,
        on: true,
      })
      .extend({ number }),
  ),
  damaged,
});

const said = approval.pick({ by: true, on: true, note: true });

const shownProposal = z.object({
  number,
  status: z.enum(proposalStatuses),
  content: proposalContent,
  by: author,
  on: z.iso.date(),
  decideBy: z.iso.date().optional(),
  late: z.string().optional().describe('It was not decided in time: what happens now.'),
  follows: z.int().optional(),
  hash: z
    .string()
    .optional()
    .describe('What an approval of the text as it stands binds; absent while nothing is found yet.'),
  people: z
    .array(
      z.object({
        memberId: z.string(),
        name: z.string(),
        role: z.enum(memberRoles),
        takesPart: z.boolean(),
        why: z.enum(reasonsAgainst).optional().describe('Why they take no part.'),
      }),
    )
    .describe('Everybody of the team.'),
  approving: z.array(said),
  dissenting: z.array(said),
  rules: z.array(approvalRule).describe('All of them have to be met.'),
  missing: z
    .array(z.object({ part: z.enum(missingParts), says: z.string() }))
    .describe('What is missing before it can be put in force; nothing when it can be.'),
});

export const proposalList = z.object({ proposals: z.array(shownProposal), damaged });

export const decisionList = z.object({
  decisions: z.array(
    decision
      .pick({
        proposal: true,
        hash: true,
        respondent: true,
        outcome: true,
        rules: true,
        rung: true,
        from: true,
        until: true,
        reviewOn: true,
        appealBy: true,
        approvedBy: true,
        dissentedBy: true,
        tookPart: true,
        by: true,
        on: true,
        status: true,
        toReview: true,
        toReviewBy: true,
        letterSent: true,
        returnRequests: true,
      })
      .extend({ number, readmission: readmission.omit({ team: true }).optional() }),
  ),
  damaged,
});

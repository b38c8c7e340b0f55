import * as z from 'zod';
import { author } from '../member/author.ts';
import { threadName } from '../thread/thread-name.ts';
import { appealGround } from './appeal-act.ts';

/** `changed`: a new proposal follows, and the outcome stands when that is put in force. */
export const appealOutcomes = ['upheld', 'changed', 'overturned', 'sent-back'] as const;
export const appealOutcome = z.enum(appealOutcomes);
export type AppealOutcome = z.infer<typeof appealOutcome>;

/** Who asks for a decision to be looked at again. */
export const appealSides = ['respondent', 'reporter'] as const;
export const appealSide = z.enum(appealSides);
export type AppealSide = z.infer<typeof appealSide>;

const tick = z.object({ by: author, on: z.iso.date() });
const withReason = tick.extend({ reason: z.string() });

/** The team's words about an outcome, until they are written into the threads of those they are for. */
export const outcomeTexts = z.object({
  appellant: z.string(),
  /** For the other side, where the team tells it. */
  other: z.string().optional(),
});
export type OutcomeTexts = z.infer<typeof outcomeTexts>;

/** A decision is asked to be looked at again. Sealed under the casework key. */
export const appeal = z.object({
  /** The number of the decision. */
  decision: z.int(),
  side: appealSide,
  /** The thread in which it is answered; absent where whoever appealed has no door here. */
  thread: threadName.optional(),
  /** The number of its entry in that thread, which holds the text; absent where it came outside of this service. */
  entry: z.int().optional(),
  /** What it says, where it came outside, as a member noted it. */
  said: z.string().optional(),
  ground: appealGround,
  /** The full hour in which it was sent; of one that came outside the day it came. ISO in UTC. */
  sentAt: z.iso.datetime(),
  noted: tick,
  acknowledgeBy: z.iso.datetime(),
  decideBy: z.iso.datetime(),
  /** The window had passed when it was sent: why it comes late, and whether a lead takes it all the same. */
  late: z
    .object({ reason: z.string(), answered: withReason.extend({ taken: z.boolean() }).optional() })
    .optional(),
  /** One about the same decision was decided before: what members without a part in it say of taking this one. */
  again: z.object({ verdicts: z.array(withReason.extend({ takes: z.boolean() })) }).optional(),
  acknowledged: tick.optional(),
  /** Who decides it, and who said so. */
  decider: z.object({ who: author, said: tick }).optional(),
  hearing: z
    .object({
      on: z.iso.date(),
      /** Who takes part, as the team typed it. */
      who: z.string(),
      planned: tick,
      notes: z.string().optional(),
      noted: tick.optional(),
    })
    .optional(),
  /** Whether what the decision restricts waits until the appeal is decided; absent `said`: as the settings have it. */
  waits: z.object({ is: z.boolean(), said: withReason.optional() }),
  outcome: z
    .object({
      is: appealOutcome,
      reasons: z.string(),
      decided: tick,
      /** The proposal that follows a `changed` one; its texts wait here until that is in force. */
      proposal: z.int().optional(),
      texts: outcomeTexts.optional(),
      /** The day from which it stands. */
      standsOn: z.iso.date().optional(),
      /** Threads in which it was told. */
      toldIn: z.array(threadName).default([]),
    })
    .optional(),
});
export type Appeal = z.infer<typeof appeal>;

/** Appeals of a case, refused ones included. */
export const mostAppeals = 40;
/** Verdicts on taking one again that are kept. */
export const mostVerdicts = 40;

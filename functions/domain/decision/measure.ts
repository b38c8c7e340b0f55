import * as z from 'zod';
import { author } from '../member/author.ts';

export const measureStatuses = ['to-do', 'done', 'not-done', 'waived'] as const;
export const measureStatus = z.enum(measureStatuses);

const tick = z.object({ by: author, on: z.iso.date() });

/** One account on one platform, and whether the restriction is in place and lifted there. */
export const rollOut = z.object({
  platform: z.string(),
  restriction: z.string(),
  account: z.string(),
  done: tick.optional(),
  lifted: tick.optional(),
  /** It stays in place, under a measure of the decision that took this one's place. */
  passedOn: tick.optional(),
  /** Who was to carry it out has said that they cannot, and why. */
  cannot: tick.extend({ reason: z.string() }).optional(),
});
export type RollOut = z.infer<typeof rollOut>;

/** A restriction that one member imposed alone; not reviewed until others confirm it. */
export const emergency = z.object({
  by: author,
  at: z.iso.datetime(),
  reason: z.string(),
  /** A full hour. */
  confirmBy: z.iso.datetime(),
  /** Ids of everybody who was on the team then: who joins later does not confirm it. */
  team: z.array(z.string()).default([]),
  confirmed: tick.optional(),
});

/** One consequence, followed to its end. Sealed under the casework key. */
export const measure = z.object({
  respondent: z.int(),
  /** The number of the decision it follows from; absent for an emergency restriction. */
  decision: z.int().optional(),
  /** A name of the settings. */
  type: z.string(),
  what: z.string().optional(),
  from: z.iso.date(),
  /** The last day, for what ends by itself. */
  until: z.iso.date().optional(),
  /** By when it is done, for what somebody has to do. */
  dueOn: z.iso.date().optional(),
  /** Who of the team follows it up. */
  followUp: author.optional(),
  status: measureStatus,
  /** Why it was waived or not done. */
  reason: z.string().optional(),
  note: z.string().optional(),
  changed: tick.optional(),
  /** The number of the decision that took its place: that one ended it. */
  replacedBy: z.int().optional(),
  rollOuts: z.array(rollOut),
  emergency: emergency.optional(),
  /** While an appeal is open it is not in place: since which day, and until which. */
  waits: z.object({ appeal: z.int(), since: z.iso.date(), until: z.iso.date().optional() }).optional(),
  /** Each time it was broken; the latest last. What restricts somebody goes on all the same. */
  broken: z.array(tick.extend({ reason: z.string() })).optional(),
});
export type Measure = z.infer<typeof measure>;

/** Roll-outs of one measure. */
export const mostRollOuts = 60;
/** Measures of a case: their dates stand beside its head, which a page of the queue reads a hundred of at once. */
export const mostMeasuresOfCase = 100;
/** Times of which it is kept that one measure was broken. */
export const mostBreaks = 50;

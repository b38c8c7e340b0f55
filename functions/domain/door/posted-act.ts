import * as z from 'zod';
import { isBlank, textIssue } from '../kernel/text.ts';
import { checkInFacts } from '../thread/check-in.ts';
import { noFacts, said } from './act-facts.ts';
import { anyAct, needsText, type DoorAct } from './door-act.ts';

/** What a reporter alone does by pressing a button; they appeal as respondents do. */
const reporterActs = [
  z.strictObject({ act: z.literal('retaliation'), facts: noFacts, ...said }),
  z.strictObject({ act: z.literal('check-in'), facts: checkInFacts, ...said }),
] as const;

type ReportersAct = z.output<(typeof reporterActs)[number]>;

/** What the holder of any door does besides writing, as it comes in. */
export const postedAct = z
  .discriminatedUnion('act', [...anyAct.options, ...reporterActs])
  .superRefine((given, context) => {
    const { text, attachments } = given;
    const needs = isReportersAct(given) ? given.act === 'retaliation' : needsText(given.act);
    if (needs && isBlank(text) && attachments.length === 0)
      context.addIssue({ ...textIssue({ kind: 'empty' }), path: ['text'] });
  });

export const isReportersAct = (given: DoorAct | ReportersAct): given is ReportersAct =>
  given.act === 'retaliation' || given.act === 'check-in';

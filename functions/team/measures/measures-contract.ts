import * as z from 'zod';
import { hold } from '../../domain/decision/hold.ts';
import { publicBan } from '../../domain/decision/public-ban.ts';
import { emergency, measure, rollOut } from '../../domain/decision/measure.ts';

/** JSON of what follows from decisions, and of what keeps a case. */
const damaged = z.int().describe('How many cannot be shown: what was stored is damaged.');

export const measureList = z.object({
  measures: z.array(
    z.object({
      number: z.int(),
      ...measure.shape,
      rollOuts: z
        .array(rollOut)
        .describe('Account by account, counted from 1: where it is in place, and where it was lifted.'),
      emergency: emergency.omit({ team: true }).optional().describe('One member imposed it alone.'),
      reviewed: z
        .boolean()
        .describe('`false`: one member imposed it alone, and nobody else has confirmed it.'),
      over: z.boolean().describe('Its last day has passed: it does not hold any more.'),
    }),
  ),
  damaged,
});

export const holdList = z.object({
  holds: z.array(
    z.object({
      number: z.int(),
      ...hold.omit({ without: true }).shape,
      holding: z.boolean().describe('It keeps the case now.'),
    }),
  ),
  damaged,
});

export const publicBanList = z.object({
  entries: z.array(
    z.object({
      number: z.int(),
      ...publicBan.omit({ team: true }).shape,
      public: z.boolean().describe('Everybody can read it now, where the settings have a public list.'),
    }),
  ),
  damaged,
});

import * as z from 'zod';
import { appealFacts } from '../../domain/appeal/appeal-act.ts';
import { reasonsAgainstAppeal } from '../../domain/appeal/appeal-eligibility.ts';
import { appealStates } from '../../domain/appeal/appeal-state.ts';
import { appeal, appealSide } from '../../domain/appeal/appeal.ts';
import { memberRole } from '../../domain/member/member.ts';

/** JSON of the appeals of a case. */
export const appealList = z.object({
  appeals: z.array(
    z.object({
      number: z.int(),
      ...appeal.shape,
      state: z
        .enum(appealStates)
        .describe(
          '`late`: a lead says whether it is taken. `again`: members without a part do. `changing`: its outcome stands once the proposal that follows is in force.',
        ),
      text: z.string().optional().describe('What it says; absent where the entry cannot be shown.'),
      people: z.array(
        z.object({
          memberId: z.string(),
          name: z.string(),
          role: memberRole,
          mayDecide: z.boolean(),
          why: z.enum(reasonsAgainstAppeal).optional().describe('Why they do not decide it.'),
          opened: z.boolean().describe('They have opened the case.'),
        }),
      ),
    }),
  ),
  untaken: z
    .array(
      z.object({
        thread: z.string(),
        entry: z.int(),
        side: appealSide,
        sentAt: z.iso.datetime(),
        decision: z.int().optional(),
        ground: appealFacts.shape.ground.optional(),
        text: z.string(),
        lateReason: z.string().optional(),
      }),
    )
    .describe('Appeals that came through a door, and that nobody has taken up.'),
  damaged: z.int().describe('How many cannot be shown: what was stored is damaged.'),
});

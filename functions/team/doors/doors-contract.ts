import * as z from 'zod';
import { conversationStates } from '../../domain/casework/reading/conversations.ts';
import { doorPage } from '../../domain/door/door-page.ts';
import { platformActNames } from '../../domain/door/platform-standing.ts';
import { doorKinds } from '../../domain/thread/thread-name.ts';
import { author } from '../../domain/member/author.ts';
import { language } from '../../settings/localised.ts';
import { caseEntry } from '../case/case-contract.ts';
import { unreadable } from '../case/case-lists-contract.ts';

const waitingAnswers = z.object({
  upTo: z.int().describe('What takes them over: the number of the last of these answers.'),
  answers: z.array(
    z.object({
      number: z.int().describe('Of the entry.'),
      act: z.enum(platformActNames),
      on: z.iso.date(),
      measure: z.int(),
      account: z.int().describe('Its place in the measure, counted from 1.'),
      name: z.string(),
      restriction: z.string(),
      text: z.string(),
    }),
  ),
});

/** JSON of the conversations of a case besides the reporter's. */
export const doorList = z.object({
  doors: z.array(
    z.object({
      number: z.int(),
      kind: z.enum(doorKinds),
      thread: z.string().describe('By which a message names the conversation.'),
      whom: z.string(),
      respondent: z.int().optional(),
      platform: z.string().optional(),
      language,
      state: z
        .enum(conversationStates)
        .describe(
          '`waiting`: nobody has made words of their own yet. `expired`: nobody did in time. `open`: somebody did. `answered`: they have written. `closed`, `ended`: nobody can read it any more.',
        ),
      madeBy: author,
      madeOn: z.iso.date(),
      handOverBy: z.iso.date(),
      answerBy: z.iso.date().optional(),
      endsOn: z.iso.date().optional(),
      closedOn: z.iso.date().optional(),
      closedBecause: z.string().optional(),
      newEntries: z.int().describe('Of which the team has not looked at any until now.'),
      waitingAnswers: waitingAnswers
        .optional()
        .describe(
          'What the admins of a platform have answered and nobody has taken over; absent where nothing waits.',
        ),
      page: doorPage.optional().describe('What they are shown; absent where that is damaged.'),
      entries: z.array(z.union([caseEntry, unreadable])),
    }),
  ),
});

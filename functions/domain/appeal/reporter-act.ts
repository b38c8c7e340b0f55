import * as z from 'zod';
import type { Settings } from '../../settings/schema.ts';
import { day } from '../kernel/clock.ts';
import { checkInFacts, checkInsOf } from '../thread/check-in.ts';
import type { OpenThread } from '../thread/open-thread.ts';
import { appealFacts } from './appeal-act.ts';
import { appealableOf, appealProblem } from './reporter-appeal.ts';

/** What a reporter does by pressing a button, as it comes in; its text and files stand beside it. */
export const reporterAct = z.discriminatedUnion('act', [
  z.object({ act: z.literal('retaliation'), facts: z.strictObject({}).default({}) }),
  z.object({ act: z.literal('check-in'), facts: checkInFacts }),
  z.object({ act: z.literal('appeal'), facts: appealFacts }),
]);
export type ReporterAct = z.output<typeof reporterAct>;

/** Whether the team is told with the next scheduled run. */
export const isUrgentAct = (given: ReporterAct): boolean =>
  given.act === 'retaliation' || (given.act === 'check-in' && given.facts.answer === 'retaliation');

export type ReporterActProblem = 'not-offered' | 'late-without-reason';

/** Whether what it is about lies in the conversation; retaliation can be told at any time, and needs no look. */
export const isAboutThread = ({ act }: ReporterAct): boolean => act !== 'retaliation';

/** Why an act does not fit how the case stands. An answer that was given already fits: sent twice it is one entry. */
export const reporterActProblem = (
  { decisions }: Pick<Settings, 'decisions'>,
  { summary, entries }: Pick<OpenThread, 'summary' | 'entries'>,
  given: ReporterAct,
  now: Date,
): ReporterActProblem | undefined => {
  const today = day(now);
  switch (given.act) {
    case 'retaliation':
      return undefined;
    case 'appeal':
      return appealProblem(appealableOf(decisions, summary.decisions), given.facts, today);
    case 'check-in': {
      const { after, closedOn } = given.facts;
      const asked = checkInsOf(decisions.checkInsAfterClosing, summary, entries, today).find(
        (one) => one.after === Number(after) && one.is !== 'to-come',
      );
      return asked && summary.closedOn === closedOn ? undefined : 'not-offered';
    }
  }
};

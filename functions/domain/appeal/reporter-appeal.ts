import type { DecisionSettings } from '../../settings/decision-schema.ts';
import type { ToldDecision } from '../thread/told-decision.ts';
import { lastAppealDay } from './appeal-dates.ts';
import type { AppealFacts } from './appeal-act.ts';

/** A decision that its reporter can appeal against; `until` is the last day on which that is not late. */
export type Appealable = { readonly decision: number; readonly on: string; readonly until: string };

/** Decisions that the reporter was told of and that hold. */
export const appealableOf = (
  settings: Pick<DecisionSettings, 'appeal'>,
  told: readonly ToldDecision[] = [],
): readonly Appealable[] =>
  told
    .filter(({ status }) => status === 'in-force')
    .map(({ decision, on }) => ({ decision, on, until: lastAppealDay(settings, 'reporter', { on }) }));

/**
 * Why an appeal of the reporter cannot be sent as it is.
 * @param today an ISO day in UTC
 */
export const appealProblem = (
  appealable: readonly Appealable[],
  { decision, late }: Pick<AppealFacts, 'decision' | 'late'>,
  today: string,
): 'not-offered' | 'late-without-reason' | undefined => {
  const meant = appealable.find((one) => one.decision === decision);
  if (!meant) return 'not-offered';
  return today > meant.until && late === undefined ? 'late-without-reason' : undefined;
};

import type { ToldDecision } from '../thread/told-decision.ts';
import type { Decision } from './decision.ts';

/** How a decision stands, as far as its reporter knows. @param decision its number */
export const toldOf = (
  decision: number,
  { on, status, letterAnnounced, letterSent, until, endKept }: Decision,
): ToldDecision => ({
  decision,
  on,
  status,
  ...(letterSent === undefined && letterAnnounced !== undefined && { letterOn: letterAnnounced.on }),
  ...(letterSent !== undefined && { letterSentOn: letterSent.on }),
  ...(endKept !== true && status === 'in-force' && until !== undefined && { endsOn: until }),
});

/**
 * What the reporter’s page knows of decisions once these records of them are written. A decision that they were not told
 * of stays out of it.
 */
export const toldDecisionsAfter = (
  before: readonly ToldDecision[],
  written: ReadonlyMap<number, Decision>,
): readonly ToldDecision[] =>
  before.map((told) => {
    const content = written.get(told.decision);
    return content === undefined ? told : toldOf(told.decision, content);
  });

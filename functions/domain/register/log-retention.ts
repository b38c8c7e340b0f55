import type { DecisionSettings } from '../../settings/decision-schema.ts';
import { lastsOf } from '../decision/named-in-settings.ts';
import { addDays, epochSeconds } from '../kernel/clock.ts';
import type { LogFacts } from './log-line.ts';

/** A ban without an end stays known for as long as the settings let anything be kept. */
const longestYears = 30;

const yearsAfter = (isoDay: string, years: number): string => {
  const date = new Date(`${isoDay}T00:00:00.000Z`);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.toISOString().slice(0, 10);
};

/**
 * The last day on which a line is kept: `logYears` after its decision, but not before the last day of what was decided.
 * What is in force for good is kept for 30 years.
 */
export const logKeptUntil = (
  { logYears, ladder }: Pick<DecisionSettings, 'logYears' | 'ladder'>,
  { decidedOn, until, rung, status }: Pick<LogFacts, 'decidedOn' | 'until' | 'rung' | 'status'>,
): string => {
  const isInForce = status === 'in-force' || status === 'measures-done';
  const years = lastsOf({ ladder }, { rung }) === 'permanent' && isInForce ? longestYears : logYears;
  const kept = yearsAfter(decidedOn, years);
  return until !== undefined && until > kept ? until : kept;
};

export const isLogKept = ({ keptUntil }: { readonly keptUntil: string }, now: Date): boolean =>
  now.toISOString().slice(0, 10) <= keptUntil;

/** When the last day is over. */
export const logEndsAt = (keptUntil: string): Date => addDays(new Date(`${keptUntil}T00:00:00.000Z`), 1);

/** The scheduled run deletes a line within the hour; a day later DynamoDB's time to live does (epoch seconds). */
export const logTimeToLive = (keptUntil: string): number => epochSeconds(addDays(logEndsAt(keptUntil), 1));

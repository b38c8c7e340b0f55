import type { DecisionSettings, RungSettings } from '../../settings/decision-schema.ts';
import { ownValue } from '../kernel/own-value.ts';

/** What the settings say today of the rungs and measures that records name. A name may have left them since. */

/** @param rung `null` where nothing follows, which is no rung */
export const rungOf = (
  { ladder }: Pick<DecisionSettings, 'ladder'>,
  rung: string | null,
): RungSettings | undefined => (rung === null ? undefined : ownValue(ladder, rung));

/** How long what was decided lasts. */
export const lastsOf = (
  settings: Pick<DecisionSettings, 'ladder'>,
  { rung }: { readonly rung: string | null },
): RungSettings['lasts']['kind'] | undefined => rungOf(settings, rung)?.lasts.kind;

/** Whether a measure is carried out account by account. */
export const isRestriction = ({ measures }: Pick<DecisionSettings, 'measures'>, type: string): boolean =>
  ownValue(measures, type)?.restriction === true;

import type { DecisionSettings, RungSettings } from '../../settings/decision-schema.ts';

/**
 * The rung above one of the ladder; the gravest where there is none above, the mildest where there was none before or it
 * has left the settings.
 */
export const nextRung = (
  { ladder }: Pick<DecisionSettings, 'ladder'>,
  before: string | undefined,
): readonly [name: string, rung: RungSettings] | undefined => {
  const rungs = Object.entries(ladder).toSorted(([, one], [, other]) => one.order - other.order);
  const index = rungs.findIndex(([name]) => name === before);
  return rungs[Math.min(index + 1, rungs.length - 1)];
};

import { inLanguage } from '../../settings/localised.ts';
import type { Settings } from '../../settings/schema.ts';

/** A step of an investigation, as the settings name it. */
export type PlanStep = { readonly id: string; readonly text: string };

/** The step after which a date is agreed until which a weakness is kept quiet. */
export const embargoStep = 'embargo-date';
/** The task with that date. No step of the settings can have this name. */
export const embargoTask = 'embargo:ends';

/** The steps of a channel's plan in their order; those of `conduct` where it has none. */
export const planOf = (
  { decisions: { plans } }: Pick<Settings, 'decisions'>,
  channel: string,
): PlanStep[] => {
  const name = Object.hasOwn(plans, channel) ? channel : 'conduct';
  const steps = Object.hasOwn(plans, name) ? (plans[name] ?? {}) : {};
  return Object.entries(steps)
    .sort(([one, { order }], [other, { order: otherOrder }]) =>
      order === otherOrder ? (one < other ? -1 : 1) : order - otherOrder,
    )
    .map(([id, { label }]) => ({ id, text: inLanguage(label, 'en') }));
};

import * as z from 'zod';
import type { DecisionSettings } from '../../../settings/decision-schema.ts';
import { ownValue } from '../../kernel/own-value.ts';
import type { ProblemText } from '../change/problem-text.ts';
import { invalidField } from '../change/common-problems.ts';

/** What is restricted where: names of the settings. */
export type Place = { readonly platform: string; readonly restriction: string };

const name = '[a-z][a-z0-9-]{0,30}';

/** A platform and what is restricted there, as `chat/mute`. */
export const placeText = z
  .string()
  .regex(
    new RegExp(`^${name}/${name}$`),
    'Must be a platform and a restriction of the settings: `chat/mute`.',
  )
  .describe('A platform and what is restricted there, by their names in the settings: `chat/mute`.');

export type UnknownPlace = { readonly kind: 'unknown-place' };

/** @returns `undefined` when the settings know no such platform, or nothing of this name that can be restricted there */
export const placeOf = ({ platforms }: DecisionSettings, text: string): Place | undefined => {
  const [platform = '', restriction = ''] = text.split('/');
  const known = ownValue(platforms, platform);
  return known && Object.hasOwn(known.restrictions, restriction) ? { platform, restriction } : undefined;
};

export const unknownPlace: ProblemText = invalidField(
  '/where',
  'Is no restriction of a platform in the settings.',
  'The settings have no such platform, or nothing of this name that can be restricted there.',
);

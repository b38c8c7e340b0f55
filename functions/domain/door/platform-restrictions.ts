import type { DecisionSettings } from '../../settings/decision-schema.ts';
import { inLanguage } from '../../settings/localised.ts';
import { isPlaced, isWaiting, mayLift } from '../decision/measure-state.ts';
import type { Measure, RollOut } from '../decision/measure.ts';
import { ownValue } from '../kernel/own-value.ts';
import type { DoorRecord } from './door.ts';
import type { PlatformPage, ShownRestriction } from './platform-page.ts';

/** Restrictions that one page shows: sealed, they fit into one row of the database. */
export const mostShownRestrictions = 300;

type Platforms = Pick<DecisionSettings, 'platforms'>;
type ForPlatform = Pick<DoorRecord, 'platform' | 'language' | 'whom' | 'takenUpTo'>;

/** What a platform is called in the language of its page; its name where the settings know it no longer. */
export const platformLabel = (
  { platforms }: Platforms,
  { platform = '', language }: Pick<ForPlatform, 'platform' | 'language'>,
): string => {
  const known = ownValue(platforms, platform);
  return known ? inLanguage(known.label, language) : platform;
};

/** Whether it is in place nowhere from now on: it has ended, was given up, or waits for an appeal. */
const isToLift = (measure: Measure, today: string): boolean => isWaiting(measure) || mayLift(measure, today);

/** An account somebody has to look for, and where something is or was to be done. */
const isShown = (measure: Measure, { account, passedOn, done }: RollOut, today: string): boolean =>
  account !== '' && passedOn === undefined && (done !== undefined || !isToLift(measure, today));

/** What waits for the admin stands first, so that the most that a page holds leaves none of it out. */
const urgency = (measure: Measure, rollOut: RollOut, today: string): number => {
  const isIn = isPlaced(rollOut);
  if (isIn) return isToLift(measure, today) ? 0 : 2;
  return rollOut.lifted ? 3 : 1;
};

/**
 * What the page of a platform's admins shows: every restriction on that platform, by the account and what is restricted.
 * Nothing of who the person is, of why, of the case or of other platforms is part of it.
 * @param measures all of the case, by their numbers
 * @param today in UTC; ends that come later are told by the page when it is looked at
 */
export const platformPageAfter = (
  settings: Platforms,
  door: ForPlatform,
  measures: ReadonlyMap<number, Measure>,
  today: string,
): PlatformPage => {
  const { platform, language } = door;
  const labels = ownValue(settings.platforms, platform ?? '')?.restrictions ?? {};
  const whatOf = (restriction: string): string => {
    const label = ownValue(labels, restriction);
    return label === undefined ? restriction : inLanguage(label, language);
  };
  const all = [...measures].flatMap(([number, measure]) =>
    measure.rollOuts.flatMap((rollOut, index) =>
      rollOut.platform === platform && isShown(measure, rollOut, today)
        ? [
            {
              order: urgency(measure, rollOut, today),
              row: shown(measure, rollOut, {
                measure: number,
                account: index + 1,
                what: whatOf(rollOut.restriction),
              }),
            },
          ]
        : [],
    ),
  );
  const sorted = all.toSorted((one, other) => one.order - other.order).map(({ row }) => row);
  return {
    kind: 'platform',
    language,
    platform: platformLabel(settings, door),
    restrictions: sorted.slice(0, mostShownRestrictions),
    ...(sorted.length > mostShownRestrictions ? { more: true } : {}),
    ...(door.takenUpTo === undefined ? {} : { takenUpTo: door.takenUpTo }),
  };
};

const shown = (
  measure: Measure,
  { account: name, restriction, done, lifted, cannot }: RollOut,
  at: Pick<ShownRestriction, 'measure' | 'account' | 'what'>,
): ShownRestriction => ({
  ...at,
  name,
  restriction,
  from: measure.from,
  ...(measure.until === undefined ? {} : { until: measure.until }),
  ...(done ? { placedOn: done.on } : {}),
  ...(lifted ? { liftedOn: lifted.on } : {}),
  ...(cannot ? { cannotOn: cannot.on } : {}),
  toLift: isToLift({ ...measure, until: undefined }, measure.from),
});

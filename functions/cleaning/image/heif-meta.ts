import { hasAt, slice } from '../bytes.ts';
import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { boxesIn, type Box } from '../video/boxes.ts';
import {
  readItems,
  readLocations,
  readReferences,
  type Item,
  type Location,
  type Reference,
} from './heif-items.ts';
import { Properties } from './heif-properties.ts';

/** The boxes inside `meta` (ISO/IEC 14496-12 §8.11). */
type MetaParts = {
  readonly handler: Box;
  readonly primary: Box | undefined;
  readonly info: Box;
  readonly places: Box;
  readonly references: Box | undefined;
  readonly data: Box | undefined;
  readonly dataReferences: Box | undefined;
};

/** What the box `meta` of a picture file says of its items. */
export type PictureMeta = {
  readonly box: Box;
  readonly parts: MetaParts;
  readonly items: readonly Item[];
  readonly locations: ReturnType<typeof readLocations>;
  /** The locations by item. */
  readonly places: ReadonlyMap<number, Location>;
  readonly references: readonly Reference[];
  readonly properties: Properties;
  /** The item that is shown first. */
  readonly primary: number | undefined;
};

/**
 * @throws {StopCleaning} `not-understood` when a part that pictures need is missing, `encrypted` when items are
 *   protected
 */
export const readMeta = (from: Buffer, box: Box, cleaning: Cleaning): PictureMeta => {
  const found = new Map(
    boxesIn(from, box.bodyStart + 4, box.end, cleaning.works).boxes.map((part) => [part.type, part]),
  );
  const [handler, primary, info, places, property] = ['hdlr', 'pitm', 'iinf', 'iloc', 'iprp'].map((type) =>
    found.get(type),
  );
  if (!handler || !info || !places || !property || !hasAt(from, handler.bodyStart + 8, 'pict')) {
    throw StopCleaning.because('not-understood');
  }
  if (found.has('ipro')) throw StopCleaning.because('encrypted');
  const references = found.get('iref');
  const items = readItems(from, info, cleaning.works);
  const locations = readLocations(from, places, cleaning.works);
  return {
    box,
    parts: {
      handler,
      primary,
      info,
      places,
      references,
      data: found.get('idat'),
      dataReferences: found.get('dinf'),
    },
    items,
    locations,
    places: new Map(locations.all.map((location) => [location.id, location])),
    references: references ? readReferences(from, references, cleaning.works) : [],
    properties: new Properties(from, property, cleaning),
    primary: primary ? readPrimary(from, primary) : undefined,
  };
};

const readPrimary = (from: Buffer, box: Box): number => {
  const body = slice(from, box.bodyStart, box.end);
  return body.readUInt8() === 0 ? body.readUInt16BE(4) : body.readUInt32BE(4);
};

import { hasAt, slice, unsigned16, unsigned32 } from '../bytes.ts';
import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { boxesIn, type Box } from '../video/boxes.ts';
import { copyHead, type Copy } from '../video/copy.ts';
import type { MediaData } from '../video/media-data.ts';
import { copyFilm } from '../video/mp4.ts';
import {
  readItems,
  readLocations,
  readReferences,
  type Item,
  type Location,
  type Reference,
} from './heif-items.ts';
import { boxOf, Properties } from './heif-properties.ts';
import { replaceExif } from './tiff.ts';
import { findInXmp } from './xmp.ts';

/**
 * A HEIC, HEIF or AVIF file (ISO/IEC 23008-12) of the same size: its pictures, what they are put together from, and
 * their transparency. Exif, XMP, thumbnails, depth and gain maps, and whatever else is no picture that one sees, are
 * zeros. How the picture is turned is a property and stays. Sequences are films within.
 */
export const cleanHeif = (file: Buffer, cleaning: Cleaning): Buffer => {
  const { boxes, restStart } = boxesIn(file, 0, file.length, cleaning.works);
  if (restStart < file.length) cleaning.found('trailing-bytes');
  const metas = boxes.filter(({ type }) => type === 'meta');
  const [meta] = metas;
  if (metas.length > 1 || (!meta && !boxes.some(({ type }) => type === 'moov')))
    throw StopCleaning.because('broken');
  const copy: Copy = { from: file, to: Buffer.alloc(restStart), cleaning };
  let pictures: Pictures | undefined;
  const media = copyFilm(copy, boxes, new Map([['meta', (_, box) => (pictures = copyPictures(copy, box))]]));
  if (pictures) copyItems(pictures, media);
  media.finish();
  return copy.to;
};

type Pictures = {
  readonly properties: Properties;
  readonly items: readonly { readonly item: Item; readonly location: Location }[];
  readonly dropped: readonly Location[];
};

/** Coded pictures, and those that are put together from others. */
const codedTypes = ['hvc1', 'hev1', 'av01', 'avc1', 'vvc1', 'lhv1', 'jpeg'];
const derivedTypes = ['grid', 'iovl', 'iden'];
const pictureTypes = [...codedTypes, ...derivedTypes];

const copyPictures = (copy: Copy, meta: Box): Pictures => {
  const { from, cleaning } = copy;
  const parts = new Map(
    boxesIn(from, meta.bodyStart + 4, meta.end, cleaning.works).boxes.map((box) => [box.type, box]),
  );
  const [handlerBox, primaryBox, infoBox, placeBox, propertyBox] = [
    'hdlr',
    'pitm',
    'iinf',
    'iloc',
    'iprp',
  ].map((type) => parts.get(type));
  if (
    !handlerBox ||
    !infoBox ||
    !placeBox ||
    !propertyBox ||
    !hasAt(from, handlerBox.bodyStart + 8, 'pict')
  ) {
    throw StopCleaning.because('not-understood');
  }
  if (parts.has('ipro')) throw StopCleaning.because('encrypted');
  const items = readItems(from, infoBox, cleaning.works);
  const locations = readLocations(from, placeBox, cleaning.works);
  const referenceBox = parts.get('iref');
  const references = referenceBox ? readReferences(from, referenceBox, cleaning.works) : [];
  const properties = new Properties(from, propertyBox, cleaning);
  const primary = primaryBox ? readPrimary(from, primaryBox) : undefined;
  const kept = keptItems(items, references, properties, primary);
  if (kept.size === 0) throw StopCleaning.because('content-lost');
  const places = new Map(locations.all.map((location) => [location.id, location]));
  const boxStart = parts.get('idat')?.bodyStart;
  const thumbnails = new Set(
    references.filter(({ type }) => type === 'thmb').map((reference) => reference.from),
  );
  for (const item of items) {
    if (!kept.has(item.id)) findInItem(copy, item, places.get(item.id), thumbnails.has(item.id), boxStart);
  }

  const id = (bytes: number, value: number): Buffer => (bytes === 2 ? unsigned16(value) : unsigned32(value));
  const keptInfo = items.filter((item) => kept.has(item.id));
  const keptPlaces = locations.all.filter((location) => kept.has(location.id));
  const infoVersion = from.readUInt8(infoBox.bodyStart);
  const content = [
    ...(primaryBox ? [boxOf('pitm', from.subarray(primaryBox.bodyStart, primaryBox.end))] : []),
    boxOf(
      'iinf',
      Buffer.concat([
        Buffer.from([infoVersion, 0, 0, 0]),
        id(infoVersion === 0 ? 2 : 4, keptInfo.length),
        ...keptInfo.map(({ entry }) => writeEntry(from, entry)),
      ]),
    ),
    ...(referenceBox ? [writeReferences(from.readUInt8(referenceBox.bodyStart), references, kept)] : []),
    properties.write(kept),
    ...(parts.has('dinf') ? [selfContainedData] : []),
    boxOf(
      'iloc',
      Buffer.concat([
        locations.head,
        id(from.readUInt8(placeBox.bodyStart) < 2 ? 2 : 4, keptPlaces.length),
        ...keptPlaces.map(({ entry }) => entry),
      ]),
    ),
    ...writeData(copy, parts.get('idat'), keptPlaces),
  ];
  writeMeta(copy, meta, handlerBox, content);
  return {
    properties,
    dropped: locations.all.filter(({ id: own, isInBox }) => !kept.has(own) && !isInBox),
    items: keptInfo.flatMap((item) => {
      const location = places.get(item.id);
      if (!location && item.type !== 'iden') throw StopCleaning.because('broken');
      return location ? [{ item, location }] : [];
    }),
  };
};

const readPrimary = (from: Buffer, box: Box): number => {
  const body = slice(from, box.bodyStart, box.end);
  return body.readUInt8() === 0 ? body.readUInt16BE(4) : body.readUInt32BE(4);
};

/**
 * The picture that is shown first, every other that is shown and is no thumbnail, what these are put together from, and
 * their transparency.
 */
const keptItems = (
  items: readonly Item[],
  references: readonly Reference[],
  properties: Properties,
  primary: number | undefined,
): Set<number> => {
  const byId = new Map(items.map((item) => [item.id, item]));
  const beside = new Set(
    references.filter(({ type }) => type === 'thmb' || type === 'auxl').map(({ from }) => from),
  );
  const parts = new Map<number, number[]>();
  const add = (whole: number, part: number): void => {
    const own = parts.get(whole);
    if (own) own.push(part);
    else parts.set(whole, [part]);
  };
  for (const { type, from, to } of references) {
    if (type === 'dimg') for (const part of to) add(from, part);
    if (type === 'auxl' && properties.isAlpha(from)) for (const picture of to) add(picture, from);
  }
  const waiting = items
    .filter(
      ({ id, type, isHidden }) =>
        id === primary || (!isHidden && !beside.has(id) && pictureTypes.includes(type)),
    )
    .map(({ id }) => id);
  const kept = new Set<number>();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (kept.has(next)) continue;
    const item = byId.get(next);
    if (!item) throw StopCleaning.because('broken');
    if (!pictureTypes.includes(item.type)) throw StopCleaning.because('not-understood');
    kept.add(next);
    for (const part of parts.get(next) ?? []) waiting.push(part);
  }
  return kept;
};

/** `infe` without a name, and without what may follow it. */
const writeEntry = (from: Buffer, { bodyStart }: Box): Buffer => {
  const length = from.readUInt8(bodyStart) === 2 ? 12 : 14;
  return boxOf('infe', Buffer.concat([slice(from, bodyStart, bodyStart + length), Buffer.alloc(1)]));
};

const writeReferences = (
  version: number,
  references: readonly Reference[],
  kept: ReadonlySet<number>,
): Buffer => {
  const id = version === 0 ? unsigned16 : unsigned32;
  const written = references
    .filter(({ type, from }) => ['dimg', 'auxl', 'prem'].includes(type) && kept.has(from))
    .map(({ type, from, to }) => ({ type, from, to: to.filter((other) => kept.has(other)) }))
    .filter(({ to }) => to.length > 0)
    .map(({ type, from, to }) =>
      boxOf(type, Buffer.concat([id(from), unsigned16(to.length), ...to.map(id)])),
    );
  return boxOf('iref', Buffer.concat([Buffer.from([version, 0, 0, 0]), ...written]));
};

const selfContainedData = boxOf(
  'dinf',
  boxOf('dref', Buffer.concat([unsigned32(0), unsigned32(1), boxOf('url ', unsigned32(1))])),
);

/** The box of small data, in which offsets count from its beginning. */
const writeData = (copy: Copy, box: Box | undefined, places: readonly Location[]): Buffer[] => {
  if (!box) return [];
  const content = Buffer.alloc(box.end - box.bodyStart);
  const own = places.filter(({ isInBox }) => isInBox).flatMap(({ extents }) => extents);
  for (const { start, end } of own) {
    copy.cleaning.works(end - start + 20);
    slice(copy.from, box.bodyStart + start, Math.min(box.bodyStart + end, box.end)).copy(content, start);
  }
  return [boxOf('idat', content)];
};

/** In the place of the old box, filled up with an empty box, or with zeros behind the handler's empty name. */
const writeMeta = (copy: Copy, meta: Box, handler: Box, content: readonly Buffer[]): void => {
  const room = meta.end - meta.bodyStart - 4;
  const withName = (zeros: number): Buffer =>
    boxOf(
      'hdlr',
      Buffer.concat([
        Buffer.alloc(8),
        copy.from.subarray(handler.bodyStart + 8, handler.bodyStart + 12),
        Buffer.alloc(13 + zeros),
      ]),
    );
  const needed = [withName(0), ...content].reduce((sum, { length }) => sum + length, 0);
  const spare = room - needed;
  if (spare < 0) throw StopCleaning.because('not-understood');
  const written =
    spare >= 8
      ? [withName(0), ...content, boxOf('free', Buffer.alloc(spare - 8))]
      : [withName(spare), ...content];
  copyHead(copy, meta);
  Buffer.concat(written).copy(copy.to, meta.bodyStart + 4);
};

const copyItems = ({ properties, items, dropped }: Pictures, media: MediaData): void => {
  for (const { start, end } of dropped.flatMap(({ extents }) => extents)) media.drop([start, end]);
  for (const { item, location } of items) {
    if (location.isInBox) continue;
    const isFile = item.type === 'jpeg';
    if (isFile && location.extents.length !== 1) throw StopCleaning.because('not-understood');
    const nals = location.extents.length === 1 ? properties.nalsOf(item.id) : undefined;
    for (const { start, end } of location.extents) {
      if (start === end) throw StopCleaning.because('not-understood');
      media.keep([start, end], {
        ...(isFile ? { picture: 'jpeg' as const } : {}),
        ...(nals ? { nals } : {}),
      });
    }
  }
};

/** Enough to say what was in an item that goes. */
const readBytes = 65_536;

const findInItem = (
  { from, cleaning }: Copy,
  item: Item,
  location: Location | undefined,
  isThumbnail: boolean,
  boxStart: number | undefined,
): void => {
  const [extent] = location?.extents ?? [];
  const base = location?.isInBox ? (boxStart ?? 0) : 0;
  const content = extent
    ? from.subarray(base + extent.start, base + Math.min(extent.end, extent.start + readBytes))
    : Buffer.alloc(0);
  cleaning.works(content.length);
  if (item.type === 'Exif' && content.length > 10) {
    replaceExif(content.subarray(4 + content.readUInt32BE()), cleaning);
  } else if (item.type === 'mime' && content.includes('xmpmeta')) findInXmp(content, cleaning);
  else if (isThumbnail) cleaning.found('thumbnail');
  else
    cleaning.found(pictureTypes.includes(item.type) || item.type === 'tmap' ? 'second-image' : 'other-data');
};

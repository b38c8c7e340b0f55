import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { boxesIn, type Box } from '../video/boxes.ts';
import type { Copy } from '../video/copy.ts';
import type { MediaData } from '../video/media-data.ts';
import { copyFilm } from '../video/mp4.ts';
import type { Item, Location } from './heif-items.ts';
import { keptItems, pictureTypes } from './heif-kept-items.ts';
import { readMeta, type PictureMeta } from './heif-meta.ts';
import type { Properties } from './heif-properties.ts';
import { replaceExif } from './tiff.ts';
import { writeMeta } from './write-heif-meta.ts';
import { findInXmp } from './xmp.ts';

/**
 * A HEIC, HEIF or AVIF file (ISO/IEC 23008-12) of the same size: its pictures, what they are put together from, and
 * their transparency. Exif, XMP, thumbnails, depth and gain maps, and whatever else is no picture that one sees, are
 * zeros. How the picture is turned is a property and stays. Sequences are films within.
 * @throws {StopCleaning} `broken` with several heads, or with none and no film
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

const copyPictures = (copy: Copy, box: Box): Pictures => {
  const meta = readMeta(copy.from, box, copy.cleaning);
  const { properties, items, locations, places } = meta;
  const kept = keptItems(meta);
  if (kept.size === 0) throw StopCleaning.because('content-lost');
  findInDropped(copy, meta, kept);
  writeMeta(copy, meta, kept);
  return {
    properties,
    dropped: locations.all.filter(({ id, isInBox }) => !kept.has(id) && !isInBox),
    items: items
      .filter(({ id }) => kept.has(id))
      .flatMap((item) => {
        const location = places.get(item.id);
        if (!location && item.type !== 'iden') throw StopCleaning.because('broken');
        return location ? [{ item, location }] : [];
      }),
  };
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

const findInDropped = (copy: Copy, meta: PictureMeta, kept: ReadonlySet<number>): void => {
  const thumbnails = new Set(meta.references.filter(({ type }) => type === 'thmb').map(({ from }) => from));
  for (const item of meta.items)
    if (!kept.has(item.id)) findInItem(copy, meta, item, thumbnails.has(item.id));
};

/** Enough to say what was in an item that goes. */
const readBytes = 65_536;

const findInItem = (
  { from, cleaning }: Copy,
  { places, parts }: PictureMeta,
  item: Item,
  isThumbnail: boolean,
): void => {
  const location = places.get(item.id);
  const [extent] = location?.extents ?? [];
  const base = location?.isInBox ? (parts.data?.bodyStart ?? 0) : 0;
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

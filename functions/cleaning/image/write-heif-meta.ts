import { slice, unsigned16, unsigned32 } from '../bytes.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import type { Box } from '../video/boxes.ts';
import { copyHead, type Copy } from '../video/copy.ts';
import type { Item, Location, Reference } from './heif-items.ts';
import type { PictureMeta } from './heif-meta.ts';
import { boxOf } from './heif-properties.ts';

/** The box `meta` with the items that are kept, and nothing of the others. */
export const writeMeta = (copy: Copy, meta: PictureMeta, kept: ReadonlySet<number>): void => {
  const { from } = copy;
  const { parts, locations, references, properties } = meta;
  const keptPlaces = locations.all.filter(({ id }) => kept.has(id));
  const content = [
    ...(parts.primary ? [boxOf('pitm', from.subarray(parts.primary.bodyStart, parts.primary.end))] : []),
    writeInfo(
      from,
      parts.info,
      meta.items.filter(({ id }) => kept.has(id)),
    ),
    ...(parts.references
      ? [writeReferences(from.readUInt8(parts.references.bodyStart), references, kept)]
      : []),
    properties.write(kept),
    ...(parts.dataReferences ? [selfContainedData] : []),
    boxOf(
      'iloc',
      Buffer.concat([
        locations.head,
        numberOf(from.readUInt8(parts.places.bodyStart) < 2 ? 2 : 4, keptPlaces.length),
        ...keptPlaces.map(({ entry }) => entry),
      ]),
    ),
    ...writeData(copy, parts.data, keptPlaces),
  ];
  writeBoxes(copy, meta.box, parts.handler, content);
};

const numberOf = (bytes: 2 | 4, value: number): Buffer =>
  bytes === 2 ? unsigned16(value) : unsigned32(value);

const writeInfo = (from: Buffer, box: Box, items: readonly Item[]): Buffer => {
  const version = from.readUInt8(box.bodyStart);
  return boxOf(
    'iinf',
    Buffer.concat([
      Buffer.from([version, 0, 0, 0]),
      numberOf(version === 0 ? 2 : 4, items.length),
      ...items.map(({ entry }) => writeEntry(from, entry)),
    ]),
  );
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
const writeBoxes = (copy: Copy, meta: Box, handler: Box, content: readonly Buffer[]): void => {
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

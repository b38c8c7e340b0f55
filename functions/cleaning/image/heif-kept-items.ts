import { StopCleaning } from '../stop-cleaning.ts';
import type { PictureMeta } from './heif-meta.ts';

/** Coded pictures, and those that are put together from others. */
const codedTypes = ['hvc1', 'hev1', 'av01', 'avc1', 'vvc1', 'lhv1', 'jpeg'];
const derivedTypes = ['grid', 'iovl', 'iden'];
export const pictureTypes = [...codedTypes, ...derivedTypes];

/**
 * The picture that is shown first, every other that is shown and is no thumbnail, what these are put together from, and
 * their transparency.
 * @throws {StopCleaning} `broken` when an item is missing, `not-understood` for another kind of picture
 */
export const keptItems = ({ items, references, properties, primary }: PictureMeta): Set<number> => {
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

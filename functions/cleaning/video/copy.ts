import type { Cleaning } from '../cleaning.ts';
import type { Finding } from '../finding.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { boxesIn, type Box } from './boxes.ts';

/**
 * A file on its way into another of the same size, which begins as zeros: what is not copied is gone, and no offset
 * changes.
 */
export type Copy = { readonly from: Buffer; readonly to: Buffer; readonly cleaning: Cleaning };

/** How the content of a box is copied. A box without a rule is not. */
export type Rule = (copy: Copy, box: Box) => void;
export type Rules = ReadonlyMap<string, Rule>;

export const copyRange = ({ from, to, cleaning }: Copy, start: number, end: number): void => {
  cleaning.works(20 + Math.max(0, end - start));
  from.copy(to, start, start, end);
};

export const copyHead = (copy: Copy, box: Box): void => copyRange(copy, box.start, box.bodyStart);

/** Whether bytes that are not zero have been left out of a range. */
export const hasLost = ({ from, to, cleaning }: Copy, start: number, end: number): boolean => {
  cleaning.works(20 + Math.max(0, end - start));
  return end > start && from.compare(to, start, end, start, end) !== 0;
};

export const copyBoxes = (copy: Copy, start: number, end: number, rules: Rules): void => {
  const { boxes, restStart } = boxesIn(copy.from, start, end, copy.cleaning.works);
  for (const box of boxes) {
    const rule = rules.get(box.type);
    if (rule) rule(copy, box);
    else blankBox(copy, box);
  }
  if (hasLost(copy, restStart, end)) copy.cleaning.found('other-data');
};

/**
 * A box of boxes; `skipped` bytes stand before the first.
 * @throws {StopCleaning} `broken` when the box is shorter than that
 */
export const container =
  (rules: Rules | (() => Rules), skipped = 0): Rule =>
  (copy, box) => {
    const first = box.bodyStart + skipped;
    if (first > box.end) throw StopCleaning.because('broken');
    copyRange(copy, box.start, first);
    copyBoxes(copy, first, box.end, typeof rules === 'function' ? rules() : rules);
  };

export type Range = readonly [start: number, end: number];

/** The head of a box and these ranges of its body. What else was in it is found. */
export const copyFields = (
  copy: Copy,
  box: Box,
  ranges: readonly Range[],
  finding: Finding = 'other-data',
): void => {
  copyHead(copy, box);
  for (const [start, end] of ranges) {
    copyRange(copy, Math.min(box.bodyStart + start, box.end), Math.min(box.bodyStart + end, box.end));
  }
  if (hasLost(copy, box.bodyStart, box.end)) copy.cleaning.found(finding);
};

/** Content of at most so many bytes, without inner structure. */
export const bytes =
  (most: number): Rule =>
  (copy, box) =>
    copyFields(copy, box, [[0, most]]);

/** A table: its number of rows stands at `countAt`, and as many rows of `rowBytes` follow. */
export const table =
  (countAt: number, rowBytes: number): Rule =>
  (copy, box) => {
    const count = copy.from.readUInt32BE(box.bodyStart + countAt);
    copyFields(copy, box, [[0, countAt + 4 + count * rowBytes]]);
  };

export const rules = (...parts: readonly (readonly [types: string, rule: Rule])[]): Rules =>
  new Map(parts.flatMap(([types, rule]) => types.split('|').map((type) => [type, rule] as const)));

const boxFindings: Readonly<Record<string, Finding>> = {
  udta: 'tags',
  meta: 'tags',
  prft: 'dates',
  'gps ': 'gps-position',
};
const empty = new Set(['free', 'skip', 'wide', '\0\0\0\0']);

/** `free`, and zeros. Its head says the same size as before, in the same form. */
export const blankBox = (copy: Copy, box: Box): void => {
  const { from, to, cleaning } = copy;
  copyHead(copy, box);
  to.write('free', box.start + 4, 'latin1');
  if (!hasLost(copy, box.bodyStart, box.end)) return;
  if (empty.has(box.type)) cleaning.found('other-data');
  else findInBox(box.type, from.subarray(box.bodyStart, box.end), cleaning);
};

const signs: readonly (readonly [Finding, RegExp])[] = [
  ['gps-position', /\xa9xyz|loci|location\.ISO6709|GPSLatitude|exif:GPS|freeGPS/],
  ['camera', /\xa9mak|\xa9mod|quicktime\.(make|model)|manufacturer|GoPro|tiff:Make/],
  ['software', /\xa9too|\xa9swr|quicktime\.software|CreatorTool|Lavf/],
  ['author', /\xa9aut|\xa9ART|quicktime\.author|quicktime\.artist/],
  ['dates', /\xa9day|quicktime\.creationdate/],
  ['cover-picture', /covr/],
  ['xmp', /<x:xmpmeta/],
];
const readBytes = 65_536;

const findInBox = (type: string, content: Buffer, cleaning: Cleaning): void => {
  cleaning.found(boxFindings[type] ?? 'other-data');
  cleaning.works(Math.min(content.length, readBytes) * signs.length);
  const text = content.toString('latin1', 0, readBytes);
  for (const [finding, sign] of signs) if (sign.test(text)) cleaning.found(finding);
};

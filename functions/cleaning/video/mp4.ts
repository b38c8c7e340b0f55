import { fourCharacters } from '../bytes.ts';
import type { Cleaning } from '../cleaning.ts';
import type { Finding } from '../finding.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { boxesIn, findBox, type Box } from './boxes.ts';
import {
  blankHandlerName,
  blankPictureNames,
  blankSoundNames,
  blankTimes,
  onlySelfContained,
} from './blank-fields.ts';
import { chunksOfTrack, type Chunk } from './samples.ts';

/**
 * An MP4, M4A or QuickTime file of the same size in which only what playing needs is filled in: the boxes named below,
 * and of the media data the samples of pictures and sound. Everything else is zero, in boxes of the type `free`.
 * So no offset changes.
 */
export const cleanMp4 = (bytes: Buffer, cleaning: Cleaning): Buffer => {
  const { boxes, restStart } = boxesIn(bytes, 0, bytes.length);
  if (restStart < bytes.length) cleaning.found('trailing-bytes');
  const movie = boxes.find(({ type }) => type === 'moov');
  if (!movie || boxes.filter(({ type }) => type === 'moov').length > 1) throw StopCleaning.because('broken');
  const isFragmented = boxes.some(({ type }) => type === 'moof');
  const result = Buffer.alloc(restStart);
  const copy: Copy = { from: bytes, to: result, cleaning, isFragmented };
  for (const box of boxes) {
    if (box.type === 'mdat') copyHead(copy, box);
    else copyBox(copy, box, topLevel);
  }
  copyMedia(
    copy,
    movie,
    boxes.filter(({ type }) => type === 'mdat'),
  );
  return result;
};

type Copy = {
  readonly from: Buffer;
  readonly to: Buffer;
  readonly cleaning: Cleaning;
  readonly isFragmented: boolean;
};

/** What a box may hold: boxes of these types, or bytes that are copied. */
type Rule = 'bytes' | 'boxes-of-track' | ((copy: Copy, box: Box) => void) | Rules;
type Rules = { readonly [type: string]: Rule };

const bytesOf = (types: string): Rules => Object.fromEntries(types.split(' ').map((type) => [type, 'bytes']));

const blanking =
  (blank: (copied: Buffer, cleaning: Cleaning) => void) =>
  (copy: Copy, box: Box): void => {
    copyBytes(copy, box);
    blank(copy.to.subarray(box.bodyStart, box.end), copy.cleaning);
  };

const handler = blanking(blankHandlerName);
const times = blanking(blankTimes);

const tables = bytesOf(
  'stts ctts cslg stsc stsz stco co64 stss stsh stdp sdtp sbgp sgpd subs saiz saio padb stps',
);

const trackOf = (entryNames: typeof blankPictureNames): Rules => ({
  tkhd: times,
  tapt: bytesOf('clef prof enof'),
  edts: bytesOf('elst'),
  mdia: {
    mdhd: times,
    hdlr: handler,
    elng: 'bytes',
    minf: {
      ...bytesOf('vmhd smhd nmhd'),
      hdlr: handler,
      dinf: { dref: blanking(onlySelfContained) },
      stbl: { ...tables, stsd: blanking(entryNames) },
    },
  },
});

/** Tracks of sensors, positions, time of day and texts go: cameras and drones write where they are into those. */
const playedTracks: ReadonlyMap<string, Rules> = new Map([
  ['vide', trackOf(blankPictureNames)],
  ['soun', trackOf(blankSoundNames)],
]);

const movieRules: Rules = {
  mvhd: times,
  iods: 'bytes',
  trak: 'boxes-of-track',
  mvex: bytesOf('mehd trex leva'),
};
const topLevel: Rules = {
  ...bytesOf('ftyp styp sidx ssix pdin mfra'),
  moov: movieRules,
  moof: { mfhd: 'bytes', traf: bytesOf('tfhd tfdt trun sbgp sgpd subs saiz saio sdtp') },
};

const copyHead = ({ from, to }: Copy, box: Box): void =>
  void from.copy(to, box.start, box.start, box.bodyStart);
const copyBytes = ({ from, to }: Copy, box: Box): void => void from.copy(to, box.start, box.start, box.end);

const copyBox = (copy: Copy, box: Box, rules: Rules): void => {
  const rule = Object.hasOwn(rules, box.type) ? rules[box.type] : undefined;
  if (rule === undefined) blankBox(copy, box);
  else if (rule === 'bytes') copyBytes(copy, box);
  else if (typeof rule === 'function') rule(copy, box);
  else if (rule === 'boxes-of-track') copyTrack(copy, box);
  else copyBoxes(copy, box, rule);
};

const copyBoxes = (copy: Copy, box: Box, rules: Rules): void => {
  copyHead(copy, box);
  for (const inner of boxesIn(copy.from, box.bodyStart, box.end).boxes) copyBox(copy, inner, rules);
};

const boxFindings: Readonly<Record<string, Finding>> = {
  udta: 'tags',
  meta: 'tags',
  uuid: 'other-data',
  prft: 'dates',
  tref: 'other-data',
};
const empty = new Set(['free', 'skip', 'wide']);

/** `free`, and zeros. Its head says the same size as before, in the same form. */
const blankBox = (copy: Copy, box: Box): void => {
  copyHead(copy, box);
  copy.to.write('free', box.start + 4, 'latin1');
  if (box.bodyStart - box.start === 16) copy.from.copy(copy.to, box.start + 8, box.start + 8, box.bodyStart);
  const content = copy.from.subarray(box.bodyStart, box.end);
  if (content.every((byte) => byte === 0)) return;
  if (!empty.has(box.type)) findInBox(box, content, copy.cleaning);
  else copy.cleaning.found('other-data');
};

const signs: readonly (readonly [Finding, RegExp])[] = [
  ['gps-position', /\xa9xyz|loci|location\.ISO6709|GPSLatitude|exif:GPS/],
  ['camera', /\xa9mak|\xa9mod|quicktime\.(make|model)|manufacturer|GoPro|tiff:Make/],
  ['software', /\xa9too|\xa9swr|quicktime\.software|CreatorTool|Lavf/],
  ['author', /\xa9aut|\xa9ART|quicktime\.author|quicktime\.artist/],
  ['dates', /\xa9day|quicktime\.creationdate/],
  ['cover-picture', /covr/],
  ['xmp', /<x:xmpmeta/],
];
const readBytes = 65_536;

const findInBox = (box: Box, content: Buffer, cleaning: Cleaning): void => {
  cleaning.found(boxFindings[box.type] ?? 'other-data');
  const text = content.toString('latin1', 0, readBytes);
  for (const [finding, sign] of signs) if (sign.test(text)) cleaning.found(finding);
};

const handlerOf = (copy: Copy, box: Box): string => {
  const found = findBox(copy.from, box, ['mdia', 'hdlr']);
  if (!found) throw StopCleaning.because('broken');
  return fourCharacters(copy.from, found.bodyStart + 8);
};

const copyTrack = (copy: Copy, box: Box): void => {
  const kind = handlerOf(copy, box);
  const rules = playedTracks.get(kind);
  if (rules) {
    copyBoxes(copy, box, rules);
    return;
  }
  // Their samples are mixed into fragments that only a player takes apart.
  if (copy.isFragmented) throw StopCleaning.because('not-understood');
  blankBox(copy, box);
  copy.cleaning.found(['text', 'sbtl', 'subt', 'clcp'].includes(kind) ? 'subtitles' : 'sensor-track');
};

/** A film of a day has fewer. */
const mostChunks = 1_000_000;

const copyMedia = (copy: Copy, movie: Box, mediaBoxes: readonly Box[]): void => {
  const tracks = boxesIn(copy.from, movie.bodyStart, movie.end).boxes.filter(({ type }) => type === 'trak');
  const played = tracks.map((box) => playedTracks.has(handlerOf(copy, box)));
  if (!played.includes(true)) throw StopCleaning.because('not-understood');
  if (copy.isFragmented) {
    for (const box of mediaBoxes) copyBytes(copy, box);
    return;
  }
  const chunks: (Chunk & { readonly isPlayed: boolean })[] = [];
  for (const [index, box] of tracks.entries()) {
    for (const chunk of chunksOfTrack(copy.from, box)) {
      chunks.push({ ...chunk, isPlayed: played[index] === true });
    }
    if (chunks.length > mostChunks) throw StopCleaning.refusing('too-many-parts');
  }
  chunks.sort((one, other) => one.start - other.start);
  let kept = 0;
  let boxIndex = 0;
  for (const [index, chunk] of chunks.entries()) {
    while ((mediaBoxes[boxIndex]?.end ?? Infinity) <= chunk.start) boxIndex++;
    const box = mediaBoxes[boxIndex];
    if (!box || chunk.start < box.bodyStart) throw StopCleaning.because('broken');
    if (!chunk.isPlayed) continue;
    const end = endOfChunk(chunk, chunks[index + 1]?.start ?? Infinity, box);
    copy.from.copy(copy.to, chunk.start, chunk.start, end);
    kept += end - chunk.start;
  }
  const all = mediaBoxes.reduce((sum, box) => sum + (box.end - box.bodyStart), 0);
  if (kept < all && hasLost(copy, mediaBoxes)) copy.cleaning.found('other-data');
};

const endOfChunk = (chunk: Chunk, next: number, box: Box): number => {
  if (chunk.end === Infinity) return Math.min(next, box.end);
  if (chunk.end > box.end) throw StopCleaning.because('broken');
  return chunk.end;
};

const hasLost = ({ from, to }: Copy, boxes: readonly Box[]): boolean =>
  boxes.some((box) => from.compare(to, box.bodyStart, box.end, box.bodyStart, box.end) !== 0);

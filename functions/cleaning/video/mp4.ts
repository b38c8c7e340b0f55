import { fourCharacters } from '../bytes.ts';
import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { boxesIn, findBox, type Box } from './boxes.ts';
import {
  blankBox,
  bytes,
  container,
  copyBoxes,
  copyFields,
  copyHead,
  rules,
  table,
  type Copy,
  type Rule,
  type Rules,
} from './copy.ts';
import { defaultSizes, fragmentRuns, runBytes, trackOfFragment } from './fragments.ts';
import { dataReferences, editList, handler, mediaHead, movieHead, trackHead } from './head-fields.ts';
import { MediaData } from './media-data.ts';
import { copyPictureEntries, copySoundEntries, type SampleKind } from './sample-entries.ts';
import { rangesOfTrack } from './samples.ts';

/**
 * An MP4, M4A or QuickTime file of the same size in which only what playing needs is filled in: the boxes named below,
 * and of the media data the samples of pictures and sound. Everything else is zero, in boxes of the type `free`.
 * So no offset changes.
 * @throws {StopCleaning} `content-lost` when nothing of the media data stays
 */
export const cleanMp4 = (file: Buffer, cleaning: Cleaning): Buffer => {
  const { boxes, restStart } = boxesIn(file, 0, file.length, cleaning.works);
  if (restStart < file.length) cleaning.found('trailing-bytes');
  const copy: Copy = { from: file, to: Buffer.alloc(restStart), cleaning };
  const media = copyFilm(copy, boxes, new Map());
  if (media.keptBytes === 0 && boxes.some(({ type, bodyStart, end }) => type === 'mdat' && end > bodyStart)) {
    throw StopCleaning.because('content-lost');
  }
  media.finish();
  return copy.to;
};

/**
 * Copies the boxes of a file, the samples of its film if it has one, and what the rules in `others` say; the caller
 * checks whether that is enough.
 * @throws {StopCleaning} `broken` with several films, or with none where one is needed
 */
export const copyFilm = (copy: Copy, boxes: readonly Box[], others: Rules): MediaData => {
  const tracks: Track[] = [];
  const movies = boxes.filter(({ type }) => type === 'moov');
  const [movie] = movies;
  if (movies.length > 1 || (!movie && others.size === 0)) throw StopCleaning.because('broken');
  const topLevel = new Map([...topRules(tracks), ...others]);
  // Fragments are judged by the tracks of the movie.
  const inOrder = movie ? [movie, ...boxes.filter((box) => box !== movie)] : boxes;
  for (const box of inOrder) {
    const rule = box.type === 'mdat' ? copyHead : topLevel.get(box.type);
    if (rule) rule(copy, box);
    else blankBox(copy, box);
  }
  const media = new MediaData(
    copy,
    boxes.filter(({ type }) => type === 'mdat'),
  );
  if (movie) copySamples(copy, { movie, boxes, tracks }, media);
  return media;
};

type Track = { readonly id: number; readonly box: Box; readonly kind?: SampleKind };

/** Fragments name their track by its number, which no other may have then. */
const byNumber = (tracks: readonly Track[]): ReadonlyMap<number, Track> => {
  const map = new Map(tracks.map((track) => [track.id, track]));
  if (map.size < tracks.length) throw StopCleaning.because('not-understood');
  return map;
};

type Film = { readonly movie: Box; readonly boxes: readonly Box[]; readonly tracks: readonly Track[] };

const copySamples = (copy: Copy, { movie, boxes, tracks }: Film, media: MediaData): void => {
  if (!tracks.some(({ kind }) => kind)) throw StopCleaning.because('not-understood');
  for (const { box, kind } of tracks) {
    if (!kind) {
      dropTrack(copy, box, media);
      continue;
    }
    for (const range of rangesOfTrack(copy.from, box, kind, copy.cleaning)) media.keep(range, kind);
  }
  const fragments = boxes.filter(({ type }) => type === 'moof');
  if (fragments.length === 0) return;
  const numbered = byNumber(tracks);
  const defaults = defaultSizes(copy.from, movie, copy.cleaning);
  for (const fragment of fragments) {
    for (const { track, ranges } of fragmentRuns(copy.from, fragment, defaults, copy.cleaning)) {
      const kind = numbered.get(track)?.kind;
      if (kind?.picture !== undefined && ranges.length === 1) throw StopCleaning.because('not-understood');
      for (const range of ranges) {
        if (kind) media.keep(range, kind);
        else media.drop(range);
      }
    }
  }
};

/** Counts the samples of a track that goes. Its tables may be of a kind that is not known. */
const dropTrack = (copy: Copy, box: Box, media: MediaData): void => {
  try {
    for (const range of rangesOfTrack(copy.from, box, {}, copy.cleaning)) media.drop(range);
  } catch (reason) {
    if (reason instanceof StopCleaning && reason.outcome.why !== 'too-much-work') return;
    throw reason;
  }
};

// ISO/IEC 14496-12 §8.6 to §8.9: times, places and sizes of samples, which can be shown alone, and their groups.
const tableRules = rules(
  ['stts|ctts', table(4, 8)],
  ['stss|stps|stco', table(4, 4)],
  ['co64', table(4, 8)],
  ['stsc', table(4, 12)],
  ['cslg', bytes(48)],
  [
    'stsz',
    (copy, box) => {
      const isList = copy.from.readUInt32BE(box.bodyStart + 4) === 0;
      copyFields(copy, box, [[0, 12 + (isList ? 4 * copy.from.readUInt32BE(box.bodyStart + 8) : 0)]]);
    },
  ],
  [
    'stz2',
    (copy, box) => {
      const bits = copy.from.readUInt8(box.bodyStart + 7) * copy.from.readUInt32BE(box.bodyStart + 8);
      copyFields(copy, box, [[0, 12 + Math.ceil(bits / 8)]]);
    },
  ],
  ['sdtp|sbgp', bytes(Infinity)],
  ['sgpd', bytes(4096)],
);

const mediaRules = (
  entries: (copy: Copy, box: Box) => SampleKind,
  told: (kind: SampleKind) => void,
): Rules => {
  const description: Rule = (copy, box) => told(entries(copy, box));
  return rules(
    ['tkhd', trackHead],
    ['tapt', container(rules(['clef|prof|enof', bytes(12)]))],
    // A track of transparency says whose it is.
    ['tref', container(rules(['auxl|prem', bytes(64)]))],
    ['edts', container(rules(['elst', editList]))],
    [
      'mdia',
      container(
        rules(
          ['mdhd', mediaHead],
          ['hdlr', handler],
          ['elng', bytes(64)],
          [
            'minf',
            container(
              rules(
                ['vmhd', bytes(12)],
                ['smhd', bytes(8)],
                ['nmhd', bytes(4)],
                ['gmhd', container(rules(['gmin', bytes(16)]))],
                ['hdlr', handler],
                ['dinf', container(rules(['dref', dataReferences]))],
                ['stbl', container(new Map([...tableRules, ['stsd', description]]))],
              ),
            ),
          ],
        ),
      ),
    ],
  );
};

/** Tracks of sensors, positions, time of day and texts go: cameras and drones write where they are into those. */
const playedTracks: ReadonlyMap<string, (copy: Copy, box: Box) => SampleKind> = new Map([
  ['vide', copyPictureEntries],
  ['pict', copyPictureEntries],
  ['auxv', copyPictureEntries],
  ['soun', copySoundEntries],
]);
const textTracks = ['text', 'sbtl', 'subt', 'subp', 'clcp'];

const trackRule =
  (tracks: Track[]): Rule =>
  (copy, box) => {
    const found = findBox(copy.from, box, ['mdia', 'hdlr'], copy.cleaning.works);
    const head = findBox(copy.from, box, ['tkhd'], copy.cleaning.works);
    if (!found || !head) throw StopCleaning.because('broken');
    const isLong = copy.from.readUInt8(head.bodyStart) === 1;
    const id = copy.from.readUInt32BE(head.bodyStart + (isLong ? 20 : 12));
    const handlerType = fourCharacters(copy.from, found.bodyStart + 8);
    const entries = playedTracks.get(handlerType);
    if (!entries) {
      blankBox(copy, box);
      copy.cleaning.found(textTracks.includes(handlerType) ? 'subtitles' : 'sensor-track');
      tracks.push({ id, box });
      return;
    }
    let kind: SampleKind | undefined;
    container(mediaRules(entries, (told) => (kind = told)))(copy, box);
    if (!kind) throw StopCleaning.because('broken');
    tracks.push({ id, box, kind });
  };

const fragmentRule =
  (tracks: readonly Track[]): Rule =>
  (copy, box) => {
    const id = trackOfFragment(copy.from, box, copy.cleaning);
    if (tracks.find((track) => track.id === id)?.kind) {
      container(fragmentRules)(copy, box);
    } else blankBox(copy, box);
  };

const fragmentRules = rules(
  ['tfhd', bytes(40)],
  ['tfdt', bytes(12)],
  ['trun', (copy, box) => copyFields(copy, box, [[0, runBytes(copy.from, box)]])],
  ['sdtp|sbgp', bytes(Infinity)],
  ['sgpd', bytes(4096)],
);

const topRules = (tracks: Track[]): Rules =>
  rules(
    ['ftyp|styp', bytes(256)],
    ['sidx|ssix', bytes(Infinity)],
    ['mfra', container(rules(['tfra', bytes(Infinity)], ['mfro', bytes(8)]))],
    [
      'moov',
      (copy, box) => {
        copyHead(copy, box);
        copyBoxes(
          copy,
          box.bodyStart,
          box.end,
          rules(
            ['mvhd', movieHead],
            ['trak', trackRule(tracks)],
            ['mvex', container(rules(['mehd', bytes(12)], ['trex', bytes(24)]))],
          ),
        );
      },
    ],
    ['moof', container(rules(['mfhd', bytes(8)], ['traf', fragmentRule(tracks)]))],
  );

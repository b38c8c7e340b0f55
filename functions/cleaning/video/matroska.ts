import type { Cleaning } from '../cleaning.ts';
import type { Finding } from '../finding.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { elementsIn, headId, readNumber, segmentId, type Element } from './elements.ts';
import { readTrack, type MatroskaTrack } from './matroska-tracks.ts';
import { blankMessages } from './nal-units.ts';

/** What an element may hold: others, by their numbers, or content that is kept; or content that becomes zeros. */
type Rule = 'content' | 'zeros' | 'track' | 'block' | 'block-group' | Rules;
type Rules = ReadonlyMap<number, Rule>;

const contents = (...ids: number[]): Rules => new Map(ids.map((id) => [id, 'content'] as const));

// RFC 9559 §5.1. Names, notes, chapters, attachments, checksums and dates are not on the list.
const segmentRules: Rules = new Map<number, Rule>([
  [0x114d9b74, new Map([[0x4dbb, contents(0x53ab, 0x53ac)]])],
  // How long a tick and the film are; the two names of programs must be there, and are empty.
  [0x1549a966, new Map<number, Rule>([...contents(0x2ad7b1, 0x4489), [0x4d80, 'zeros'], [0x5741, 'zeros']])],
  [0x1654ae6b, new Map<number, Rule>([[0xae, 'track']])],
  [
    0x1f43b675,
    new Map<number, Rule>([...contents(0xe7, 0xa7, 0xab), [0xa3, 'block'], [0xa0, 'block-group']]),
  ],
  [
    0x1c53bb6b,
    new Map([
      [
        0xbb,
        new Map<number, Rule>([
          [0xb3, 'content'],
          [0xb7, contents(0xf7, 0xf1, 0xf0, 0xb2, 0x5378)],
        ]),
      ],
    ]),
  ],
]);
const topRules: Rules = new Map<number, Rule>([
  [headId, contents(0x4286, 0x42f7, 0x42f2, 0x42f3, 0x4282, 0x4287, 0x4285)],
  [segmentId, segmentRules],
]);
const block = 0xa1;
const blockRules: Rules = new Map<number, Rule>([
  [block, 'block'],
  ...contents(0x9b, 0xfa, 0xfb, 0x75a2, 0xa4),
  [0x75a1, new Map([[0xa6, contents(0xa5, 0xee)]])],
]);

const findings: ReadonlyMap<number, Finding> = new Map([
  [0x1254c367, 'tags'],
  [0x1941a469, 'embedded-files'],
  [0x1043a770, 'title-and-keywords'],
]);
const voidId = 0xec;
const voidHeadBytes = 9;

/**
 * A WebM or Matroska file of the same size: the elements that playing needs, and the blocks of pictures and sound.
 * Everything else is overwritten with zeros, in elements of the type Void, so that no offset changes.
 * @throws {StopCleaning} `content-lost` without pictures and sound
 */
export const cleanMatroska = (bytes: Buffer, cleaning: Cleaning): Buffer => {
  const copier = new Copier(bytes, cleaning);
  copier.copyAll(0, bytes.length, topRules);
  if (copier.keptBlocks === 0) throw StopCleaning.because('content-lost');
  return copier.to;
};

class Copier {
  readonly to: Buffer;
  keptBlocks = 0;
  private readonly from: Buffer;
  private readonly cleaning: Cleaning;
  private readonly tracks = new Map<number, MatroskaTrack>();

  constructor(from: Buffer, cleaning: Cleaning) {
    this.from = from;
    this.to = Buffer.alloc(from.length);
    this.cleaning = cleaning;
  }

  copyAll(start: number, end: number, rules: Rules): void {
    for (const element of elementsIn(this.from, start, end, this.cleaning.works)) {
      this.apply(element, rules.get(element.id));
    }
  }

  private apply(element: Element, rule: Rule | undefined): void {
    if (rule === undefined) this.blank(element);
    else if (rule === 'content') this.copy(element.start, element.end);
    else if (rule === 'track') this.copyTrack(element);
    else if (rule === 'block') this.copyBlock(element);
    else if (rule === 'block-group') this.copyGroup(element);
    else if (rule === 'zeros') {
      this.copy(element.start, element.bodyStart);
      if (this.isFilled(element.bodyStart, element.end)) this.cleaning.found('software');
    } else {
      this.copy(element.start, element.bodyStart);
      this.copyAll(element.bodyStart, element.end, rule);
    }
  }

  private copyTrack(element: Element): void {
    const track = readTrack(this.from, element, this.cleaning);
    if (this.tracks.has(track.number)) throw StopCleaning.because('not-understood');
    this.tracks.set(track.number, track);
    if (!track.isPlayed) {
      this.cleaning.found(track.isText ? 'subtitles' : 'sensor-track');
      this.blank(element, true);
      return;
    }
    this.copy(element.start, element.bodyStart);
    for (const { start, bodyStart, end, write } of track.fields) {
      if (write === 'void') this.blank({ id: 0, start, bodyStart, end, isOpen: false });
      else if (write === 'copy') this.copy(start, end);
      else {
        this.copy(start, bodyStart);
        write.copy(this.to, bodyStart);
      }
    }
  }

  private trackOf({ bodyStart, end }: Element): MatroskaTrack | undefined {
    return this.tracks.get(readNumber(this.from, bodyStart, end).value);
  }

  private copyGroup(element: Element): void {
    for (const inner of elementsIn(this.from, element.bodyStart, element.end, this.cleaning.works)) {
      if (inner.id === block && this.trackOf(inner)?.isPlayed !== true) {
        this.blank(element, true);
        return;
      }
    }
    this.copy(element.start, element.bodyStart);
    this.copyAll(element.bodyStart, element.end, blockRules);
  }

  private copyBlock(element: Element): void {
    const track = this.trackOf(element);
    if (!track?.isPlayed) {
      this.blank(element, true);
      return;
    }
    this.keptBlocks += 1;
    this.copy(element.start, element.end);
    const head = readNumber(this.from, element.bodyStart, element.end).end;
    const isLaced = ((this.from[head + 2] ?? 0) & 0x06) !== 0;
    if (track.nals && !isLaced)
      blankMessages(this.to.subarray(head + 3, element.end), track.nals, this.cleaning);
  }

  private copy(start: number, end: number): void {
    this.cleaning.works(end - start + 20);
    this.from.copy(this.to, start, start, end);
  }

  private isFilled(start: number, end: number): boolean {
    this.cleaning.works(end - start + 20);
    return end > start && this.from.compare(this.to, start, end, start, end) !== 0;
  }

  /** A Void of the same length (RFC 8794 §11.3.2): one byte of number, up to eight of length. */
  private blank({ id, start, bodyStart, end }: Element, isTold = false): void {
    const length = end - start;
    // A number and a length of one byte each are the least that an element has.
    if (length < 2) throw StopCleaning.because('broken');
    const isVoid = id === voidId;
    if (!isTold && this.isFilled(isVoid ? bodyStart : start, end) && !isStructure.has(id)) {
      const isEmpty = !this.isFilled(bodyStart, end);
      if (!isEmpty) this.cleaning.found(findings.get(id) ?? 'other-data');
    }
    this.to.writeUInt8(voidId, start);
    if (length < voidHeadBytes) this.to.writeUInt8(0x80 | (length - 2), start + 1);
    else {
      this.to.writeUInt8(0x01, start + 1);
      this.to.writeUIntBE(length - voidHeadBytes, start + 3, 6);
    }
  }
}

/** Checksums, which would be wrong. */
const isStructure = new Set([0xbf]);

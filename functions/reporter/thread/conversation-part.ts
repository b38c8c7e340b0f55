import { byteLength } from '../../domain/kernel/text.ts';
import type { EntryView } from './entry-view.ts';

/**
 * Bytes of text that a page of a conversation shows. As markup each may take six; the whole of a full conversation would
 * be 4.5 MB, in every answer to everybody who looks at it.
 */
export const shownBytes = 32 * 1024;
/** A longer entry stands in pieces, each with a place of its own. */
const pieceBytes = 16 * 1024;
/** What the frame of an entry takes, and each of its files, counted like bytes of text. */
const bytesOfFrame = 128;
const bytesOfFile = 512;
/** Within so many characters of a piece's end it ends with a word rather than in one. */
const lookBack = 200;

/** Where a piece stands: the number of its entry, and which of its pieces it is. */
export type PieceOfEntry = {
  readonly place: string;
  readonly entry: EntryView;
  readonly text: string;
  /** The beginning of the entry stands in the piece before. */
  readonly continued: boolean;
  /** The last piece, below which the entry's files stand. */
  readonly isLast: boolean;
};

export type ConversationPart = {
  /** In their order, the oldest first. */
  readonly pieces: readonly PieceOfEntry[];
  /** What comes before begins its way back here; absent when nothing does. */
  readonly before?: string | undefined;
  /** Something newer is not shown. */
  readonly hasNewer: boolean;
};

/** @returns pieces of at most `pieceBytes`, which are the text when they are joined */
export const piecesOfText = (text: string): string[] => {
  const pieces: string[] = [];
  let from = 0;
  while (byteLength(text.slice(from, from + pieceBytes + 1)) > pieceBytes) {
    const end = endOfPiece(text, from);
    pieces.push(text.slice(from, end));
    from = end;
  }
  return [...pieces, text.slice(from)];
};

/** A character takes one byte at least, and one of two UTF-16 units four. */
const endOfPiece = (text: string, from: number): number => {
  const encoded = new TextEncoder().encodeInto(
    text.slice(from, from + pieceBytes),
    new Uint8Array(pieceBytes),
  );
  // `encodeInto` stops before a character that does not fit: never inside one.
  const most = from + encoded.read;
  const space = text.slice(most - lookBack, most).search(/\s(?=\S*$)/);
  return space < 0 ? most : most - lookBack + space + 1;
};

const piecesOf = (entry: EntryView): PieceOfEntry[] => {
  const texts = piecesOfText(entry.text);
  return texts.map((text, at) => ({
    place: `${entry.id}.${at}`,
    entry,
    text,
    continued: at > 0,
    isLast: at === texts.length - 1,
  }));
};

const bytesShown = ({ text, entry, isLast }: PieceOfEntry): number =>
  byteLength(text) + bytesOfFrame + (isLast ? entry.attachments.length * bytesOfFile : 0);

/**
 * As much of a conversation as a page shows: its newest part, or what comes before a place in it.
 * @param before a place that an earlier part gave; any other one is as if there were none
 */
export const conversationPart = (entries: readonly EntryView[], before?: string): ConversationPart => {
  const pieces = entries.flatMap(piecesOf);
  const found = pieces.findIndex(({ place }) => place === before);
  const end = found < 0 ? pieces.length : found;
  let start = end;
  let room = shownBytes;
  for (let piece = pieces[start - 1]; piece; piece = pieces[start - 1]) {
    room -= bytesShown(piece);
    // One is shown however large it is.
    if (room < 0 && start < end) break;
    start -= 1;
  }
  return {
    pieces: pieces.slice(start, end),
    before: start > 0 ? pieces[start]?.place : undefined,
    hasNewer: end < pieces.length,
  };
};

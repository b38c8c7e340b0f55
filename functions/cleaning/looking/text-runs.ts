/** Shorter runs of characters tell nothing, and appear by chance in packed pictures and sound. */
const shortestRun = 8;
/** Longer runs are looked at in pieces that overlap, so that no pattern reads more than this at once. */
const longestRun = 8192;
const overlap = 512;

const isAscii = (byte: number): boolean => (byte >= 0x20 && byte < 0x7f) || byte === 0x09;
const isPrintable = (byte: number): boolean => isAscii(byte) || byte >= 0xa0;

/** A file without control characters other than white space, escapes of terminals and ends of pages. */
export const isTextOnly = (bytes: Buffer): boolean =>
  bytes.every((byte) => byte >= 0x20 || (byte >= 0x08 && byte <= 0x0d) || byte === 0x1b);

/**
 * The stretches of a file that can be read as text: one byte a character (Latin-1 or UTF-8 in a text, ASCII among other
 * bytes), and UTF-16 in either order as far as it is Latin-1. Takes one pass for each reading.
 */
export function* textRuns(bytes: Buffer, isText: boolean): Generator<string> {
  yield* narrowRuns(bytes, isText ? isPrintable : isAscii);
  // UTF-16 of Latin letters has a zero in every second byte: without one, there is none.
  if (!bytes.includes(0)) return;
  yield* wideRuns(bytes, 0);
  yield* wideRuns(bytes, 1);
}

function* narrowRuns(bytes: Buffer, isOfRun: (byte: number) => boolean): Generator<string> {
  let start = 0;
  for (let at = 0; at <= bytes.length; at++) {
    const byte = bytes[at];
    if (byte !== undefined && isOfRun(byte)) continue;
    if (at - start >= shortestRun) yield* inPieces(bytes.subarray(start, at).toString('latin1'));
    start = at + 1;
  }
}

/** @param phase which byte of a pair holds the letter; the other one is zero */
function* wideRuns(bytes: Buffer, phase: 0 | 1): Generator<string> {
  const other = phase === 0 ? 1 : -1;
  for (const first of [0, 1]) {
    let letters: number[] = [];
    for (let at = first + phase; at < bytes.length; at += 2) {
      const byte = bytes[at];
      if (byte !== undefined && isPrintable(byte) && bytes[at + other] === 0) {
        letters.push(byte);
        if (letters.length < longestRun) continue;
      }
      if (letters.length >= shortestRun) yield Buffer.from(letters).toString('latin1');
      letters = letters.length < longestRun ? [] : letters.slice(-overlap);
    }
    if (letters.length >= shortestRun) yield Buffer.from(letters).toString('latin1');
  }
}

function* inPieces(run: string): Generator<string> {
  for (let start = 0; start === 0 || start + overlap < run.length; start += longestRun - overlap)
    yield run.slice(start, start + longestRun);
}

const megabyte = 1024 * 1024;

/** What a file may ask of a cleaner. Each is checked on declared sizes, before anything is unpacked. */
export type CleaningLimits = {
  /** The file itself, in bytes. */
  readonly bytes: number;
  /** Width times height of an image, and of each of its frames. */
  readonly pixels: number;
  /** Pages of a PDF. */
  readonly pages: number;
  /** Objects of a PDF. */
  readonly objects: number;
  /** Values in the objects of a PDF: numbers, names, arrays and so on. */
  readonly values: number;
  /** Files in a zip container. */
  readonly entries: number;
  /** All that a container or the structure of a PDF unpacks to, in bytes, nested containers included. */
  readonly unpackedBytes: number;
  /** How many times its packed size a container may unpack to, once that is more than a megabyte. */
  readonly unpackedRatio: number;
  /**
   * Steps of all loops over the largest file's bytes together; smaller files may take fewer (`workStepsFor`). A step is
   * about a byte read or written once, or one small object made; 100 million take one to two seconds.
   */
  readonly workSteps: number;
  /** How long one file may take, in milliseconds of the clock, where it is cleaned in a thread of its own. */
  readonly milliseconds: number;
  /** Containers in containers; 0 allows none in the file. */
  readonly nesting: number;
};

const mostMilliseconds = 15_000;

/**
 * How long a file of so many bytes may be cleaned. Ten small files of one form, together as large as a request may be,
 * stay within the 25 seconds of a function.
 */
export const cleaningMilliseconds = (bytes: number): number =>
  Math.min(mostMilliseconds, 1_200 + Math.ceil((bytes / megabyte) * 2_000));

const stepsOfAnyFile = 150_000_000;
const stepsPerByte = 60;

/**
 * Steps that a file of so many bytes may take. Measured on files that programs write, in steps a byte: 5 a film, 6 a PDF of
 * pictures, 11 a PDF of text, 30 a long DOCX, 42 an XLSX of numbers; what packs well takes more, so every file has a base.
 */
export const workStepsFor = (limits: CleaningLimits, bytes: number): number =>
  Math.min(limits.workSteps, stepsOfAnyFile + stepsPerByte * bytes);

/**
 * What a function of 1024 MB bears within its time: a file of 100 MB, several times over while it is rewritten. Measured
 * on the largest of each type; `test/cleaning/memory.test.ts` holds the worst to it.
 */
export const defaultCleaningLimits: CleaningLimits = {
  bytes: 100 * megabyte,
  pixels: 150_000_000,
  pages: 5_000,
  objects: 500_000,
  values: 6_000_000,
  entries: 5_000,
  unpackedBytes: 128 * megabyte,
  unpackedRatio: 200,
  workSteps: 700_000_000,
  milliseconds: mostMilliseconds,
  nesting: 2,
};

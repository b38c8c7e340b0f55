import type { FileType } from './file-types.ts';
import { findings, remarks, type Finding, type Remark } from './finding.ts';
import { workStepsFor, type CleaningLimits } from './limits.ts';
import { StopCleaning } from './stop-cleaning.ts';

/** One file being cleaned: its limits, what was found so far, and how parts that are files themselves are cleaned. */
export type Cleaning = {
  readonly limits: CleaningLimits;
  readonly found: (finding: Finding) => void;
  readonly remark: (remark: Remark) => void;
  /** Takes bytes from what the whole file may unpack to; stops the cleaning when they are not there. */
  readonly unpacks: (bytes: number) => void;
  /**
   * Charges the steps of a loop before it runs. Stops the cleaning with `too-much-work` when the file has used up what it
   * may take. Every loop whose length the file decides is charged.
   */
  readonly works: (steps: number) => void;
  /**
   * A file inside this one, cleaned. Its findings count for the whole. Stops with `embedded-file` when it can't be
   * cleaned.
   */
  readonly cleanPart: (bytes: Buffer, expected?: readonly FileType[]) => Promise<Buffer>;
};

/** A cleaner of one type of file. Throws `StopCleaning`, and on damaged files perhaps something else. */
export type Cleaner = (bytes: Buffer, cleaning: Cleaning) => Buffer | Promise<Buffer>;

/**
 * Collects findings without repeating them, for a file and all that is in it.
 * @throws {StopCleaning} `unpacks-too-large` or `too-much-work` from what counts towards these limits
 */
export class Notes {
  private readonly foundKinds = new Set<Finding>();
  private readonly remarkKinds = new Set<Remark>();
  private unpacked = 0;
  private worked = 0;
  private readonly limits: CleaningLimits;
  private readonly mostWork: number;

  /** @param fileBytes how long the whole file is */
  constructor(limits: CleaningLimits, fileBytes: number) {
    this.limits = limits;
    this.mostWork = workStepsFor(limits, fileBytes);
  }

  readonly found = (finding: Finding): void => void this.foundKinds.add(finding);
  readonly remark = (remark: Remark): void => void this.remarkKinds.add(remark);
  readonly unpacks = (bytes: number): void => {
    this.unpacked += bytes;
    if (this.unpacked > this.limits.unpackedBytes) throw StopCleaning.refusing('unpacks-too-large');
  };

  readonly works = (steps: number): void => {
    this.worked += steps;
    if (!(this.worked <= this.mostWork)) throw StopCleaning.because('too-much-work');
  };

  removed(): Finding[] {
    return findings.filter((kind) => this.foundKinds.has(kind));
  }

  left(): Remark[] {
    return remarks.filter((kind) => this.remarkKinds.has(kind));
  }
}

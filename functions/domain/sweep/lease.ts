export type Lease = {
  /** `false` while another holder's lease has not run out. */
  take(now: Date, seconds: number): Promise<boolean>;
  /** Gives it back early; a lease that somebody else has taken meanwhile stays theirs. */
  giveBack(): Promise<void>;
};

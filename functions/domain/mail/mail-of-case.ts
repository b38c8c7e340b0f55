import type { RingSealed } from '../key-ring/ring-sealed.ts';

/** What a case has that came by mail, until its reporter withdraws or leaves it. */
export type MailOfCase = {
  /** The id of the mail door that answers to its reporter are replied to. */
  readonly door: string;
  /** Where answers go; only the scheduled function opens it. */
  readonly correspondent: RingSealed;
  /** A full hour, ISO in UTC: the first answer waits for it, and what follows not to come before it. */
  readonly answersFrom?: string | undefined;
  /** The day on which something could not be mailed for good, the last time. */
  readonly failedOn?: string | undefined;
};

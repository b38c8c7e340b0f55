import type { MailedTo } from '../intake/sealed-case.ts';

/** What a case has that came by mail, until its reporter withdraws or leaves it. */
export type MailOfCase = MailedTo & {
  /** The day on which something could not be mailed for good, the last time. */
  readonly failedOn?: string | undefined;
};

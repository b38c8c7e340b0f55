import type { CaseVault } from '../casework/change/case-store.ts';
import type { OutgoingMail } from '../mail/outgoing-mail.ts';

/** A mail to a reporter whose time has come. */
export type DueMail = OutgoingMail & {
  /** Which row it is. */
  readonly id: string;
  /** Attempts that were begun. */
  readonly attempts: number;
};

export type DueMails = {
  readonly mails: readonly DueMail[];
  readonly unreadable: number;
  /** The last row of a full page, from which the next one goes on. */
  readonly next: string | undefined;
};

/** Mails to reporters as the scheduled function works them off. */
export type MailStore = {
  /** At most `limit` of those whose time has come, oldest first; rows that do not parse are only counted. */
  dueMails(now: Date, limit: number, after?: string): Promise<DueMails>;
  /** One call for at most 100 cases. */
  vaults(caseIds: readonly string[]): Promise<ReadonlyMap<string, CaseVault | 'unreadable'>>;
  /** Puts the mail down for its next attempt. `undefined` when it is gone. */
  putDown(mail: DueMail, notBefore: Date): Promise<DueMail | undefined>;
  removeMails(ids: readonly string[]): Promise<void>;
  /** What the team is told of: something for the reporter of this case could not be mailed. */
  markFailed(caseId: string, on: string): Promise<void>;
};

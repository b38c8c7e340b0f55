import type { CaseVault } from '../casework/change/case-store.ts';
import type { Member } from '../member/member.ts';
import type { OutsideMarks } from '../notice/mail.ts';
import type { MailMarks } from '../notice/mail-marks.ts';
import type { NoticeStep } from '../notice/outbox.ts';
import type { WebhookMarks } from './webhook.ts';

/** A notice that is due, as the outbox holds it. */
export type DueNotice = {
  /** Which row of the outbox it is. */
  readonly id: string;
  readonly caseId: string;
  readonly channel: string;
  readonly urgent: boolean;
  /** Absent when something has come in. */
  readonly step?: NoticeStep | undefined;
  readonly ofTask?: boolean | undefined;
  /** Failed attempts so far. */
  readonly attempts: number;
  /** Who is still to be told; absent when that is everybody it is for. */
  readonly recipients?: readonly string[] | undefined;
  /** Those on call who have been asked to take what is urgent. */
  readonly asked?: readonly string[] | undefined;
  /** The webhook it is for, and for nobody else. */
  readonly webhook?: string | undefined;
};

export type ToldOfMissing = 'readers' | 'leads' | 'outside';

/** A notice for later. */
export type LaterNotice = Omit<DueNotice, 'id'> & { readonly notBefore: Date };

export type DueNotices = {
  readonly notices: readonly DueNotice[];
  readonly unreadable: number;
  /** The last row of a full page, from which the next one goes on. */
  readonly next: string | undefined;
};

/**
 * Where the notices of one kind and channel wait, one behind the other: so what is urgent is found behind any number of
 * others. Those of 0.1.0 wait in a queue of all kinds.
 */
export type NoticeQueue = {
  readonly kind: 'urgent' | 'ordinary' | 'webhook' | 'mixed';
  readonly key: string;
};

export type NoticeStore = {
  /** The first queue after this one, in no order that means anything, with notices that wait, due or not. */
  nextQueue(after?: NoticeQueue): Promise<NoticeQueue | undefined>;
  /** At most `limit` notices of a queue whose time has come, oldest first; rows that do not parse are only counted. */
  dueNotices(queue: NoticeQueue, now: Date, limit: number, after?: string): Promise<DueNotices>;
  members(): Promise<{ readonly members: readonly Member[]; readonly unreadable: number }>;
  /** One call for at most 100 cases. */
  vaults(caseIds: readonly string[]): Promise<ReadonlyMap<string, CaseVault | 'unreadable'>>;
  /** As the function of that name; a head that does not parse is one nobody has taken. */
  isUntaken(caseId: string): Promise<boolean>;
  /** Marks that are left out stay as they are. */
  markNoticed(memberId: string, marks: MailMarks): Promise<void>;
  outsideMarks(): Promise<OutsideMarks>;
  /** In the place of all marks there were. */
  markOutside(marks: OutsideMarks): Promise<void>;
  /** For the reporters' pages: who has been told on this day that a promise was missed. */
  recordTold(doorIds: readonly string[], who: ToldOfMissing, on: string): Promise<void>;
  webhookMarks(): Promise<Readonly<Record<string, WebhookMarks>>>;
  /** In the place of all marks there were. */
  markWebhooks(marks: Readonly<Record<string, WebhookMarks>>): Promise<void>;
  removeNotices(ids: readonly string[]): Promise<void>;
  addNotice(notice: LaterNotice): Promise<DueNotice>;
  /** Puts others in the place of one, all or nothing; where it is gone already, nothing is put. */
  replaceNotice(id: string, by: readonly LaterNotice[]): Promise<void>;
};

import type { Settings } from '../../settings/schema.ts';
import { minutesLater } from '../kernel/clock.ts';
import type { OpenKeyRing } from '../key-ring/open-ring-sealed.ts';
import type { Member } from '../member/member.ts';
import type { MailKind, OutsideMarks } from '../notice/mail.ts';
import type { MailMarks } from '../notice/mail-marks.ts';
import type { DueNotice, LaterNotice, NoticeStore } from './notice-store.ts';
import { noticeSteps } from '../notice/outbox.ts';
import type { TellWebhook, WebhookMarks } from './webhook.ts';

/** Whom a mail is for: a member, in their language, or the outside contact, of whom only the address is known. */
export type NoticeRecipient = Pick<Member, 'email' | 'mailLanguage'> & Partial<Pick<Member, 'memberId'>>;

/** Sends one mail without content. Rejects when the mail was not accepted. */
export type SendNotice = (to: NoticeRecipient, kind: MailKind) => Promise<void>;

export type NoticeContext = {
  readonly settings: Pick<Settings, 'notices' | 'outsideContact' | 'webhooks'>;
  readonly store: NoticeStore;
  readonly send: SendNotice;
  readonly tellWebhook: TellWebhook;
  readonly openKeyRing: OpenKeyRing;
  readonly now: Date;
  /** Begins a share of the run. What is left when it is over waits for the next run. */
  readonly share: (of: 'urgent' | 'ordinary' | 'webhooks') => OutOfTime;
};

export type OutOfTime = () => boolean;

/** A member, and what they have been sent so far. */
export type Told = Member & { marks: MailMarks };

/** What one run keeps in mind. */
export type Delivery = NoticeContext & {
  /** Of the share that is being used up. */
  outOfTime: OutOfTime;
  readonly team: readonly Told[];
  /** Read when it is first needed. */
  outside: OutsideMarks | undefined;
  /** By the names in the settings. */
  webhooks: Readonly<Record<string, WebhookMarks>>;
  /** Notices for webhooks, which are told when all mails have left. */
  readonly forWebhooks: DueNotice[];
  /** What of this batch is to be written when all its mails have left. */
  writes: (() => Promise<void>)[];
  sent: number;
  unreadable: number;
};

const longestPauseMinutes = 360;

/** 1, 2, 4, 8 … minutes, at most 6 hours. */
const retryPauseMinutes = (attempts: number): number => Math.min(2 ** (attempts - 1), longestPauseMinutes);

/** What a notice that stands in the place of another has of it. */
export const sameNotice = (notice: DueNotice): Omit<DueNotice, 'id'> => {
  const { caseId, channel, urgent, step, ofTask, attempts, recipients, asked, webhook } = notice;
  return { caseId, channel, urgent, step, ofTask, attempts, recipients, asked, webhook };
};

/** The same notice once more, later each time. */
export const onceMore = (notice: DueNotice, now: Date): LaterNotice => {
  const attempts = notice.attempts + 1;
  return { ...sameNotice(notice), attempts, notBefore: minutesLater(now, retryPauseMinutes(attempts)) };
};

/** Urgent ones first, then the most pressing step: the mail about it counts for milder ones. */
export const urgentFirst = (notices: readonly DueNotice[]): DueNotice[] =>
  [...notices].sort(
    (one, other) => Number(other.urgent) - Number(one.urgent) || pressing(other) - pressing(one),
  );

const pressing = ({ step }: DueNotice): number => (step === undefined ? -1 : noticeSteps.indexOf(step));

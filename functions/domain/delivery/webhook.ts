import * as z from 'zod';
import type { Settings, Webhook } from '../../settings/schema.ts';
import type { Brief } from '../case/brief.ts';
import { fullHour } from '../kernel/clock.ts';
import { decide, marksOf, owesCombined, type Decision } from '../notice/mail.ts';
import { mailMarks } from '../notice/mail-marks.ts';
import type { NoticeStep } from '../notice/outbox.ts';

/** What a webhook is told; as a mail, it says no more. */
export const webhookKinds = [
  'ordinary',
  'urgent',
  'several-urgent',
  'untaken',
  'reminder',
  'overdue',
  'long-overdue',
] as const;
export type WebhookKind = (typeof webhookKinds)[number];

/** Tells a webhook that something waits. Rejects unless it was accepted. */
export type TellWebhook = (url: string, kind: WebhookKind) => Promise<void>;

/** What a webhook has been told. Nobody can look there, so what it was told is never forgotten by looking. */
export const webhookMarks = z.object({
  ...mailMarks.pick({ deadlineMail: true, urgentMails: true, urgentMore: true }).shape,
  /** The full hour of the last ordinary message, ISO in UTC. */
  ordinaryIn: z.iso.datetime().optional(),
});
export type WebhookMarks = Readonly<z.infer<typeof webhookMarks>>;

/**
 * What a webhook is told of a notice; `undefined` for steps that are for the outside contact, or for members by name:
 * everybody reads a chat, who was restricted perhaps included.
 */
export const webhookKindOf = (notice: {
  readonly urgent: boolean;
  readonly step?: NoticeStep | undefined;
}): WebhookKind | undefined => {
  switch (notice.step) {
    case undefined:
      return notice.urgent ? 'urgent' : 'ordinary';
    case 'early-reminder':
      return 'reminder';
    case 'reminder':
    case 'overdue':
      return notice.step;
    case 'leads':
      return 'long-overdue';
    case 'untaken-on-call':
    case 'untaken-leads':
      return 'untaken';
    case 'outside':
    case 'untaken-outside':
    case 'set-aside':
    case 'unreviewed':
    case 'unreviewed-leads':
    case 'unreviewed-outside':
      return undefined;
  }
};

export const isUrgentKind = (kind: WebhookKind): boolean =>
  kind === 'urgent' || kind === 'several-urgent' || kind === 'untaken';

type KeptFrom = Pick<Brief, 'excludedMembers' | 'recusedMembers' | 'asideMembers'>;

/** The webhooks that may be told of a case: everybody reads a chat, those who are kept from the case included. */
export const webhooksFor = (
  { webhooks }: Pick<Settings, 'webhooks'>,
  kind: WebhookKind,
  { excludedMembers, recusedMembers, asideMembers = [] }: KeptFrom,
): readonly string[] => {
  const isFree = [excludedMembers, recusedMembers, asideMembers].every((ids) => ids.length === 0);
  const isTold = ({ when, evenWithExclusions }: Webhook): boolean =>
    (when === 'everything' || isUrgentKind(kind)) && (isFree || evenWithExclusions);
  return Object.entries(webhooks).flatMap(([name, webhook]) => (isTold(webhook) ? [name] : []));
};

/**
 * How often a webhook is told, as members are mailed who do not look: of ordinary things once an hour; of deadlines
 * once a day for each kind, a more pressing one counting for a milder; of urgent things each time, up to so many an hour.
 */
export const decideWebhook = (
  kind: WebhookKind,
  marks: WebhookMarks,
  urgentPerHour: number,
  now: Date,
): Decision => {
  if (kind === 'ordinary') return marks.ordinaryIn === fullHour(now).toISOString() ? 'told-before' : 'send';
  return decide(kind, { ...marks, noticed: 'urgent' }, urgentPerHour, now);
};

export const webhookMarksAfter = (kind: WebhookKind, before: WebhookMarks, now: Date): WebhookMarks => {
  if (kind === 'ordinary') return { ...before, ordinaryIn: fullHour(now).toISOString() };
  const { deadlineMail, urgentMails, urgentMore } = {
    ...before,
    ...marksOf(kind, { ...before, noticed: 'urgent' }, now),
  };
  return { ...before, deadlineMail, urgentMails, urgentMore };
};

/** Whether the hour is over in which more came that is urgent than was told. */
export const webhookOwesCombined = (marks: WebhookMarks, now: Date): boolean =>
  owesCombined({ ...marks, noticed: 'urgent' }, now);

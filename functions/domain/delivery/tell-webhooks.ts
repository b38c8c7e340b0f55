import type { Brief } from '../case/brief.ts';
import { fullHour } from '../kernel/clock.ts';
import { onceMore, urgentFirst, type Delivery } from './delivery.ts';
import type { DueNotice } from './notice-store.ts';
import { recipientsOf } from './recipients.ts';
import { minutesIntoTheHour } from './tell.ts';
import {
  decideWebhook,
  isUrgentKind,
  webhookKindOf,
  webhookMarksAfter,
  webhookOwesCombined,
  webhooksFor,
  type WebhookKind,
  type WebhookMarks,
} from './webhook.ts';

/** After so many attempts (about eight hours) a webhook is told no more of a notice: members had their mails. */
const mostAttempts = 10;
const mostAtOnce = 100;

/** The webhooks that are owed a message for what came above an hour's; asked before this hour's are counted. */
export const owingWebhooks = ({ webhooks, now }: Delivery): readonly string[] =>
  Object.entries(webhooks).flatMap(([name, marks]) => (webhookOwesCombined(marks, now) ? [name] : []));

/**
 * Leaves a notice for the webhooks in the outbox, a row for each, as often as each may be told: what counts is that it is
 * put down, so that one that does not answer is not owed a flood.
 */
export const putDownForWebhooks = async (
  delivery: Delivery,
  notice: DueNotice,
  brief: Brief,
): Promise<void> => {
  const { settings, store, now } = delivery;
  const kind = webhookKindOf(notice);
  if (kind === undefined) return;
  for (const name of webhooksFor(settings, kind, brief)) {
    const marks = marksOf(delivery, name);
    const decision = decideWebhook(kind, marks, settings.notices.urgentPerHour, now);
    if (decision === 'combine') remember(delivery, name, { ...marks, urgentMore: true });
    if (decision !== 'send') continue;
    const { caseId, channel, urgent, step } = notice;
    const row = { caseId, channel, urgent, step, attempts: 0, webhook: name, notBefore: fullHour(now) };
    delivery.forWebhooks.push(await store.addNotice(row));
    remember(delivery, name, webhookMarksAfter(kind, marks, now));
  }
};

const marksOf = ({ webhooks }: Delivery, name: string): WebhookMarks =>
  (Object.hasOwn(webhooks, name) ? webhooks[name] : undefined) ?? {};

const remember = (delivery: Delivery, name: string, marks: WebhookMarks): void => {
  delivery.webhooks = { ...delivery.webhooks, [name]: marks };
};

/**
 * Tells the webhooks what waits for them, when all mails have left. One that does not answer is left alone until the
 * next scheduled run.
 * @returns the attempts of each notice that failed
 */
export const tellWebhooks = async (delivery: Delivery, owing: readonly string[]): Promise<number[]> => {
  const { settings, store, now, outOfTime, forWebhooks } = delivery;
  const silent = new Set<string>();
  const failing: number[] = [];
  for (const name of owing) {
    const url = settings.webhooks[name]?.url;
    if (url === undefined || outOfTime()) continue;
    if (await accepts(delivery, url, 'several-urgent'))
      remember(delivery, name, webhookMarksAfter('several-urgent', marksOf(delivery, name), now));
    else {
      silent.add(name);
      failing.push(minutesIntoTheHour(now) + 1);
    }
  }
  const waiting = urgentFirst(forWebhooks).slice(0, mostAtOnce);
  const vaults =
    waiting.length === 0 ? undefined : await store.vaults([...new Set(waiting.map(({ caseId }) => caseId))]);
  for (const notice of waiting) {
    if (outOfTime()) break;
    const { webhook = '' } = notice;
    if (silent.has(webhook)) continue;
    const told = await tellOne(delivery, notice, vaults?.get(notice.caseId));
    if (told === 'done') await store.removeNotices([notice.id]);
    else {
      silent.add(webhook);
      failing.push(notice.attempts + 1);
      const again = notice.attempts + 1 < mostAttempts ? [onceMore(notice, now)] : [];
      await store.replaceNotice(notice.id, again);
    }
  }
  return failing;
};

const tellOne = async (
  delivery: Delivery,
  notice: DueNotice,
  vault: Parameters<typeof recipientsOf>[2],
): Promise<'done' | 'failed'> => {
  const { settings, store, openKeyRing, now, team } = delivery;
  const { webhook = '', caseId } = notice;
  const kind = webhookKindOf(notice);
  const url = Object.hasOwn(settings.webhooks, webhook) ? settings.webhooks[webhook]?.url : undefined;
  if (kind === undefined || url === undefined) return 'done';
  const recipients = await recipientsOf({ openKeyRing, now }, notice, vault, team);
  if (recipients.kind === 'case-gone') return 'done';
  if (recipients.kind === 'unknown') return 'failed';
  // Somebody may have been excluded, or have taken it, since it was put down.
  if (!webhooksFor(settings, kind, recipients.brief).includes(webhook)) return 'done';
  if (notice.attempts > 0 && isUrgentKind(kind) && !(await store.isUntaken(caseId))) return 'done';
  return (await accepts(delivery, url, kind)) ? 'done' : 'failed';
};

const accepts = async (delivery: Delivery, url: string, kind: WebhookKind): Promise<boolean> => {
  try {
    await delivery.tellWebhook(url, kind);
  } catch {
    return false;
  }
  delivery.sent += 1;
  return true;
};

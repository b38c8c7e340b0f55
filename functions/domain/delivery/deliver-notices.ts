import { mapConcurrent } from '../kernel/map-concurrent.ts';
import { byTurns } from './by-turns.ts';
import type { Delivery, NoticeContext, Told } from './delivery.ts';
import { deliver } from './deliver.ts';
import type { DueNotice, NoticeQueue, NoticeStore } from './notice-store.ts';
import { owingWebhooks, tellWebhooks } from './tell-webhooks.ts';
import { tellCombined } from './tell.ts';

export type DeliveryReport = {
  /** Mails, and messages to webhooks. */
  readonly sent: number;
  /** Attempts of each notice that could not be delivered to everybody. */
  readonly failing: readonly number[];
  readonly unreadable: number;
};

const batchSize = 100;
const writesAtOnce = 8;
/** For webhooks, far more than a run tells. */
const mostForWebhooks = 1_000;
/** From this many failed attempts on (about a quarter of an hour) somebody must look; the notice is still kept. */
export const undeliverableAttempts = 5;

/**
 * Tells members that something waits, at least once and no more often than `decide` says. A mail is sent before it is
 * marked as sent, so only a crash in between sends it twice. No mail is dropped: what cannot be delivered waits, longer
 * each time, and what comes after it does not wait for it. What is urgent goes first, then all others, each by turns
 * between channels; webhooks are told last. Each of the three has its own share of the run.
 */
export const deliverNotices = async (context: NoticeContext): Promise<DeliveryReport> => {
  const { store, share } = context;
  const delivery = await startDelivery(context);
  const queues = await allQueues(store);
  const of = (...kinds: readonly NoticeQueue['kind'][]): NoticeQueue[] =>
    queues.filter(({ kind }) => kinds.includes(kind));
  // Before the new ones, so that in a long flood what was left of the last hour is not put off by what comes in this one.
  const owing = owingWebhooks(delivery);
  const failing = await tellCombined(delivery);
  failing.push(...(await deliverQueues(delivery, of('urgent', 'mixed'))));
  delivery.outOfTime = share('ordinary');
  failing.push(...(await deliverQueues(delivery, of('ordinary'))));
  delivery.outOfTime = share('webhooks');
  for (const queue of of('webhook')) {
    const waiting = await store.dueNotices(queue, context.now, mostForWebhooks);
    delivery.unreadable += waiting.unreadable;
    const known = new Set(delivery.forWebhooks.map(({ id }) => id));
    delivery.forWebhooks.push(...waiting.notices.filter(({ id }) => !known.has(id)));
  }
  const before = delivery.webhooks;
  failing.push(...(await tellWebhooks(delivery, owing)));
  if (delivery.webhooks !== before) await store.markWebhooks(delivery.webhooks);
  return { sent: delivery.sent, failing, unreadable: delivery.unreadable };
};

const startDelivery = async (context: NoticeContext): Promise<Delivery> => {
  const { store, settings, share } = context;
  const outOfTime = share('urgent');
  const { members, unreadable } = await store.members();
  const hasWebhooks = Object.keys(settings.webhooks).length > 0;
  return {
    ...context,
    outOfTime,
    team: members.map((member): Told => ({ ...member, marks: member })),
    outside: undefined,
    webhooks: hasWebhooks ? await store.webhookMarks() : {},
    forWebhooks: [],
    writes: [],
    sent: 0,
    unreadable,
  };
};

/** Every queue in which anything waits. */
export const allQueues = async (store: Pick<NoticeStore, 'nextQueue'>): Promise<readonly NoticeQueue[]> => {
  const queues: NoticeQueue[] = [];
  for (let queue = await store.nextQueue(); queue; queue = await store.nextQueue(queue)) queues.push(queue);
  return queues;
};

/** @returns the attempts of each notice that failed */
const deliverQueues = async (delivery: Delivery, queues: readonly NoticeQueue[]): Promise<number[]> => {
  const failing: number[] = [];
  let batch: DueNotice[] = [];
  for await (const notice of byTurns(delivery, queues)) {
    if (delivery.outOfTime()) return failing;
    if (notice.webhook === undefined) batch.push(notice);
    else delivery.forWebhooks.push(notice);
    if (batch.length < batchSize) continue;
    failing.push(...(await deliverBatch(delivery, batch)));
    batch = [];
  }
  return [...failing, ...(await deliverBatch(delivery, batch))];
};

const deliverBatch = async (delivery: Delivery, batch: readonly DueNotice[]): Promise<number[]> => {
  if (batch.length === 0) return [];
  const { store } = delivery;
  const vaults = await store.vaults([...new Set(batch.map(({ caseId }) => caseId))]);
  const before = delivery.webhooks;
  const failing: number[] = [];
  const done: string[] = [];
  const replaced: (() => Promise<void>)[] = [];
  for (const notice of batch) {
    if (delivery.outOfTime()) break;
    const { failed, later } = await deliver(delivery, notice, vaults.get(notice.caseId));
    if (failed) failing.push(notice.attempts + 1);
    if (later.length === 0) done.push(notice.id);
    else replaced.push(() => store.replaceNotice(notice.id, later));
  }
  if (delivery.webhooks !== before) await store.markWebhooks(delivery.webhooks);
  const writes = [...delivery.writes, ...replaced];
  delivery.writes = [];
  await mapConcurrent(writes.length, writesAtOnce, (number) => writes[number]?.() ?? Promise.resolve());
  await store.removeNotices(done);
  return failing;
};

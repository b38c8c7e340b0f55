import type { CaseVault } from '../case/case-store.ts';
import { day, minutesLater } from '../clock.ts';
import { onceMore, sameNotice, fairOrder, type Delivery, type NoticeContext, type Told } from './delivery.ts';
import { mailToMember } from './mail.ts';
import type { DueNotice, LaterNotice, ToldOfMissing } from './notice-store.ts';
import type { NoticeStep } from './outbox.ts';
import { recipientsOf, type KnownRecipients } from './recipients.ts';
import { owingWebhooks, putDownForWebhooks, tellWebhooks } from './tell-webhooks.ts';
import { tell, tellCombined, tellOutside } from './tell.ts';
import { mostOnCall, nextUntaken, takenWithinMinutes } from './untaken.ts';

export type DeliveryReport = {
  /** Mails, and messages to webhooks. */
  readonly sent: number;
  /** Attempts of each notice that could not be delivered to everybody. */
  readonly failing: readonly number[];
  readonly unreadable: number;
};

const pageSize = 1_000;
/** Notices that one beat looks at; what is urgent among them goes first, wherever it stands. */
const mostLookedAt = 10_000;
const batchSize = 100;
/** From this many failed attempts on (about a quarter of an hour) somebody must look; the notice is still kept. */
export const undeliverableAttempts = 5;

/**
 * Tells members that something waits, at least once and no more often than `decide` says. A mail is sent before it is
 * marked as sent, so only a crash in between sends it twice. No mail is dropped: what cannot be delivered waits, longer
 * each time, and what comes after it does not wait for it. Webhooks are told last.
 */
export const deliverNotices = async (context: NoticeContext): Promise<DeliveryReport> => {
  const { store, settings } = context;
  const { members, unreadable: unreadableMembers } = await store.members();
  const team = members.map((member): Told => ({ ...member, marks: member }));
  const hasWebhooks = Object.keys(settings.webhooks).length > 0;
  const marked = hasWebhooks ? await store.webhookMarks() : {};
  const delivery: Delivery = {
    ...context,
    team,
    outside: undefined,
    webhooks: marked,
    forWebhooks: [],
    sent: 0,
  };
  // First, so that in a long flood what was left of the last hour is not put off by what comes in this one.
  const owing = owingWebhooks(delivery);
  const failing = await tellCombined(delivery);
  const due = await dueNotices(context);
  const unreadable = unreadableMembers + due.unreadable;
  delivery.forWebhooks.push(...due.notices.filter(({ webhook }) => webhook !== undefined));
  const waiting = fairOrder(due.notices.filter(({ webhook }) => webhook === undefined));
  for (let start = 0; start < waiting.length && !context.outOfTime(); start += batchSize) {
    const notices = waiting.slice(start, start + batchSize);
    const vaults = await store.vaults(unique(notices.map(({ caseId }) => caseId)));
    const before = delivery.webhooks;
    const done: string[] = [];
    for (const notice of notices) {
      if (context.outOfTime()) break;
      const { failed, later } = await deliver(delivery, notice, vaults.get(notice.caseId));
      if (failed) failing.push(notice.attempts + 1);
      if (later.length === 0) done.push(notice.id);
      else await store.replaceNotice(notice.id, later);
    }
    if (delivery.webhooks !== before) await store.markWebhooks(delivery.webhooks);
    await store.removeNotices(done);
  }
  const before = delivery.webhooks;
  failing.push(...(await tellWebhooks(delivery, owing)));
  if (delivery.webhooks !== before) await store.markWebhooks(delivery.webhooks);
  return { sent: delivery.sent, failing, unreadable };
};

/** What is due, the oldest first, as far as one beat looks. */
const dueNotices = async ({ store, now, outOfTime }: NoticeContext) => {
  const notices: DueNotice[] = [];
  let unreadable = 0;
  let after: string | undefined;
  do {
    const page = await store.dueNotices(now, pageSize, after);
    after = page.next;
    unreadable += page.unreadable;
    notices.push(...page.notices);
  } while (after !== undefined && notices.length + unreadable < mostLookedAt && !outOfTime());
  return { notices, unreadable };
};

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** What became of a notice: what stands in its place, and whether that is because somebody could not be told. */
type Outcome = { readonly failed: boolean; readonly later: readonly LaterNotice[] };

const done: Outcome = { failed: false, later: [] };

const deliver = async (
  delivery: Delivery,
  notice: DueNotice,
  vault: CaseVault | 'unreadable' | undefined,
): Promise<Outcome> => {
  const { openKeyRing, now, team, store } = delivery;
  const recipients = await recipientsOf(openKeyRing, now, notice, vault, team);
  if (recipients.kind === 'case-gone') return done;
  const again = (missed: readonly string[]): LaterNotice =>
    onceMore({ ...notice, recipients: missed.length > 0 ? missed : undefined }, now);
  if (recipients.kind === 'unknown') return { failed: true, later: [again([])] };
  if (notice.step?.startsWith('untaken') && !(await store.isUntaken(notice.caseId))) return done;
  if (recipients.outside) {
    const outcome = await tellOutside(delivery, recipients.outside);
    if (outcome === 'failed') return { failed: true, later: [again([])] };
    await recordTold(delivery, notice, vault, 'outside');
    return done;
  }
  const isWhole = notice.recipients === undefined;
  if (isWhole && recipients.members.length === 0) {
    // Whoever was on call ten minutes ago is not any more.
    const step = nextStep(delivery, notice, recipients);
    return step === undefined ? done : deliver(delivery, { ...notice, step }, vault);
  }
  const missed: string[] = [];
  const reached: Told[] = [];
  for (const member of recipients.members) {
    const outcome = await tell(delivery, member, mailToMember(notice), notice.id);
    if (outcome === 'failed') missed.push(member.memberId);
    else reached.push(member);
  }
  const rest = missed.length > 0 ? [again(missed)] : [];
  if (reached.length > 0) {
    const isForLeads = notice.step === 'leads' && reached.some(({ role }) => role === 'lead');
    await recordTold(delivery, notice, vault, isForLeads ? 'leads' : 'readers');
  }
  if (!isWhole) return { failed: missed.length > 0, later: rest };
  await putDownForWebhooks(delivery, notice, recipients.brief);
  return { failed: missed.length > 0, later: [...climb(delivery, notice, recipients), ...rest] };
};

/** Keeps, where the reporter's page reads it, who was really told that a promise was missed. */
const recordTold = async (
  { store, now }: Delivery,
  { step, ofTask }: DueNotice,
  vault: CaseVault | 'unreadable' | undefined,
  who: ToldOfMissing,
): Promise<void> => {
  const isOfMissing = step === 'overdue' || step === 'leads' || step === 'outside';
  if (!isOfMissing || ofTask || vault === undefined || vault === 'unreadable') return;
  // The mail has left: a page that does not say so is better than a second mail.
  await store.recordTold(Object.values(vault.doors).flat(), who, day(now)).catch(() => undefined);
};

/** What is urgent waits for somebody to take it, and goes to the next when nobody does. */
const climb = (
  delivery: Delivery,
  notice: DueNotice,
  recipients: KnownRecipients<Told>,
): readonly LaterNotice[] => {
  if (!notice.urgent) return [];
  const { members, onCall } = recipients;
  const isAsked = notice.step === 'untaken-on-call';
  const asked = [...(notice.asked ?? []), ...(isAsked ? members.map(({ memberId }) => memberId) : [])];
  const left = onCall.filter(({ memberId }) => !asked.includes(memberId));
  const step = nextStep(delivery, notice, { ...recipients, onCall: asked.length < mostOnCall ? left : [] });
  if (step === undefined) return [];
  const notBefore = minutesLater(delivery.now, takenWithinMinutes);
  return [{ ...sameNotice(notice), step, asked, attempts: 0, notBefore }];
};

const nextStep = (
  { settings }: Delivery,
  { step }: DueNotice,
  { onCall, leads }: Pick<KnownRecipients<Told>, 'onCall' | 'leads'>,
): NoticeStep | undefined =>
  nextUntaken(step, {
    onCall: onCall.length,
    leads: leads.length,
    outside: settings.outsideContact?.email === undefined ? 0 : 1,
  });

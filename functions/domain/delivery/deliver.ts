import type { CaseVault } from '../casework/change/case-store.ts';
import { day, minutesLater } from '../kernel/clock.ts';
import { onceMore, sameNotice, type Delivery, type Told } from './delivery.ts';
import { mailToMember } from '../notice/mail.ts';
import type { DueNotice, LaterNotice, ToldOfMissing } from './notice-store.ts';
import type { NoticeStep } from '../notice/outbox.ts';
import { recipientsOf, type KnownRecipients } from './recipients.ts';
import { putDownForWebhooks } from './tell-webhooks.ts';
import { tell, tellOutside } from './tell.ts';
import { mostOnCall, nextUntaken, takenWithinMinutes } from './untaken.ts';

/** What became of a notice: what stands in its place, and whether that is because somebody could not be told. */
type Outcome = { readonly failed: boolean; readonly later: readonly LaterNotice[] };

const done: Outcome = { failed: false, later: [] };

/** Tells whoever a notice is for, once. What is to be written beside it waits in `delivery.writes`. */
export const deliver = async (
  delivery: Delivery,
  notice: DueNotice,
  vault: CaseVault | 'unreadable' | undefined,
): Promise<Outcome> => {
  const { openKeyRing, now, team, store } = delivery;
  const recipients = await recipientsOf({ openKeyRing, now }, notice, vault, team);
  if (recipients.kind === 'case-gone') return done;
  const again = (missed: readonly string[]): LaterNotice =>
    onceMore({ ...notice, recipients: missed.length > 0 ? missed : undefined }, now);
  if (recipients.kind === 'unknown') return { failed: true, later: [again([])] };
  if (notice.step?.startsWith('untaken') && !(await store.isUntaken(notice.caseId))) return done;
  if (recipients.outside) {
    const outcome = await tellOutside(delivery, recipients.outside);
    if (outcome === 'failed') return { failed: true, later: [again([])] };
    recordTold(delivery, notice, vault, 'outside');
    return done;
  }
  const isWhole = notice.recipients === undefined;
  if (isWhole && recipients.members.length === 0) {
    // Anybody who was on call ten minutes ago is not any more.
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
    recordTold(delivery, notice, vault, isForLeads ? 'leads' : 'readers');
  }
  if (!isWhole) return { failed: missed.length > 0, later: rest };
  await putDownForWebhooks(delivery, notice, recipients.brief);
  return { failed: missed.length > 0, later: [...climb(delivery, notice, recipients), ...rest] };
};

/** Keeps, where the reporter's page reads it, who was really told that a promise was missed. */
const recordTold = (
  { store, now, writes }: Delivery,
  { step, ofTask }: DueNotice,
  vault: CaseVault | 'unreadable' | undefined,
  who: ToldOfMissing,
): void => {
  const isOfMissing = step === 'overdue' || step === 'leads' || step === 'outside';
  if (!isOfMissing || ofTask || vault === undefined || vault === 'unreadable') return;
  // The mail has left: a page that does not say so is better than a second mail.
  writes.push(() =>
    store.recordTold(Object.values(vault.doors).flat(), who, day(now)).catch(() => undefined),
  );
};

/** What is urgent waits for somebody to take it, and goes to the next when nobody does. */
const climb = (
  delivery: Delivery,
  notice: DueNotice,
  recipients: KnownRecipients<Told>,
): readonly LaterNotice[] => {
  if (!notice.urgent || notice.step?.startsWith('unreviewed')) return [];
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

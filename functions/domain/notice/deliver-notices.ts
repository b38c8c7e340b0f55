import type { CaseVault } from '../case/case-store.ts';
import { briefIfReadable } from '../case/open-brief.ts';
import type { OpenKeyRing } from '../key-ring/open-ring-sealed.ts';
import type { Member } from '../member/member.ts';

/** A notice that is due, as the outbox holds it. */
export type DueNotice = {
  /** Which row of the outbox it is. */
  readonly id: string;
  readonly caseId: string;
  readonly channel: string;
  readonly urgent: boolean;
  /** Failed attempts so far. */
  readonly attempts: number;
  /** Who is still to be told; absent before the first attempt. */
  readonly recipients?: readonly string[] | undefined;
};

export type NoticeLevel = 'ordinary' | 'urgent';

export type DueNotices = {
  readonly notices: readonly DueNotice[];
  readonly unreadable: number;
  /** The last row of a full page, from which the next one goes on. */
  readonly next: string | undefined;
};

export type NoticeStore = {
  /** At most `limit` notices whose time has come, oldest first; rows that do not parse are only counted. */
  dueNotices(now: Date, limit: number, after?: string): Promise<DueNotices>;
  members(): Promise<{ readonly members: readonly Member[]; readonly unreadable: number }>;
  vaults(caseIds: readonly string[]): Promise<ReadonlyMap<string, CaseVault | 'unreadable'>>;
  markNoticed(memberId: string, level: NoticeLevel): Promise<void>;
  removeNotices(ids: readonly string[]): Promise<void>;
  /** Puts the notice back for later, for those who could not be told. */
  postponeNotice(notice: DueNotice, recipients: readonly string[], notBefore: Date): Promise<void>;
};

/** Sends one mail without content. Rejects when the mail was not accepted. */
export type SendNotice = (email: string, level: NoticeLevel) => Promise<void>;

export type NoticeContext = {
  readonly store: NoticeStore;
  readonly send: SendNotice;
  readonly openKeyRing: OpenKeyRing;
  readonly now: Date;
  /** Stops in time, so that what is left waits for the next beat. */
  readonly outOfTime: () => boolean;
};

export type DeliveryReport = {
  readonly sent: number;
  /** Attempts of each notice that could not be delivered to everybody. */
  readonly failing: readonly number[];
  readonly unreadable: number;
};

const pageSize = 100;
/** From this many failed attempts on (about a quarter of an hour) somebody must look; the notice is still kept. */
export const undeliverableAttempts = 5;
const longestPauseMinutes = 360;

/** 1, 2, 4, 8 … minutes, at most 6 hours. */
export const retryPauseMinutes = (attempts: number): number =>
  Math.min(2 ** (attempts - 1), longestPauseMinutes);

/**
 * Tells members that something waits: at least once, and one notice until they have looked. A mail is sent before it
 * is marked as sent, so only a crash in between sends it twice. Nothing is dropped: what cannot be delivered waits,
 * longer each time.
 */
export const deliverNotices = async (context: NoticeContext): Promise<DeliveryReport> => {
  const { store, now } = context;
  const team = await store.members();
  const told = new Map(team.members.map((member) => [member.memberId, { ...member }]));
  const failing: number[] = [];
  let { unreadable } = team;
  let sent = 0;
  let after: string | undefined;
  do {
    const page = await store.dueNotices(now, pageSize, after);
    after = page.next;
    unreadable += page.unreadable;
    const vaults = await store.vaults(unique(page.notices.map(({ caseId }) => caseId)));
    const done: string[] = [];
    for (const notice of urgentFirst(page.notices)) {
      if (context.outOfTime()) break;
      const recipients = await recipientsOf(context, notice, vaults.get(notice.caseId), told);
      if (recipients === 'case-gone') {
        done.push(notice.id);
        continue;
      }
      const missed: string[] = [];
      for (const member of recipients) {
        const outcome = await tell(context, member, notice.urgent ? 'urgent' : 'ordinary');
        if (outcome === 'failed') missed.push(member.memberId);
        else if (outcome === 'sent') sent += 1;
      }
      if (recipients.length > 0 && missed.length === 0) {
        done.push(notice.id);
        continue;
      }
      const attempts = notice.attempts + 1;
      failing.push(attempts);
      const later = new Date(now.getTime() + retryPauseMinutes(attempts) * 60_000);
      await store.postponeNotice({ ...notice, attempts }, missed, later);
    }
    await store.removeNotices(done);
  } while (after !== undefined && !context.outOfTime());
  return { sent, failing, unreadable };
};

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

const urgentFirst = (notices: readonly DueNotice[]): DueNotice[] =>
  [...notices].sort((one, other) => Number(other.urgent) - Number(one.urgent));

type Told = { -readonly [K in keyof Member]: Member[K] };

const recipientsOf = async (
  { openKeyRing, now }: NoticeContext,
  notice: DueNotice,
  vault: CaseVault | 'unreadable' | undefined,
  told: ReadonlyMap<string, Told>,
): Promise<readonly Told[] | 'case-gone'> => {
  // Without a readable brief nobody knows who is excluded: nobody is told, and the notice waits.
  if (vault === 'unreadable') return [];
  if (!vault?.sealedBrief || vault.expiresAt.getTime() <= now.getTime()) return 'case-gone';
  const brief = await briefIfReadable(openKeyRing, vault.channel, notice.caseId, vault.sealedBrief);
  if (!brief) return [];
  const mayKnow = ({ memberId, channels }: Member): boolean =>
    channels.includes(vault.channel) && !brief.excludedMembers.includes(memberId);
  const waiting = notice.recipients?.length ? notice.recipients : [...told.keys()];
  return waiting.flatMap((id) => told.get(id) ?? []).filter(mayKnow);
};

const tell = async (
  { send, store }: NoticeContext,
  member: Told,
  level: NoticeLevel,
): Promise<'sent' | 'told-before' | 'failed'> => {
  if (member.noticed === 'urgent' || member.noticed === level) return 'told-before';
  try {
    await send(member.email, level);
  } catch {
    return 'failed';
  }
  await store.markNoticed(member.memberId, level);
  member.noticed = level;
  return 'sent';
};

import type { Settings } from '../../settings/schema.ts';
import type { Language } from '../../settings/localised.ts';
import type { CaseVault } from '../casework/change/case-store.ts';
import type { OutOfTime } from './delivery.ts';
import { day, minutesLater } from '../kernel/clock.ts';
import { mapConcurrent } from '../kernel/map-concurrent.ts';
import { allChannels } from '../key-ring/purpose.ts';
import type { OpenKeyRing } from '../key-ring/open-ring-sealed.ts';
import { openCorrespondent } from '../mail/correspondent.ts';
import { replyAddress } from '../mail/mail-addresses.ts';
import type { MailOfCase } from '../mail/mail-of-case.ts';
import type { DueMail, MailStore } from './mail-store.ts';
import { openOutgoing, type OutgoingContent } from '../mail/outgoing-mail.ts';

/** One mail to a reporter, opened. */
export type ReporterMail = {
  readonly address: string;
  readonly language: Language;
  readonly replyTo: string;
  readonly channel: string;
  readonly content: OutgoingContent;
};

/** `unsendable`: no mail can be sent to such an address. Rejects when the mail was not accepted, which may change. */
export type SendReporterMail = (mail: ReporterMail) => Promise<'sent' | 'unsendable'>;

export type ReporterMailContext = {
  readonly settings: Pick<Settings, 'channels'>;
  readonly store: MailStore;
  readonly send: SendReporterMail;
  readonly openKeyRing: OpenKeyRing;
  readonly now: Date;
  readonly outOfTime: OutOfTime;
};

export type ReporterMailReport = {
  readonly sent: number;
  /** The attempts of each that failed and is tried again. */
  readonly failing: readonly number[];
  /** Those that are tried no more. */
  readonly givenUp: number;
  readonly unreadable: number;
};

/** A report while it is put together. */
type Counting = {
  -readonly [Name in keyof Omit<ReporterMailReport, 'failing'>]: ReporterMailReport[Name];
} & {
  readonly failing: number[];
};

const batchSize = 100;
/** A flood of mails to answer holds up the team's answers the less; SES takes 14 a second from a new account. */
const casesAtOnce = 4;
const longestPauseMinutes = 360;
/** Three days from the first attempt to the last: 1, 2, 4 … 256 minutes, then every 6 hours. */
const mostAttempts = 20;

const pauseMinutes = (attempts: number): number => Math.min(2 ** (attempts - 1), longestPauseMinutes);

type Outcome = 'sent' | 'failing' | 'given-up' | 'needless';

/**
 * Mails reporters what waits for them, at least once. The next attempt is put down before each one, so that a crash
 * between sending and deleting sends a mail again a minute later, then two, and never with every run. What is for a case
 * that is gone, or that its reporter has withdrawn, is deleted unsent; what cannot be mailed for three days is given up,
 * and the case says so. Several messages of one case that are only told of are one mail.
 */
export const deliverMails = async (context: ReporterMailContext): Promise<ReporterMailReport> => {
  const { store, now, outOfTime } = context;
  const report: Counting = { sent: 0, failing: [], givenUp: 0, unreadable: 0 };
  const told = new Set<string>();
  let after: string | undefined;
  do {
    const page = await store.dueMails(now, batchSize, after);
    after = page.next;
    report.unreadable += page.unreadable;
    const caseIds = [...new Set(page.mails.map(({ caseId }) => caseId))];
    const vaults = await store.vaults(caseIds);
    await mapConcurrent(caseIds.length, casesAtOnce, async (number) => {
      const caseId = caseIds[number] ?? '';
      for (const mail of page.mails.filter((one) => one.caseId === caseId)) {
        if (outOfTime()) return;
        const outcome = await deliver(context, mail, vaults.get(caseId), told);
        if (outcome === 'sent') report.sent += 1;
        if (outcome === 'failing') report.failing.push(mail.attempts + 1);
        if (outcome === 'given-up') report.givenUp += 1;
      }
    });
    if (outOfTime()) return report;
  } while (after !== undefined);
  return report;
};

/** What a case says of mail while its reporter may be written to. */
const mailOf = (vault: CaseVault, now: Date): MailOfCase | undefined =>
  vault.withdrawnAt === undefined && vault.expiresAt.getTime() > now.getTime() ? vault.mail : undefined;

const deliver = async (
  context: ReporterMailContext,
  mail: DueMail,
  vault: CaseVault | 'unreadable' | undefined,
  told: Set<string>,
): Promise<Outcome> => {
  const { store, now, send } = context;
  if (vault === undefined || (vault !== 'unreadable' && !mailOf(vault, now))) {
    await store.removeMails([mail.id]);
    return 'needless';
  }
  // Before the attempt is counted: a key that does not open just now is nothing that the mail could help.
  const opened = vault === 'unreadable' ? undefined : await openMail(context, mail, vault);
  const isOnlyTold = opened?.content.kind === 'answered' && opened.content.text === undefined;
  if (isOnlyTold && told.has(mail.caseId)) {
    await store.removeMails([mail.id]);
    return 'needless';
  }
  const attempts = mail.attempts + 1;
  const later = await store.putDown(mail, minutesLater(now, pauseMinutes(attempts)));
  if (!later) return 'needless';
  const givenUp = async (): Promise<Outcome> => {
    // What cannot be read is not written to.
    if (vault !== 'unreadable') await store.markFailed(mail.caseId, day(now));
    await store.removeMails([later.id]);
    return 'given-up';
  };
  const failed = (): Outcome | Promise<Outcome> => (attempts < mostAttempts ? 'failing' : givenUp());
  if (vault === 'unreadable') return failed();
  if (!opened) return givenUp();
  const outcome = await send(opened).catch(() => 'not-accepted' as const);
  if (outcome === 'not-accepted') return failed();
  if (outcome === 'unsendable') return givenUp();
  if (isOnlyTold) told.add(mail.caseId);
  await store.removeMails([later.id]);
  return 'sent';
};

/** @returns `undefined` for what does not open, and where nobody could reply any more */
const openMail = async (
  { settings, openKeyRing, now }: ReporterMailContext,
  { caseId, channel, sealed }: DueMail,
  vault: CaseVault,
): Promise<ReporterMail | undefined> => {
  const mail = mailOf(vault, now);
  if (!mail) return undefined;
  const ring = (epoch: number) => openKeyRing(allChannels, 'mail', epoch);
  const content = openOutgoing(await ring(sealed.epoch), caseId, sealed);
  const to = openCorrespondent(await ring(mail.correspondent.epoch), caseId, mail.correspondent);
  const replyTo = to && replyAddress(settings, channel, to.replyHandle);
  if (!content || !to || replyTo === undefined) return undefined;
  if (content.kind === 'received' && new Date(content.tokenUntil) <= now) return undefined;
  return { address: to.address, language: to.language, replyTo, channel, content };
};

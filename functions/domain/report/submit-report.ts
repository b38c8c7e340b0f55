import { doorContext } from '../../envelope/format.ts';
import { seal } from '../../envelope/seal.ts';
import { readTicket, ticketLifeMinutes, tokenOfTicket } from '../../envelope/ticket.ts';
import { doorId, doorKey, type Token } from '../../envelope/token.ts';
import { questionsOf } from '../../settings/questions.ts';
import type { Settings } from '../../settings/schema.ts';
import { briefPart, briefTextLength, encodeBrief } from '../case/brief.ts';
import { newCaseName } from '../case/case-name.ts';
import { sealIdentity, type IdentityPart } from '../case/identity.ts';
import type { RingPurpose } from '../key-ring/purpose.ts';
import { reporterThread } from '../case/case-id.ts';
import { sealSummary, type Summary } from '../case/summary.ts';
import { addHours, day, fullHour } from '../clock.ts';
import { firstDeadlines } from '../deadline/deadlines.ts';
import { nextActionAt } from '../deadline/told-steps.ts';
import { sealToRing, type RingPublicKey } from '../key-ring/seal-to-ring.ts';
import { threadPart, type RingSealed } from '../key-ring/ring-sealed.ts';
import type { Roster } from '../member/roster.ts';
import { noticeTime, type OutboxNotice } from '../notice/outbox.ts';
import { newId, type Random } from '../random.ts';
import { hardLimit } from '../retention/expiry.ts';
import { localisedTexts, sealEntry, textBytes } from '../thread/entry.ts';
import { openThread, type OpenThread, type ThreadReader } from '../thread/open-thread.ts';
import { submissionDigest, type NewReport } from './new-report.ts';
import { looksLikeSpam } from './spam-signs.ts';

/** Everything a new report stores, sealed; written in one transaction. */
export type SealedReport = {
  readonly caseId: string;
  readonly caseName: string;
  readonly channel: string;
  readonly urgent: boolean;
  readonly doorId: string;
  /** The thread key, sealed under the token's door key. */
  readonly wrappedThreadKey: Uint8Array;
  readonly sealedThreadKey: RingSealed;
  readonly sealedBrief: RingSealed;
  /** What the reporter says of themselves, each part sealed to the ring `identity`. */
  readonly sealedIdentity: Readonly<Partial<Record<IdentityPart, RingSealed>>>;
  readonly sealedEntry: Uint8Array;
  /** What the service says by itself after it, if the channel has that. */
  readonly sealedReceipt?: Uint8Array | undefined;
  /** Bytes of UTF-8 of the answers together. */
  readonly textBytes: number;
  readonly sealedSummary: Uint8Array;
  readonly summary: Summary;
  /** Full hour in UTC. */
  readonly sentAt: Date;
  readonly expiresAt: Date;
  /** When the scheduled function has to look at the case next. */
  readonly nextActionAt: Date;
  readonly notice: OutboxNotice;
};

export type ReportStore = ThreadReader & {
  /** `already-filed` when the door exists: the same form was sent before. */
  fileReport(report: SealedReport): Promise<'filed' | 'already-filed'>;
};

/** What the function knows of the key rings and the server's own secret; never a private half. */
export type ReporterKeys = {
  /** Who reads reports, as reporters may know them. */
  readonly roster: Roster;
  readonly ticketSecret: Uint8Array;
  ring(channel: string, purpose: RingPurpose): RingPublicKey;
};

export type Receipt = {
  readonly token: Token;
  readonly summary: Summary;
  readonly retainedUntil: Date;
};

export type SubmitResult =
  | { readonly kind: 'filed'; readonly receipt: Receipt }
  /** It was sent with the same form so long ago that the form no longer brings back the words. */
  | { readonly kind: 'sent-before' }
  | { readonly kind: 'ticket-expired' }
  | { readonly kind: 'ticket-invalid' };

export type SubmitContext = {
  readonly settings: Settings;
  readonly keys: ReporterKeys;
  readonly store: ReportStore;
  readonly random: Random;
  readonly now: Date;
  /** The form came with a field filled that people do not see. */
  readonly filledByProgram?: boolean;
};

/**
 * Seals and stores a report; one call of the store. The same ticket with the same content gives the same receipt
 * for two hours. Without a ticket every call is a new report.
 */
export const submitReport = async (context: SubmitContext, report: NewReport): Promise<SubmitResult> => {
  const ticket = ticketBits(context, report.ticket);
  if (ticket.kind !== 'valid')
    return { kind: ticket.kind === 'expired' ? 'ticket-expired' : 'ticket-invalid' };
  const token = tokenOfTicket(ticket.randomBits, submissionDigest(report));
  const sealed = sealReport(context, report, token);
  if ((await context.store.fileReport(sealed)) === 'filed') {
    const { summary, expiresAt } = sealed;
    return { kind: 'filed', receipt: { token, summary, retainedUntil: expiresAt } };
  }
  const before = await openThread(context.store, token, context.now);
  if (before.kind === 'thread') return receiptOf(token, before.thread, context.now);
  // The earlier report was withdrawn or erased; what is sent now is a report of its own.
  return submitReport(context, { ...report, ticket: undefined });
};

/** Full hours are stored, so that a form's two hours may seem to be almost three. */
const receiptHours = ticketLifeMinutes / 60 + 1;

/** The receipt of a report that was sent before, or only that it was: an old form must not bring back the words. */
export const receiptOf = (token: Token, thread: OpenThread, now: Date): SubmitResult => {
  const [first] = thread.entries;
  const sentAt = first === undefined || first.entry === 'unreadable' ? undefined : new Date(first.entry.on);
  if (!sentAt || addHours(sentAt, receiptHours).getTime() <= now.getTime()) return { kind: 'sent-before' };
  const { summary, retainedUntil } = thread;
  return { kind: 'filed', receipt: { token, summary, retainedUntil } };
};

const ticketBits = (context: SubmitContext, ticket: string | undefined) =>
  ticket === undefined
    ? ({ kind: 'valid', randomBits: context.random.bytes(16) } as const)
    : readTicket(context.keys.ticketSecret, ticket, context.now);

const sealReport = (context: SubmitContext, report: NewReport, token: Token): SealedReport => {
  const { settings, keys, random, now } = context;
  const { channel, urgent } = report;
  const channelSettings = settings.channels[channel];
  if (!channelSettings) throw new Error('a validated report names a channel of the settings');
  const caseId = newId(random);
  const caseName = newCaseName(random.integer);
  const threadKey = random.bytes(32);
  const sentAt = fullHour(now);
  const summary: Summary = {
    caseName,
    channel,
    state: 'received',
    sentOn: day(sentAt),
    opened: false,
    urgent,
    deadlines: firstDeadlines(channelSettings.deadlines, sentAt),
  };
  const expiresAt = hardLimit(channelSettings.retention, sentAt);
  const { automaticReceipt } = channelSettings;
  const place = { caseId, part: threadPart(reporterThread) };
  return {
    caseId,
    caseName,
    channel,
    urgent,
    doorId: doorId(token),
    wrappedThreadKey: seal(doorKey(token), doorContext(caseId, reporterThread), threadKey),
    sealedThreadKey: sealToRing(keys.ring(channel, 'reports'), place, threadKey),
    sealedBrief: sealToRing(
      keys.ring(channel, 'briefs'),
      { caseId, part: briefPart },
      encodeBrief({
        title: caseName,
        persons: briefText(settings, report, 'persons'),
        spaces: briefText(settings, report, 'spaces'),
        excludedMembers: report.excludedMembers,
        rosterRevision: keys.roster.revision,
        likelySpam: context.filledByProgram === true || looksLikeSpam(report),
      }),
    ),
    sealedIdentity: sealIdentity(keys.ring(channel, 'identity'), caseId, report.identity ?? {}),
    textBytes: textBytes({ texts: answerTexts(settings, report) }),
    sealedEntry: sealEntry(
      threadKey,
      { caseId, thread: reporterThread, number: 1 },
      { from: 'reporter', kind: 'report', on: sentAt.toISOString(), texts: answerTexts(settings, report) },
    ),
    sealedReceipt:
      automaticReceipt === undefined
        ? undefined
        : sealEntry(
            threadKey,
            { caseId, thread: reporterThread, number: 2 },
            {
              from: 'automatic',
              kind: 'receipt',
              on: sentAt.toISOString(),
              texts: localisedTexts(automaticReceipt),
            },
          ),
    sealedSummary: sealSummary(threadKey, { caseId, thread: reporterThread, revision: 1 }, summary),
    summary,
    sentAt,
    expiresAt,
    nextActionAt: nextActionAt(settings, summary, { expiresAt, opened: false }),
    notice: { caseId, channel, urgent, notBefore: noticeTime(settings, urgent, now) },
  };
};

/** The answers of one meaning, shortened: what the conflict check needs before anything is opened. */
const briefText = (settings: Settings, report: NewReport, meaning: 'persons' | 'spaces'): string => {
  const answers = questionsOf(settings, report.channel)
    .filter((question) => question.meaning === meaning)
    .map(({ id }) => report.answers[id] ?? '');
  return Array.from(answers.filter((answer) => answer !== '').join('; '))
    .slice(0, briefTextLength)
    .join('');
};

const answerTexts = (settings: Settings, report: NewReport): ReadonlyMap<string, string> =>
  new Map(
    questionsOf(settings, report.channel).flatMap(({ id }) => {
      const answer = report.answers[id];
      return answer === undefined || answer === '' ? [] : [[id, answer] as const];
    }),
  );

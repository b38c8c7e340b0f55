import { readDraft, type Draft } from '../../envelope/draft.ts';
import { doorContext } from '../../envelope/format.ts';
import { seal } from '../../envelope/seal.ts';
import { readTicket, ticketLifeMinutes, tokenOfTicket } from '../../envelope/ticket.ts';
import { doorId, doorKey, type Token } from '../../envelope/token.ts';
import type { Settings } from '../../settings/schema.ts';
import type { RingPurpose } from '../key-ring/purpose.ts';
import { attachFiles, type AttachRefusal } from '../attachment/attach-files.ts';
import type { AttachedFiles } from '../attachment/attach.ts';
import type { AttachmentStore } from '../attachment/attachment-store.ts';
import type { UploadStore } from '../attachment/upload-store.ts';
import { reporterThread } from '../thread/thread-name.ts';
import type { Summary } from '../thread/summary.ts';
import { readHeldThread, type HeldPage } from '../held/held-page.ts';
import type { HeldStore } from '../held/held-store.ts';
import { addDays, addHours, fullHour, startOfDay } from '../kernel/clock.ts';
import type { RingSealed } from '../key-ring/ring-sealed.ts';
import type { RingPublicKey } from '../key-ring/seal-to-ring.ts';
import { isUnattended, type Roster } from '../member/roster.ts';
import { newId, type Random } from '../kernel/random.ts';
import { openThread, type OpenDoor, type OpenThread, type ThreadReader } from '../thread/open-thread.ts';
import { submissionDigest, type NewReport } from './new-report.ts';
import { answersOfMeaning, answerTexts, briefText, shortenedText } from './report-texts.ts';
import { sealCase } from './seal-report.ts';
import { sealHeldReport, sealPersonsNamed } from './seal-held.ts';
import type { NewDoor, SealedCase } from './sealed-case.ts';
import { looksLikeSpam } from './spam-signs.ts';

/** Everything a new report stores, sealed; written in one transaction. */
export type SealedReport = SealedCase &
  NewDoor & {
    /** Whom it names, for reports that wait: there in every report to a channel that has such, and always of one size. */
    readonly heldMessage?: RingSealed | undefined;
  };

export type ReportStore = HeldStore & {
  /**
   * `already-filed` when the door exists: the same form was sent before. `case-taken`: with other content, and the files
   * of this form are with that report.
   */
  fileReport(report: SealedReport): Promise<'filed' | 'already-filed' | 'case-taken' | 'files-gone'>;
};

/** What the function knows of the key rings and the server's own secret; never a private half. */
export type ReporterKeys = {
  /** What the scheduled function alone opens; absent until it has made the ring. */
  readonly holdRing?: RingPublicKey | undefined;
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

export type HeldReceipt = {
  readonly token: Token;
  readonly page: HeldPage;
  /** When it is erased if nothing comes of it. */
  readonly until: Date;
};

export type SubmitResult =
  | { readonly kind: 'filed'; readonly receipt: Receipt }
  /** The team does not know of it. */
  | { readonly kind: 'held'; readonly receipt: HeldReceipt }
  /** As many reports have begun to wait today as may. */
  | { readonly kind: 'hold-full'; readonly retryAfterSeconds: number }
  /** It was sent with the same form so long ago that the form no longer brings back the words. */
  | { readonly kind: 'sent-before' }
  /** It was sent with the same form, and has been withdrawn, closed, given other words or erased since. */
  | { readonly kind: 'closed-since' }
  | { readonly kind: 'ticket-expired' }
  | { readonly kind: 'ticket-invalid' }
  /** Its files are with a report that was sent with the same form and other content. */
  | { readonly kind: 'files-taken' }
  | AttachRefusal;

export type SubmitContext = {
  readonly settings: Settings;
  readonly keys: ReporterKeys;
  readonly store: ReportStore;
  readonly files: Pick<AttachmentStore, 'keep'>;
  readonly uploads: Pick<UploadStore, 'beginKeeping'>;
  readonly random: Random;
  readonly now: Date;
  /** The form came with a field filled that people do not see. */
  readonly filledByProgram?: boolean;
  /** The revision of the roster that the form has shown, as it says itself. */
  readonly rosterShown?: number | undefined;
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
  if (report.hold === true) return submitHeld(context, report, { token, ticketBits: ticket.randomBits });
  const draft = draftOf(context, report);
  if (!draft) return { kind: 'files-unknown' };
  const attached = await attachFiles(
    { ...context, identityRing: (channel) => context.keys.ring(channel, 'identity') },
    { ...draft, thread: reporterThread, channel: report.channel, attachmentBytes: 0 },
    report.attachments ?? [],
  );
  if (attached.kind !== 'attached') {
    // The files of a report that was erased went with it: its form must not bring it back without them.
    const isGone = attached.kind === 'files-gone';
    const wasSent = isGone && (await context.store.doorState(doorId(token))) !== undefined;
    return wasSent ? sentBefore(context, token) : attached;
  }
  const sealed = sealReport(context, report, {
    token,
    ...draft,
    files: attached.files,
    ticketBits: ticket.randomBits,
  });
  const outcome = await context.store.fileReport(sealed);
  if (outcome === 'filed') {
    const { summary, expiresAt } = sealed;
    return { kind: 'filed', receipt: { token, summary, retainedUntil: expiresAt } };
  }
  if (outcome === 'case-taken') return { kind: 'files-taken' };
  if (outcome === 'files-gone')
    return { kind: 'files-gone', names: attached.files.attachments.map(({ name }) => name) };
  return sentBefore(context, token);
};

/** What became of the report that was sent with this form before. */
const sentBefore = async (
  { store, now }: Pick<SubmitContext, 'store' | 'now'>,
  token: Token,
): Promise<SubmitResult> => {
  const before = await openThread(store, token, now);
  if (before.kind === 'held') return heldReceiptOf(store, token, before.opened, now);
  // Pressing a form's button again must not bring back what its reporter has withdrawn or left.
  return before.kind === 'thread' ? receiptOf(token, before.thread, now) : { kind: 'closed-since' };
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

/** The same of a report that waits. */
export const heldReceiptOf = async (
  store: ThreadReader,
  token: Token,
  opened: OpenDoor,
  now: Date,
): Promise<SubmitResult> => {
  const { page, until, entries } = await readHeldThread(store, opened);
  const [first] = entries;
  const sentAt = first === undefined || first.entry === 'unreadable' ? undefined : new Date(first.entry.on);
  if (!sentAt || addHours(sentAt, receiptHours).getTime() <= now.getTime()) return { kind: 'sent-before' };
  return { kind: 'held', receipt: { token, page, until } };
};

const submitHeld = async (
  context: SubmitContext,
  report: NewReport,
  from: { readonly token: Token; readonly ticketBits: Uint8Array },
): Promise<SubmitResult> => {
  const { store, now } = context;
  const sealed = sealHeldReport(context, report, {
    ...from,
    rosterRevision: announcedRevision(context, report),
    likelySpam: context.filledByProgram === true || looksLikeSpam(report),
  });
  const outcome = await store.fileHeld(sealed.stored);
  switch (outcome) {
    case 'filed':
      return {
        kind: 'held',
        receipt: { token: from.token, page: sealed.page, until: sealed.stored.expiresAt },
      };
    case 'already-filed':
      return sentBefore(context, from.token);
    case 'lane-full': {
      const tomorrow = addDays(startOfDay(now), 1);
      return { kind: 'hold-full', retryAfterSeconds: Math.ceil((tomorrow.getTime() - now.getTime()) / 1000) };
    }
  }
};

const ticketBits = (context: SubmitContext, ticket: string | undefined) =>
  ticket === undefined
    ? ({ kind: 'valid', randomBits: context.random.bytes(16) } as const)
    : readTicket(context.keys.ticketSecret, ticket, context.now);

/**
 * The case that the files of a report were sealed for; a new one for a report without. `undefined` when its draft is
 * over or none of ours.
 */
const draftOf = ({ keys, random, now }: SubmitContext, report: NewReport): Draft | undefined => {
  if ((report.attachments ?? []).length === 0) return { caseId: newId(random), threadKey: random.bytes(32) };
  const read = readDraft(keys.ticketSecret, report.draft ?? '', now);
  return read.kind === 'valid' ? read.draft : undefined;
};

const sealReport = (
  context: SubmitContext,
  report: NewReport,
  filing: Draft & { readonly token: Token; readonly files: AttachedFiles; readonly ticketBits: Uint8Array },
): SealedReport => {
  const { settings, keys, random, now } = context;
  const { channel, urgent } = report;
  const { caseId, token, files } = filing;
  const { sealed, threadKey } = sealCase(
    { settings, random, now, ring: (name, purpose) => keys.ring(name, purpose) },
    {
      caseId,
      channel,
      urgent,
      entry: {
        from: 'reporter',
        kind: 'report',
        on: fullHour(now).toISOString(),
        texts: answerTexts(settings, report),
        ...(files.attachments.length > 0 ? { attachments: [...files.attachments] } : {}),
      },
      threadKey: filing.threadKey,
      brief: {
        persons: shortenedText([...answersOfMeaning(settings, report, 'persons'), ...(report.persons ?? [])]),
        spaces: briefText(settings, report, 'spaces'),
        excludedMembers: report.excludedMembers,
        rosterRevision: announcedRevision(context, report),
        likelySpam: context.filledByProgram === true || looksLikeSpam(report),
      },
      identity: report.identity ?? {},
      receipt: true,
    },
  );
  const wrappedThreadKey = seal(doorKey(token), doorContext(caseId, reporterThread), threadKey);
  const heldMessage = sealPersonsNamed(context, report, caseId, filing.ticketBits);
  return { ...sealed, doorId: doorId(token), wrappedThreadKey, heldMessage };
};

/**
 * Who joined after the form was shown was not announced to its writer, and is not to see the report. Where nobody is
 * left to read it, it is for whoever joins next.
 */
const announcedRevision = ({ keys, rosterShown }: SubmitContext, report: NewReport): number | undefined => {
  const { roster } = keys;
  const shown = rosterShown ?? roster.revision;
  if (roster.revision === undefined || shown === undefined) return shown;
  return isUnattended(roster, report.channel) ? roster.revision : Math.min(shown, roster.revision);
};

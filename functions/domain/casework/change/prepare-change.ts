import { toldDecisionsAfter } from '../../decision/told-after.ts';
import { day, fullHour } from '../../kernel/clock.ts';
import { retentionEnds } from '../../deadline/retention-ends.ts';
import { nextActionAt } from '../../deadline/told-steps.ts';
import { sealToRing } from '../../key-ring/seal-to-ring.ts';
import { authorOf } from '../../member/author.ts';
import { expiryAfterClosing, rowsKeptFrom } from '../../retention/expiry.ts';
import { filesOfEntry, sealEntry, threadBytes } from '../../thread/entry.ts';
import { sealUnopened } from '../../statistics/unopened-case.ts';
import { sentMarkIfAny } from '../../thread/sent-mark.ts';
import { nextAuditEntry, type AuditFacts } from '../../audit/audit-log-line.ts';
import { briefPart, encodeBrief, type Brief } from '../../case/brief.ts';
import type { CaseContext, CaseEdit, ThreadWrite } from './case-edit.ts';
import {
  countersOf,
  doorsOf,
  type CaseChange,
  type CaseHead,
  type CaseVault,
  type RecordChange,
} from './case-store.ts';
import { heldNamesAfter } from './held-names-after.ts';
import { logLinesAfter } from './log-lines-after.ts';
import { marksAfter } from './marks-after.ts';
import { mailAfter } from './mail-after.ts';
import { moveKeys } from './move-keys.ts';
import { nextDeadline } from './next-deadline.ts';
import { pagesAfter } from './pages-after.ts';
import { publicBansAfter } from './public-bans-after.ts';
import { recordsAfterChange } from './records-after.ts';
import { threadKeyOf, type OpenCase } from './open-case.ts';
import { stateAfter } from './promises.ts';
import { settledPromises } from './settled-promises.ts';
import { statisticsAfter } from './statistics-after.ts';
import type { CaseState } from '../../case/state.ts';
import { emptied, limitsAfter, reporterErased } from './threads-that-go.ts';
import { retentionCheckAt, threadsDueAt } from '../../thread/thread-limits.ts';
import { registerAfter } from './register-after.ts';
import { reporterSummary } from './reporter-summary.ts';
import { noEntries, reporterThread, workThread } from '../../thread/thread-name.ts';
import { sealSummary } from '../../thread/summary.ts';
import { threadPart } from '../../key-ring/ring-sealed.ts';
import { decisionRecord } from '../record/decision-records.ts';
import type { RecordWrite } from '../record/work-record.ts';

/** How much of what follows from a change is written with it. */
export type Extent = {
  /** Respondents without an entry in the register get one, which takes 34 rows each. */
  readonly registersNew?: boolean;
  /** Rows of the statistics stay as they are: the next change that is counted writes them. */
  readonly countsLater?: boolean;
};

/**
 * What a change writes, sealed: head, vault, threads with their summaries, records and audit log together.
 * @throws {Error} when the member asked with a token that may only read
 */
export const prepareChange = async (
  context: CaseContext,
  before: OpenCase,
  edit: CaseEdit,
  { registersNew = false, countsLater = false }: Extent = {},
  // eslint-disable-next-line max-lines-per-function -- one list of all that a change writes
): Promise<CaseChange> => {
  const { now, member } = context;
  if (context.readOnly) throw new Error('a token that may only read changes nothing');
  const { vault } = before;
  const { caseId, channel: channelBefore } = before.head;
  const opened = withNewThreads(before, edit);
  const channel = edit.channel ?? channelBefore;
  const moves = channel !== channelBefore;
  const casework = await caseworkKey(context, opened, channel);
  const audit = nextAuditEntry(casework.key, caseId, opened.head.audit, {
    on: now.toISOString(),
    by: authorOf(member),
    ...edit.audit,
    facts: factsOf(opened, edit, now),
  });
  const recorded = recordsAfter(casework.key, { ...opened.head, ...edit.head }, edit.records ?? []);
  const written = entriesAfter(opened, edit.entries ?? []);
  // Nothing but opening opens: who steps aside, links or assigns has not read what the reporter wrote.
  const openedAt = vault.openedAt ?? (edit.opensCase ? fullHour(now) : undefined);
  const expiresAt = edit.expiresAt ?? expiryAfter(context, opened, edit.head?.state);
  const recordsNow = recordsAfterChange(context, opened, casework.key, recorded.records);
  const logLines = await logLinesAfter(context, opened, edit);
  const register = await registerAfter(context, opened, {
    ...{ edit, recordsNow, logLines, registersNew },
    caseworkKey: casework.key,
    written: recorded.records,
  });
  const changed: CaseHead = {
    ...headAfter(opened, edit, { head: recorded.head, channel, memberId: member.memberId }),
    ...reporterDates(context, opened, edit, toldAfter(casework.key, recorded)),
    threads: { ...opened.head.threads, ...written.counters, ...(edit.erasesReporter && emptied(opened)) },
    audit: { number: audit.number, hash: audit.hash },
    registered: register.registered,
  };
  const counting = { edit, after: changed, openedAt, recordsNow, written: recorded.records };
  const counted = countsLater
    ? { rows: [], records: [], countTag: opened.head.countTag }
    : await statisticsAfter(context, opened, counting);
  const countedRecords = recordsAfter(casework.key, changed, counted.records);
  const after = withNextDeadline({ ...countedRecords.head, countTag: counted.countTag }, expiresAt);
  const marks = await marksAfter(context, opened, { edit, after, written: recorded.records }, recordsNow);
  const brief = edit.brief ?? (moves || marks ? opened.brief : undefined);
  const pages = await pagesAfter(context, opened, recordsNow, { edit, written: recorded.records });
  const erasing = edit.erasesReporter ? await reporterErased(context, opened, channel) : undefined;
  const threadLimits = limitsAfter(context, opened, edit, after.state);
  const threadsToSweep = erasing ? [reporterThread] : vault.threadsToSweep;
  return {
    before: { head: opened.head, vault, summaries: opened.summaries },
    after,
    openedAt,
    expiresAt,
    threadLimits,
    heldUntil: edit.heldUntil,
    reporterErasure: erasing?.erasure,
    hardLimit: edit.hardLimit,
    ...lookedAtNext(context, after, { threadLimits, threadsToSweep, expiresAt, openedAt }),
    newCaseworkKey: casework.sealed,
    ...(brief &&
      (await sealedBriefs(
        context,
        { caseId, channel, brief: { ...brief, ...marks } },
        openedAt !== undefined,
      ))),
    moved: moves ? await moveKeys(context, opened, channel) : undefined,
    threads: threadsAfter(erasing?.opened ?? opened, after, pages, {
      isOpened: openedAt !== undefined,
      entries: written.entries,
    }),
    newThreadKeys: await sealedThreadKeys(context, caseId, channel, edit),
    doors: doorsAfter(opened, edit),
    // The first is the number that whoever asked for the change is told.
    records: [...recorded.records, ...countedRecords.records],
    statistics: counted.rows,
    logLines,
    registerEntries: register.entries,
    publicBans: await publicBansAfter(context, opened, recordsNow, recorded.records),
    heldMessage: await heldNamesAfter(context, opened, casework.key, recorded.records),
    audit,
    notices: edit.notices ?? [],
    outgoingMail: await mailAfter(context, opened, edit),
  };
};

/** What the reporter's page knows besides the promised dates. A case that is closed already keeps its day. */
const reporterDates = (
  { now }: CaseContext,
  opened: OpenCase,
  edit: CaseEdit,
  toldDecisions: CaseHead['toldDecisions'],
): Pick<CaseHead, 'closedOn' | 'toldDecisions'> => {
  if (stateAfter(opened, edit) !== 'closed') return { toldDecisions, closedOn: undefined };
  return { toldDecisions, closedOn: opened.head.state === 'closed' ? opened.head.closedOn : day(now) };
};

/** What the reporter's page says of decisions follows their records, whatever changed them. */
const toldAfter = (
  caseworkKey: Uint8Array,
  { head, records }: { readonly head: CaseHead; readonly records: readonly RecordChange[] },
): CaseHead['toldDecisions'] => {
  const { toldDecisions, caseId } = head;
  if (toldDecisions === undefined) return undefined;
  const written = records.flatMap(({ kind, record }) => {
    if (kind !== decisionRecord.name) return [];
    const content = decisionRecord.open(caseworkKey, caseId, record);
    return content === undefined ? [] : [[record.number, content] as const];
  });
  return toldDecisionsAfter(toldDecisions, new Map(written));
};
/** What the audit log says beside its words; nothing where there is nothing to say. */
const factsOf = (opened: OpenCase, edit: CaseEdit, now: Date): AuditFacts | undefined => {
  const { facts, action } = edit.audit;
  const after = { state: stateAfter(opened, edit), deadlines: edit.head?.deadlines ?? opened.head.deadlines };
  const settled = settledPromises(opened.head, after, action, now);
  return facts || settled.length > 0
    ? { ...facts, ...(settled.length > 0 && { settled: [...settled] }) }
    : undefined;
};

const withNextDeadline = (head: CaseHead, expiresAt: Date): CaseHead => ({
  ...head,
  nextDeadline: nextDeadline(head.state, head.deadlines, expiresAt.toISOString(), head.taskDates),
});

/** The head after a change, but for what its threads hold and where its audit log ends. */
const headAfter = (
  opened: OpenCase,
  edit: CaseEdit,
  {
    head,
    channel,
    memberId,
  }: { readonly head: CaseHead; readonly channel: string; readonly memberId: string },
): CaseHead => ({
  ...head,
  channel,
  sentTo: channel === opened.head.channel ? opened.head.sentTo : (opened.head.sentTo ?? opened.head.channel),
  state: stateAfter(opened, edit),
  openedBy: edit.opensCase ? [...new Set([...head.openedBy, memberId])] : head.openedBy,
  rowsUntil: rowsUntilAfter(head, edit),
});

/** When the scheduled function has to look at the case next, and when whether something of it is to be erased. */
const lookedAtNext = (
  { settings, now }: CaseContext,
  after: CaseHead,
  kept: Pick<CaseVault, 'threadLimits' | 'threadsToSweep' | 'expiresAt' | 'openedAt'>,
): Pick<CaseChange, 'retentionAt' | 'nextActionAt'> => ({
  retentionAt: retentionCheckAt(kept, now),
  nextActionAt: nextActionAt(
    settings,
    { ...after, ends: retentionEnds(kept) },
    {
      expiresAt: kept.expiresAt,
      opened: kept.openedAt !== undefined,
      threadsAt: threadsDueAt(kept, now),
      rowsFrom: after.rowsUntil && rowsKeptFrom(now),
    },
  ),
});

/** Rows from before the hard limit was put off are kept until there, until each of them is kept longer. */
const rowsUntilAfter = ({ hardLimit, rowsUntil }: CaseHead, edit: CaseEdit): Date | undefined =>
  edit.hardLimit && edit.hardLimit > hardLimit ? (rowsUntil ?? hardLimit) : rowsUntil;

/** The case with the threads that begin: what comes to them is sealed and counted like anything else. */
const withNewThreads = (opened: OpenCase, { newThreads = [] }: CaseEdit): OpenCase => {
  if (newThreads.length === 0) return opened;
  const counters = Object.fromEntries(newThreads.map(({ thread }) => [thread, noEntries]));
  return {
    ...opened,
    head: { ...opened.head, threads: { ...opened.head.threads, ...counters } },
    threadKeys: new Map([
      ...opened.threadKeys,
      ...newThreads.map(({ thread, key }) => [thread, key] as const),
    ]),
  };
};

const sealedThreadKeys = async (
  context: CaseContext,
  caseId: string,
  channel: string,
  { newThreads = [] }: CaseEdit,
): Promise<CaseChange['newThreadKeys']> => {
  if (newThreads.length === 0) return {};
  const ring = await context.ringPublicKey(channel, 'reports');
  return Object.fromEntries(
    newThreads.map(({ thread, key }) => [
      thread,
      sealToRing(ring, { caseId, part: threadPart(thread) }, key),
    ]),
  );
};

const doorsAfter = ({ vault }: OpenCase, { doors = [] }: CaseEdit): CaseChange['doors'] =>
  doors.map(({ thread, door }) => ({ thread, made: door, closing: doorsOf(vault, thread) }));

/** Each thread with what comes to it, and what its pages show where that changes. */
const threadsAfter = (
  opened: OpenCase,
  after: CaseHead,
  pages: NonNullable<CaseEdit['pages']>,
  {
    isOpened,
    entries,
  }: { readonly isOpened: boolean; readonly entries: ReadonlyMap<string, readonly EntryChange[]> },
): CaseChange['threads'] => {
  const { caseId, version } = opened.head;
  return [...opened.threadKeys].map(([thread, key]) => {
    const place = { caseId, thread, revision: version + 1 };
    const page = pages.find((one) => one.thread === thread)?.page;
    const shown = thread === reporterThread ? reporterSummary(after, isOpened) : page;
    return {
      thread,
      counters: countersOf(after, thread),
      sealedSummary: shown && sealSummary(key, place, shown),
      entries: entries.get(thread) ?? [],
    };
  });
};

type EntryChange = CaseChange['threads'][number]['entries'][number];

/** The entries that come to each thread, sealed and numbered, and what it holds with them. */
const entriesAfter = (
  opened: OpenCase,
  writes: readonly ThreadWrite[],
): {
  readonly counters: CaseHead['threads'];
  readonly entries: ReadonlyMap<string, readonly EntryChange[]>;
} => {
  const { caseId } = opened.head;
  const counters: Record<string, CaseHead['threads'][string]> = {};
  const entries = new Map<string, readonly EntryChange[]>();
  for (const { thread, entry, sentKey } of writes) {
    const before = counters[thread] ?? countersOf(opened.head, thread);
    const number = before.entries + 1;
    const { objects, bytes } = filesOfEntry(entry);
    const key = threadKeyOf(opened, thread);
    const sealed = sealEntry(key, { caseId, thread, number }, entry);
    const written = { number, sealed, sentKey: sentMarkIfAny(key, sentKey), objects };
    entries.set(thread, [...(entries.get(thread) ?? []), written]);
    counters[thread] = {
      entries: number,
      textBytes: threadBytes(before.textBytes, entry),
      attachmentBytes: before.attachmentBytes + bytes,
    };
  }
  return { counters, entries };
};

/** The records that are written, sealed and numbered, and the head with what stands there because of them. */
const recordsAfter = (
  caseworkKey: Uint8Array,
  before: CaseHead,
  writes: readonly RecordWrite[],
): { readonly head: CaseHead; readonly records: readonly RecordChange[] } => {
  let head = before;
  const records: RecordChange[] = [];
  for (const { kind, sentKey, prepare } of writes) {
    const { record, isNew, counters, head: part } = prepare(caseworkKey, head, before.version + 1);
    records.push({ kind, record, isNew, sentKey: sentMarkIfAny(caseworkKey, sentKey) });
    head = { ...head, ...part, records: { ...head.records, [kind]: counters } };
  }
  return { head, records };
};

const channelSettings = (context: CaseContext, channel: string) => context.settings.channels[channel];

/** Closing sets the expiry; reopening takes it back to the hard limit. */
const expiryAfter = (context: CaseContext, { head, vault }: OpenCase, state: CaseState | undefined): Date => {
  if (state === 'reopened') return head.hardLimit;
  const retention = channelSettings(context, head.channel)?.retention;
  return state === 'closed' && retention
    ? expiryAfterClosing(retention, context.now, head.hardLimit)
    : vault.expiresAt;
};

/** The brief, and while nobody has opened the case what is counted of it if it goes. */
const sealedBriefs = async (
  context: CaseContext,
  { caseId, channel, brief }: { readonly caseId: string; readonly channel: string; readonly brief: Brief },
  isOpened: boolean,
): Promise<Pick<CaseChange, 'newSealedBrief' | 'newSealedCount'>> => {
  const ring = await context.ringPublicKey(channel, 'briefs');
  const newSealedBrief = sealToRing(ring, { caseId, part: briefPart }, encodeBrief(brief));
  if (isOpened) return { newSealedBrief };
  return { newSealedBrief, newSealedCount: sealUnopened(ring, caseId, brief) };
};

const caseworkKey = async (
  context: CaseContext,
  opened: OpenCase,
  channel: string,
): Promise<{ key: Uint8Array; sealed?: CaseChange['newCaseworkKey'] }> => {
  if (opened.caseworkKey) return { key: opened.caseworkKey };
  const key = context.random.bytes(32);
  const ring = await context.ringPublicKey(channel, 'reports');
  const sealed = sealToRing(ring, { caseId: opened.head.caseId, part: workThread }, key);
  return { key, sealed };
};

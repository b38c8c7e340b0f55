import { copyMinutes, requestStateOf, type AskedCopy } from '../../decision/two-person-request.ts';
import { minutesLater } from '../../kernel/clock.ts';
import type { ThreadName } from '../../thread/thread-name.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { OpenCase } from '../change/open-case.ts';
import { notPermitted, type NotPermitted } from '../change/permission-of.ts';
import type { DoorRecord } from '../../door/door.ts';
import { readNotesPage, type NumberedNote } from '../reading/notes-page.ts';
import { openedBefore } from '../reading/opened-before.ts';
import { openedEntries } from '../reading/opened-entries.ts';
import {
  noDecisionRecords,
  readDecisionRecords,
  readRecordsOf,
  type DecisionRecords,
  type Numbered,
} from '../reading/read-records.ts';
import { doorRecord } from '../record/door-record.ts';
import { taskRecord, type Task } from '../record/task.ts';
import { handedOutEntries, type HandedOut } from '../redaction/handed-out.ts';
import { ownCopy, type Copied, type OpenRefusal } from './open-copy.ts';
import { askingCopy, entriesOf, standsAsAsked } from './request-parts.ts';

/** A conversation as a copy holds it. */
export type CopiedThread = { readonly thread: ThreadName; readonly entries: readonly HandedOut[] };

/** A copy as it can be read; what was written since it was asked for is not in it. */
export type CaseCopy = {
  readonly kind: 'copy';
  readonly number: number;
  readonly request: Copied;
  readonly opened: OpenCase;
  /** Without what is hidden, where a redacted copy was agreed on; the reporter's first. */
  readonly threads: readonly CopiedThread[];
  readonly notes: readonly NumberedNote[];
  readonly records: DecisionRecords;
  /** Of the whole case alone. */
  readonly tasks: readonly Numbered<Task>[];
  readonly doors: readonly Numbered<DoorRecord>[];
  /** Records that were changed since, and stand in no copy of how it was then. */
  readonly leftOut: number;
  /** When it closes. */
  readonly until: Date;
};

const asOfThen = <Item extends { readonly revision: number }>(
  items: readonly Item[],
  version: number,
): readonly Item[] => items.filter(({ revision }) => revision <= version);

/** What was found and decided alone: of a whole case every kind of record is in it. */
const decidedKinds = ['respondents', 'findings', 'decisions', 'measures', 'appeals'] as const;

const recordsThen = (records: DecisionRecords, { version, contents }: AskedCopy) => {
  if (contents === 'report' || contents === 'conversations') return { kept: noDecisionRecords, leftOut: 0 };
  const { unreadable, ...all } = records;
  const decided: DecisionRecords = {
    ...noDecisionRecords,
    ...Object.fromEntries(decidedKinds.map((kind) => [kind, all[kind]])),
    unreadable,
  };
  const wanted = contents === 'case' ? records : decided;
  const kept: DecisionRecords = {
    respondents: asOfThen(wanted.respondents, version),
    evidence: asOfThen(wanted.evidence, version),
    findings: asOfThen(wanted.findings, version),
    opinions: asOfThen(wanted.opinions, version),
    proposals: asOfThen(wanted.proposals, version),
    approvals: wanted.approvals,
    softConflicts: wanted.softConflicts,
    decisions: asOfThen(wanted.decisions, version),
    measures: asOfThen(wanted.measures, version),
    holds: asOfThen(wanted.holds, version),
    publicBans: asOfThen(wanted.publicBans, version),
    // Asking for the copy and opening it changed its own request: these stand as they are.
    twoPersonRequests: wanted.twoPersonRequests,
    appeals: asOfThen(wanted.appeals, version),
    dataRequests: asOfThen(wanted.dataRequests, version),
    disclosures: wanted.disclosures,
    narratives: asOfThen(wanted.narratives, version),
    unreadable,
  };
  return { kept, leftOut: countOf(wanted) - countOf(kept) };
};

const countOf = (records: DecisionRecords): number =>
  Object.values(records).reduce<number>((sum, kind) => sum + (typeof kind === 'number' ? 0 : kind.length), 0);

/** All notes that are no one's own, in their order. */
const notesThen = async (
  context: CaseContext,
  opened: OpenCase,
  version: number,
): Promise<readonly NumberedNote[]> => {
  const all: NumberedNote[] = [];
  let before: number | undefined;
  do {
    const page = await readNotesPage(context, opened, { before });
    all.unshift(...page.notes);
    before = page.older;
  } while (before !== undefined);
  return all.filter(
    ({ number, note }) =>
      number <= version && (note === 'unreadable' || note.kind !== 'note' || note.private !== true),
  );
};

/** @returns `undefined` when a redaction cannot be read: nothing is handed out then */
const threadsThen = async (
  context: CaseContext,
  opened: OpenCase,
  copy: AskedCopy,
): Promise<readonly CopiedThread[] | undefined> => {
  const read = await Promise.all(
    Object.entries(entriesOf(copy)).map(async ([thread, last]) => {
      const all =
        copy.redactions === undefined
          ? await openedEntries(context, opened, thread)
          : await handedOutEntries(context, opened, thread);
      return all && { thread, entries: all.filter(({ number }) => number <= last) };
    }),
  );
  return read.every((one) => one !== undefined) ? read : undefined;
};

/**
 * Reads a copy that was opened less than 30 minutes ago, by who asked for it. Nothing is written by it: that it was opened
 * is in the audit log.
 */
export const readCopy = async (
  context: CaseContext,
  caseId: string,
  number: number,
): Promise<CaseCopy | OpenRefusal | NotPermitted> => {
  const { now } = context;
  const opened = await openedBefore(context, caseId);
  if ('kind' in opened) return opened;
  const refused = await notPermitted(context, askingCopy, opened);
  if (refused) return refused;
  const found = await ownCopy(context, opened, number);
  if ('refusal' in found) return found.refusal;
  const { content: request } = found;
  const state = requestStateOf(request, now);
  const { openedAt, copy } = request;
  if (state !== 'opened' || openedAt === undefined) return { kind: 'request-closed', state };
  const stands = await standsAsAsked(context, opened, copy);
  if (stands !== 'as-asked') return stands;
  const threads = await threadsThen(context, opened, copy);
  if (!threads) return { kind: 'damaged-records' };
  const isCase = copy.contents === 'case';
  const all = await (isCase || copy.contents === 'decided' || copy.contents === 'everything'
    ? readDecisionRecords(context, opened)
    : noDecisionRecords);
  const { kept, leftOut } = recordsThen(all, copy);
  const withNotes = isCase || copy.contents === 'everything';
  const tasks = isCase ? await readRecordsOf(context, opened, taskRecord) : undefined;
  const doors = isCase ? await readRecordsOf(context, opened, doorRecord) : undefined;
  const newer = [...(tasks?.records ?? []), ...(doors?.records ?? [])].filter(
    ({ revision }) => revision > copy.version,
  ).length;
  return {
    kind: 'copy',
    number,
    request,
    opened,
    threads,
    notes: withNotes ? await notesThen(context, opened, copy.version) : [],
    records: { ...kept, unreadable: kept.unreadable + (tasks?.unreadable ?? 0) + (doors?.unreadable ?? 0) },
    tasks: asOfThen(tasks?.records ?? [], copy.version),
    doors: asOfThen(doors?.records ?? [], copy.version),
    leftOut: leftOut + newer,
    until: minutesLater(new Date(openedAt), copyMinutes),
  };
};

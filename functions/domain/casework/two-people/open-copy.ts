import * as z from 'zod';
import {
  copyMinutes,
  requestStateOf,
  type AskedCopy,
  type TwoPersonRequest,
} from '../../decision/two-person-request.ts';
import { minutesLater } from '../../kernel/clock.ts';
import { isNamedIn } from '../../member/can-see-case.ts';
import type { Entry } from '../../thread/entry.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import { changeCase, isCommitted } from '../change/change-case.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { threadFull, type ThreadFull } from '../change/common-problems.ts';
import type { OpenCase } from '../change/open-case.ts';
import { caseChanged, caseOperation, changedTo } from '../change/operation.ts';
import { notPermitted, type NotPermitted } from '../change/permission-of.ts';
import { recordNumber } from '../decision/decision-problems.ts';
import { isFull, messageEntry } from '../handling/team-message.ts';
import { readNotesPage, type NumberedNote } from '../reading/notes-page.ts';
import { handedOutEntries, type HandedOut } from '../redaction/handed-out.ts';
import { openedEntries } from '../reading/opened-entries.ts';
import { openedBefore } from '../reading/opened-before.ts';
import { noDecisionRecords, readDecisionRecords, type DecisionRecords } from '../reading/read-records.ts';
import { twoPersonRequestRecord } from '../record/decision-records.ts';
import { closedRequest, type NoSuchRequest, type RequestClosed } from './answer-request.ts';
import {
  askingCopy,
  readRequests,
  reasonAgainstAct,
  redactionsChanged,
  requestProblems,
  standsAsAsked,
  type RedactionsChanged,
  type RequestRefusal,
} from './request-parts.ts';

type OpenRefusal =
  | Exclude<RequestRefusal, { kind: 'held' }>
  | NoSuchRequest
  | RequestClosed
  | ThreadFull
  | RedactionsChanged
  | { readonly kind: 'not-theirs' };

type Copied = TwoPersonRequest & { readonly copy: AskedCopy };
type FoundCopy = { readonly number: number; readonly content: Copied };

const isOfCopy = (content: TwoPersonRequest): content is Copied =>
  content.act === 'copy' && content.copy !== undefined;

/** A copy that this member has asked for. */
const ownCopy = async (
  context: CaseContext,
  opened: OpenCase,
  number: number,
): Promise<FoundCopy | { readonly refusal: OpenRefusal }> => {
  const { member } = context;
  const read = await readRequests(context, opened);
  if (!read) return { refusal: { kind: 'damaged-records' } };
  const content = read.requests.find((one) => one.number === number)?.content;
  if (!content || !isOfCopy(content)) return { refusal: { kind: 'no-such-request' } };
  if (!isNamedIn([content.by.id], member)) return { refusal: { kind: 'not-theirs' } };
  const why = reasonAgainstAct(opened, read, member);
  return why ? { refusal: { kind: 'takes-no-part', why } } : { number, content };
};

/** What the reporter reads when a copy is made; nothing, where there was a reason for that. */
const toldOf = (context: CaseContext, { toReporter }: AskedCopy): Entry | undefined =>
  toReporter === undefined
    ? undefined
    : { ...messageEntry(context, toReporter), kind: 'event', event: 'copy-made', facts: {} };

/**
 * Makes the copy that two people have agreed on: from now on who asked can read it for 30 minutes, and the reporter reads
 * that it was made, both in one transaction.
 */
export const openCopy = caseOperation<OpenRefusal>()({
  name: 'open-copy',
  path: '/copies/open',
  summary: `Open a copy that you have asked for and a colleague has agreed to: once, for ${copyMinutes} minutes. The reporter reads what was meant for them.`,
  permission: askingCopy,
  input: z.strictObject({ request: recordNumber }),
  gives: 'Until when it can be read',
  answer: caseChanged.extend({ until: z.iso.datetime() }),
  perform: async (context, caseId, { request }) => {
    const { now } = context;
    const result = await changeCase<OpenRefusal>(context, caseId, askingCopy, async (opened) => {
      const found = await ownCopy(context, opened, request);
      if ('refusal' in found) return found;
      const { content } = found;
      const state = requestStateOf(content, now);
      if (state !== 'agreed') return { refusal: { kind: 'request-closed', state } };
      const stands = await standsAsAsked(context, opened, content.copy);
      if (stands !== 'as-asked') return { refusal: stands };
      const entry = toldOf(context, content.copy);
      if (entry && isFull(opened, entry)) return { refusal: { kind: 'thread-full' } };
      const written = { ...content, openedAt: now.toISOString() };
      return {
        edit: {
          audit: { action: 'copy-opened', detail: content.copy.recipient },
          records: [twoPersonRequestRecord.write(written, { number: request })],
          entries: entry ? [{ thread: reporterThread, entry }] : [],
        },
      };
    });
    const changed = changedTo<OpenRefusal>(caseId, result);
    if (changed.kind !== 'done' || !isCommitted(result))
      return changed.kind === 'done' ? { kind: 'not-found' } : changed;
    const until = minutesLater(now, copyMinutes).toISOString();
    return { kind: 'done', answer: { ...changed.answer, until } };
  },
  problems: {
    'damaged-records': requestProblems['damaged-records'],
    'takes-no-part': requestProblems['takes-no-part'],
    ...closedRequest,
    'thread-full': threadFull,
    ...redactionsChanged,
    'not-theirs': {
      is: 'forbidden',
      code: 'not-theirs',
      detail: 'A copy is opened by who asked for it.',
    },
  },
  events: { 'copy-made': () => 'The reporter was told: a copy of the case was made for somebody outside.' },
  audit: { 'copy-opened': { says: 'Opened a copy of the case, to be handed to', detail: 'as-it-is' } },
  news: { did: 'copy-opened', says: 'The copy is open for 30 minutes.', at: '#two-people' },
});

/** A copy as it can be read; what was written since it was asked for is not in it. */
export type CaseCopy = {
  readonly kind: 'copy';
  readonly number: number;
  readonly request: Copied;
  readonly opened: Pick<OpenCase, 'head'>;
  /** Without what is hidden, where a redacted copy was agreed on. */
  readonly entries: readonly HandedOut[];
  readonly notes: readonly NumberedNote[];
  readonly records: DecisionRecords;
  /** Records that were changed since, and stand in no copy of how it was then. */
  readonly leftOut: number;
  /** When it closes. */
  readonly until: Date;
};

const asOfThen = <Item extends { readonly revision: number }>(
  items: readonly Item[],
  version: number,
): readonly Item[] => items.filter(({ revision }) => revision <= version);

const recordsThen = (records: DecisionRecords, version: number) => {
  const kept = {
    ...noDecisionRecords,
    respondents: asOfThen(records.respondents, version),
    findings: asOfThen(records.findings, version),
    decisions: asOfThen(records.decisions, version),
    measures: asOfThen(records.measures, version),
    unreadable: records.unreadable,
  };
  const count = (all: DecisionRecords): number =>
    all.respondents.length + all.findings.length + all.decisions.length + all.measures.length;
  return { kept, leftOut: count(records) - count(kept) };
};

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
  const read =
    copy.redactions === undefined
      ? await openedEntries(context, opened, reporterThread)
      : await handedOutEntries(context, opened, reporterThread);
  if (!read) return { kind: 'damaged-records' };
  const entries = read.filter((one) => one.number <= copy.entries);
  const all = copy.contents === 'report' ? noDecisionRecords : await readDecisionRecords(context, opened);
  const { kept, leftOut } = recordsThen(all, copy.version);
  const notes = copy.contents === 'everything' ? await notesThen(context, opened, copy.version) : [];
  return {
    kind: 'copy',
    number,
    request,
    opened: { head: opened.head },
    entries,
    notes,
    records: kept,
    leftOut,
    until: minutesLater(new Date(openedAt), copyMinutes),
  };
};

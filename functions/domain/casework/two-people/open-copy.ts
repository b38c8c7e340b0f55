import * as z from 'zod';
import {
  copyMinutes,
  requestStateOf,
  type AskedCopy,
  type TwoPersonRequest,
} from '../../decision/two-person-request.ts';
import { disclosureOf } from '../../export/disclosure.ts';
import { keyFingerprint, keyOf } from '../../forward/receiving-key.ts';
import { day, minutesLater } from '../../kernel/clock.ts';
import { isNamedIn } from '../../member/can-see-case.ts';
import { attachmentsOfEntry, type Entry } from '../../thread/entry.ts';
import { reporterThread, type ThreadName } from '../../thread/thread-name.ts';
import { changeCase, isCommitted } from '../change/change-case.ts';
import type { CaseContext, HeadEdit } from '../change/case-edit.ts';
import { threadFull, type ThreadFull } from '../change/common-problems.ts';
import type { OpenCase } from '../change/open-case.ts';
import { caseChanged, caseOperation, changedTo } from '../change/operation.ts';
import { recordNumber } from '../decision/decision-problems.ts';
import { isFull, messageEntry } from '../handling/team-message.ts';
import { openedEntries } from '../reading/opened-entries.ts';
import { originalOpenedEntry } from '../reading/open-original.ts';
import { twoPersonRequestRecord } from '../record/decision-records.ts';
import { disclosureRecord } from '../record/disclosure-record.ts';
import { closedRequest, type NoSuchRequest, type RequestClosed } from './answer-request.ts';
import {
  askingCopy,
  entriesOf,
  readRequests,
  reasonAgainstAct,
  redactionsChanged,
  requestProblems,
  standsAsAsked,
  type RedactionsChanged,
  type RequestRefusal,
} from './request-parts.ts';

/** Originals in one copy: each costs a call of KMS. */
export const mostOriginals = 50;

export type OpenRefusal =
  | Exclude<RequestRefusal, { kind: 'held' }>
  | NoSuchRequest
  | RequestClosed
  | ThreadFull
  | RedactionsChanged
  | { readonly kind: 'too-many-originals' }
  | { readonly kind: 'not-theirs' };

export type Copied = TwoPersonRequest & { readonly copy: AskedCopy };
type FoundCopy = { readonly number: number; readonly content: Copied };

const isOfCopy = (content: TwoPersonRequest): content is Copied =>
  content.act === 'copy' && content.copy !== undefined;

/** A copy that this member has asked for. */
export const ownCopy = async (
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

const fingerprintOf = ({ receivingKey }: AskedCopy): string | undefined => {
  const key = receivingKey === undefined ? undefined : keyOf(receivingKey);
  return key && keyFingerprint(key);
};

/** An original that goes with a copy, and the conversation in which its file came. */
type HeldOriginal = { readonly thread: ThreadName; readonly id: string };

const originalsHeld = async (
  context: CaseContext,
  opened: OpenCase,
  copy: AskedCopy,
): Promise<readonly HeldOriginal[]> => {
  if (copy.files !== 'originals') return [];
  const threads = await Promise.all(
    Object.entries(entriesOf(copy)).map(async ([thread, last]) => ({
      thread,
      entries: (await openedEntries(context, opened, thread)).filter(({ number }) => number <= last),
    })),
  );
  return threads.flatMap(({ thread, entries }) =>
    entries.flatMap(({ entry }) =>
      entry === 'unreadable'
        ? []
        : attachmentsOfEntry(entry).flatMap(({ original }) =>
            original ? [{ thread, id: original.id }] : [],
          ),
    ),
  );
};

/** What whoever sent them reads of it, but the reporter, who sees the day beside each file. */
const toldOriginals = (context: CaseContext, originals: readonly HeldOriginal[]) =>
  [...new Set(originals.map(({ thread }) => thread))]
    .filter((thread) => thread !== reporterThread)
    .map((thread) => ({ thread, entry: originalOpenedEntry(context) }));

const originalsNoted = (
  { now }: CaseContext,
  { head }: OpenCase,
  originals: readonly HeldOriginal[],
): HeadEdit => {
  const own = originals.filter(({ thread }) => thread === reporterThread);
  if (own.length === 0) return {};
  const noted = Object.fromEntries(own.map(({ id }) => [id, day(now)]));
  return { originalsOpened: { ...head.originalsOpened, ...noted } };
};

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
      const originals = await originalsHeld(context, opened, content.copy);
      if (originals.length > mostOriginals) return { refusal: { kind: 'too-many-originals' } };
      const told = toldOf(context, content.copy);
      const entries = [
        ...(told ? [{ thread: reporterThread, entry: told }] : []),
        ...toldOriginals(context, originals),
      ];
      if (entries.some(({ thread, entry }) => isFull(opened, entry, thread)))
        return { refusal: { kind: 'thread-full' } };
      return {
        edit: {
          audit: {
            action: content.copy.receivingKey === undefined ? 'copy-opened' : 'case-forwarded',
            detail: content.copy.recipient,
          },
          head: originalsNoted(context, opened, originals),
          records: [
            twoPersonRequestRecord.write({ ...content, openedAt: now.toISOString() }, { number: request }),
            disclosureRecord.write(
              disclosureOf(request, content, { on: day(now), forwardedTo: fingerprintOf(content.copy) }),
            ),
          ],
          entries,
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
    'too-many-originals': {
      is: 'conflict',
      code: 'too-many-originals',
      detail: `At most ${mostOriginals} originals go with one copy. Ask for one with the cleaned files, and open single originals from the case.`,
    },
    'not-theirs': {
      is: 'forbidden',
      code: 'not-theirs',
      detail: 'A copy is opened by who asked for it.',
    },
  },
  events: { 'copy-made': () => 'The reporter was told: a copy of the case was made for somebody outside.' },
  audit: {
    'copy-opened': { says: 'Opened a copy of the case, to be handed to', detail: 'as-it-is' },
    'case-forwarded': { says: 'Opened the case to be forwarded to', detail: 'as-it-is' },
  },
  news: { did: 'copy-opened', says: 'The copy is open for 30 minutes.', at: '#two-people' },
});

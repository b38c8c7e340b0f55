import * as z from 'zod';
import { leads, type PermissionRow } from '../../authorization/permissions.ts';
import { heldUntil, mostHoldDays, mostHolds, type Hold } from '../../decision/hold.ts';
import { expiryWith, keptByHolds } from '../../decision/kept-by.ts';
import { addDays, day, endOfDay, fullHour } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import type { Entry } from '../../thread/entry.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { changeCase, numberWritten, type ChangeResult } from '../change/change-case.ts';
import { invalidField, threadFull, type ThreadFull } from '../change/common-problems.ts';
import { reasonText } from '../change/input-limits.ts';
import { caseChanged, caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { isFull, messageEntry } from '../handling/team-message.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { holdRecord } from '../record/decision-records.ts';
import { recordsOf } from '../record/work-record.ts';
import { damagedRecords, recordNumber, type DamagedRecords } from './decision-problems.ts';
import { holdingNow, keptAtMost } from './keep-case.ts';

// Keeps what somebody wrote for longer than they were told, or shorter again: for a lead, with a reason, and they are told.
const permission: PermissionRow = { roles: leads };

/** Days a case is kept at least once a hold is lifted, so that nothing goes in the moment in which somebody lifts it. */
const daysAfterLifting = 7;

const told = (
  context: CaseContext,
  event: 'held' | 'hold-lifted',
  facts: Readonly<Record<string, string>>,
  toReporter: string | undefined,
): Entry => {
  const { author, on, texts } = messageEntry(context, toReporter ?? '');
  const words = toReporter === undefined ? new Map() : texts;
  return { from: 'team', kind: 'event', event, facts, author, on, texts: words };
};

type HoldRefusal =
  | DamagedRecords
  | ThreadFull
  | { readonly kind: 'too-many-holds' }
  /** `latest`: the last day until which it can be held. */
  | { readonly kind: 'not-in-range'; readonly latest: string };

const wantedHold = z.strictObject({
  until: z.iso.date().describe('The last day on which the case is kept for it.'),
  reason: reasonText.describe('For the team alone.'),
  toReporter: reasonText
    .optional()
    .describe('The reason as it is meant for the reporter, who is told in any case until when it is kept.'),
});

const latestDay = (context: CaseContext, head: Parameters<typeof keptAtMost>[1]): string => {
  const most = day(addDays(keptAtMost(context, head), -1));
  const atOnce = day(addDays(context.now, mostHoldDays));
  return most < atOnce ? most : atOnce;
};

/**
 * Keeps a case until a day whatever its state. What keeps it without the hold is written down, so that it counts again
 * once the hold has ended or is lifted.
 */
const hold = (
  context: CaseContext,
  caseId: string,
  { until, reason, toReporter }: z.infer<typeof wantedHold>,
  sentKey: string | undefined,
): Promise<ChangeResult<HoldRefusal>> =>
  changeCase<HoldRefusal>(context, caseId, permission, async (opened) => {
    const { member, now } = context;
    const { head, vault } = opened;
    const latest = latestDay(context, head);
    if (until < day(now) || until > latest) return { refusal: { kind: 'not-in-range', latest } };
    if (recordsOf(head, holdRecord.name).last >= mostHolds) return { refusal: { kind: 'too-many-holds' } };
    const { records, unreadable } = await readRecordsOf(context, opened, holdRecord);
    if (unreadable > 0) return { refusal: { kind: 'damaged-records' } };
    const entry = told(context, 'held', { until: endOfDay(until) }, toReporter);
    if (isFull(opened, entry)) return { refusal: { kind: 'thread-full' } };
    const [other] = holdingNow(records, now);
    const without = other?.content.without ?? {
      expiresAt: vault.expiresAt.toISOString(),
      hardLimit: head.hardLimit.toISOString(),
    };
    const content: Hold = { until, reason, by: authorOf(member), on: day(now), without };
    return {
      edit: {
        audit: { action: 'held', detail: until },
        entries: [{ thread: reporterThread, entry }],
        records: [holdRecord.write(content, { sentKey })],
        ...expiryWith({ expiresAt: vault.expiresAt, hardLimit: head.hardLimit }, heldUntil(content)),
        heldUntil: keptByHolds([...holdingNow(records, now).map((one) => one.content), content], now) ?? null,
      },
    };
  });

export const holdCase = caseOperation<HoldRefusal>()({
  name: 'hold-case',
  path: '/holds',
  summary: 'Keep a case until a day, with a reason. The reporter is told until when.',
  permission,
  input: wantedHold,
  idempotent: true,
  status: 201,
  gives: 'The number of the hold',
  answer: caseChanged.extend({ hold: z.int() }),
  perform: async (context, caseId, wanted, { sentKey }) => {
    const result = await hold(context, caseId, wanted, sentKey);
    const changed = changedTo<HoldRefusal>(caseId, result);
    if (changed.kind !== 'done') return changed;
    return { kind: 'done', answer: { ...changed.answer, hold: numberWritten(result) } };
  },
  problems: {
    ...damagedRecords,
    'thread-full': threadFull,
    'too-many-holds': {
      is: 'conflict',
      code: 'too-many-holds',
      detail: `A case is held at most ${mostHolds} times.`,
    },
    'not-in-range': ({ latest }) =>
      invalidField(
        '/until',
        `Must be today or later, and at the latest ${latest}.`,
        `A case can be held from today until ${latest}.`,
      ),
  },
  events: {
    held: (fact) => `The reporter was told: the report is kept until ${fact('until')}.`,
    'hold-lifted': (fact) =>
      `The reporter was told: the report is not kept longer any more; it is erased after ${fact('until')}.`,
  },
  audit: { held: { says: 'Kept the case longer, until', detail: 'as-it-is' } },
  form: {
    name: 'hold',
    page: 'measures',
    panel: 'retention',
    summary: 'Keep the case longer',
    text: 'It is not erased before that day. The reporter reads until when it is kept.',
    fields: [
      { name: 'until', label: 'Keep it until', as: 'day' },
      { name: 'reason', label: 'Why', hint: 'For the team.', as: 'lines', rows: 2 },
      { name: 'toReporter', label: 'What the reporter reads about it (optional)', as: 'lines', rows: 2 },
    ],
    button: 'Keep the case',
  },
  news: { did: 'held', says: 'The case is kept. The reporter reads until when.', at: '#retention' },
});

type LiftRefusal = DamagedRecords | ThreadFull | { readonly kind: 'no-such-hold' | 'not-holding' };

const lifted = z.strictObject({
  hold: recordNumber,
  reason: reasonText.describe('For the team alone.'),
  toReporter: reasonText.optional(),
});

const later = (one: Date, other: Date): Date => (one > other ? one : other);

const lift = (
  context: CaseContext,
  caseId: string,
  { hold: number, reason, toReporter }: z.infer<typeof lifted>,
): Promise<ChangeResult<LiftRefusal>> =>
  changeCase<LiftRefusal>(context, caseId, permission, async (opened) => {
    const { member, now } = context;
    const { records, unreadable } = await readRecordsOf(context, opened, holdRecord);
    if (unreadable > 0) return { refusal: { kind: 'damaged-records' } };
    const found = records.find((one) => one.number === number);
    if (!found) return { refusal: { kind: 'no-such-hold' } };
    const holding = holdingNow(records, now);
    if (!holding.includes(found)) return { refusal: { kind: 'not-holding' } };
    const { content } = found;
    const others = holding.filter((one) => one !== found).map((one) => one.content);
    const soonest = addDays(fullHour(now), daysAfterLifting);
    const base = later(new Date(content.without.expiresAt), soonest);
    const hardLimit = later(new Date(content.without.hardLimit), base);
    const kept = expiryWith({ expiresAt: base, hardLimit }, keptByHolds(others, now));
    const entry = told(context, 'hold-lifted', { until: kept.expiresAt.toISOString() }, toReporter);
    if (isFull(opened, entry)) return { refusal: { kind: 'thread-full' } };
    const tick = { by: authorOf(member), on: day(now), reason };
    return {
      edit: {
        audit: { action: 'hold-lifted', detail: content.until },
        entries: [{ thread: reporterThread, entry }],
        records: [holdRecord.write({ ...content, lifted: tick }, { number })],
        ...kept,
        heldUntil: keptByHolds(others, now) ?? null,
      },
    };
  });

export const liftHold = caseOperation<LiftRefusal>()({
  name: 'lift-hold',
  path: '/holds/lift',
  summary: `Lift a hold, with a reason: the case goes when it would have gone without it, and not within ${daysAfterLifting} days. The reporter is told.`,
  permission,
  input: lifted,
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<LiftRefusal>(caseId, await lift(context, caseId, wanted)),
  problems: {
    ...damagedRecords,
    'thread-full': threadFull,
    'no-such-hold': {
      is: 'missing',
      code: 'no-such-hold',
      detail: 'There is no such hold.',
      at: { pointer: '/hold', detail: 'Is no hold of this case.' },
    },
    'not-holding': {
      is: 'conflict',
      code: 'not-holding',
      detail: 'This hold has ended or was lifted already.',
    },
  },
  doneBefore: ['not-holding'],
  audit: { 'hold-lifted': { says: 'Lifted a hold that kept the case until', detail: 'as-it-is' } },
  form: {
    name: 'lift-hold',
    page: 'measures',
    panel: 'retention',
    summary: 'Keep the case no longer',
    fields: [
      { name: 'hold', label: 'Which hold', as: 'record', from: 'holds' },
      { name: 'reason', label: 'Why', hint: 'For the team.', as: 'lines', rows: 2 },
      { name: 'toReporter', label: 'What the reporter reads about it (optional)', as: 'lines', rows: 2 },
    ],
    button: 'Lift the hold',
  },
  news: {
    did: 'hold-lifted',
    says: 'The hold is lifted. The reporter reads when the report is erased.',
    at: '#retention',
  },
});

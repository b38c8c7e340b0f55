import * as z from 'zod';
import { leads, type PermissionRow } from '../../authorization/permissions.ts';
import { addDays, fullHour } from '../../kernel/clock.ts';
import type { Deadlines } from '../../deadline/deadlines.ts';
import {
  reportersDeadlineNames,
  runningDeadlines,
  type ReportersDeadlineName,
} from '../../deadline/running-deadlines.ts';
import { authorOf } from '../../member/author.ts';
import type { Entry } from '../../thread/entry.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import { invalidField, threadFull, type ThreadFull } from '../change/common-problems.ts';
import { reasonText } from '../change/input-limits.ts';
import { noteRecord } from '../record/note.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { onDay, promisesAfter } from '../change/promises.ts';
import { deadlineOver, type DeadlineOver } from './deadline-problems.ts';
import { isFull, messageEntry } from './team-message.ts';

type MoveRefusal = DeadlineOver | { readonly kind: 'not-in-range' } | ThreadFull;

// Changes what the reporter was promised: for who answers for it, a lead or whom a lead gave the case.
const permission: PermissionRow = { roles: leads, assigneeToo: true };

const longestMoveDays = 365;

/**
 * Moves a date the reporter was given, before it has passed and with a reason the team keeps. The reporter is told in
 * their thread from when to when, with what the team tells them of it; their page shows it beside the date.
 * @param wanted `by`: a full hour, later than now and within a year. `toReporter`: the reason, as it is meant for them
 */
const moveDeadline = (
  context: CaseContext,
  caseId: string,
  wanted: {
    readonly name: ReportersDeadlineName;
    readonly by: Date;
    readonly reason: string;
    readonly toReporter?: string | undefined;
    readonly sentKey?: string | undefined;
  },
): Promise<ChangeResult<MoveRefusal>> => {
  const { member, now } = context;
  return changeCase<MoveRefusal>(context, caseId, permission, (opened) => {
    const { head } = opened;
    const running = runningDeadlines(head.state, head.deadlines).find(({ name }) => name === wanted.name);
    if (!running) return { refusal: { kind: 'not-running' } };
    if (new Date(running.by) <= now) return { refusal: { kind: 'missed-already' } };
    const by = fullHour(wanted.by);
    if (by <= now || by > addDays(now, longestMoveDays)) return { refusal: { kind: 'not-in-range' } };
    const deadlines: Deadlines = { ...head.deadlines, [wanted.name]: by.toISOString() };
    const entry = movedEntry(context, wanted, running.by, by.toISOString());
    if (entry && isFull(opened, entry)) return { refusal: { kind: 'thread-full' } };
    return {
      edit: {
        audit: { action: 'deadline-moved', detail: wanted.name },
        head: promisesAfter(head, { deadlines, moved: { name: wanted.name, from: running.by } }),
        entries: entry ? [{ thread: reporterThread, entry }] : [],
        records: [
          noteRecord.write(
            {
              kind: 'deadline',
              author: authorOf(member),
              on: now.toISOString(),
              deadline: wanted.name,
              before: running.by,
              after: by.toISOString(),
              reason: wanted.reason,
            },
            { sentKey: wanted.sentKey },
          ),
        ],
      },
    };
  });
};

/** What the reporter reads of it. Their pages show days: within one there is nothing to tell but the reason. */
const movedEntry = (
  context: CaseContext,
  { name, toReporter }: { readonly name: ReportersDeadlineName; readonly toReporter?: string | undefined },
  before: string,
  after: string,
): Entry | undefined => {
  const { author, on, texts } = messageEntry(context, toReporter ?? '');
  const isMoved = onDay(before) !== onDay(after);
  if (!isMoved && toReporter === undefined) return undefined;
  if (!isMoved) return messageEntry(context, toReporter ?? '');
  return {
    from: 'team',
    kind: 'event',
    event: 'date-moved',
    facts: { deadline: name, before, after },
    author,
    on,
    texts: toReporter === undefined ? new Map() : texts,
  };
};

export const moveDate = caseOperation<MoveRefusal>()({
  name: 'move-deadline',
  path: '/deadlines',
  summary: 'Move a date before it has passed. The reporter is told from when to when.',
  permission,
  input: z.strictObject({
    deadline: z.enum(reportersDeadlineNames),
    by: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
    /** For the team alone. */
    reason: reasonText,
    /** The reason as it is meant for the reporter, who is told that the date was moved in any case. */
    toReporter: reasonText.optional(),
  }),
  ...changedAnswer,
  perform: async (context, caseId, { deadline: name, ...wanted }, { sentKey }) =>
    changedTo<MoveRefusal>(caseId, await moveDeadline(context, caseId, { name, ...wanted, sentKey })),
  problems: {
    ...deadlineOver,
    'not-in-range': invalidField(
      '/by',
      'Must be later than now and within a year.',
      'The new date must be later than now and within a year.',
    ),
    'thread-full': threadFull,
  },
  events: {
    'date-moved': (fact) =>
      `The reporter was told: “${fact('deadline')}” moved from ${fact('before')} to ${fact('after')}.`,
  },
  audit: { 'deadline-moved': { says: 'Moved a date', detail: 'deadline' } },
  form: {
    name: 'deadline',
    panel: 'dates',
    summary: 'Move a date',
    fields: [
      {
        name: 'deadline',
        label: 'Which',
        hint: 'A date that has passed stays missed.',
        as: 'choice',
        from: 'deadlines',
      },
      { name: 'by', label: 'New date', as: 'end-of-day' },
      { name: 'reason', label: 'Why', hint: 'For the team.', as: 'lines', rows: 2 },
      {
        name: 'toReporter',
        label: 'What the reporter reads about it (optional)',
        hint: 'They are told that the date was moved, from when to when. Your words stand below that.',
        as: 'lines',
        rows: 2,
      },
    ],
    button: 'Move the date',
  },
  news: { did: 'moved', says: 'The date is moved. The reporter reads from when to when.', at: '#dates' },
});

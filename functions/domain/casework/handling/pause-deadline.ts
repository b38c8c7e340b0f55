import * as z from 'zod';
import { leads, type PermissionRow } from '../../authorization/permissions.ts';
import { addDays, endOfDay, fullHour } from '../../kernel/clock.ts';
import { reportersDeadlineNames, runningDeadlines } from '../../deadline/running-deadlines.ts';
import { authorOf } from '../../member/author.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import { changeCase } from '../change/change-case.ts';
import { invalidField, threadFull, type ThreadFull } from '../change/common-problems.ts';
import { reasonText } from '../change/input-limits.ts';
import { noteRecord } from '../record/note.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { promisesAfter } from '../change/promises.ts';
import { deadlineOver, type DeadlineOver } from './deadline-problems.ts';
import { isFull, messageEntry } from './team-message.ts';

type PauseRefusal =
  | DeadlineOver
  /** The pause is over before it begins, or longer than a year. */
  | { readonly kind: 'not-in-range' }
  | ThreadFull;

// Changes what the reporter was promised for a time that somebody must answer for: a lead.
const permission: PermissionRow = { roles: leads };

const longestPauseDays = 365;

const newPause = z.strictObject({
  deadline: z.enum(reportersDeadlineNames),
  until: z.iso.date().describe('The last day of the pause.'),
  reason: reasonText.describe('For the team alone.'),
  toReporter: reasonText.optional().describe('What the reporter reads beside the dates.'),
});

/**
 * Pauses a date the reporter was given: what is left of it now is left when the pause ends, a full hour like every date.
 * The reporter reads until when it is paused, and by when it is due then.
 */
export const pauseDeadline = caseOperation<PauseRefusal>()({
  name: 'pause-deadline',
  path: '/deadlines/pause',
  summary:
    'Pause a date until a day, with a reason. The reporter is told until when, and by when it is due then.',
  permission,
  input: newPause,
  ...changedAnswer,
  perform: async (context, caseId, { deadline: name, until, reason, toReporter }, { sentKey }) => {
    const { member, now } = context;
    const result = await changeCase<PauseRefusal>(context, caseId, permission, (opened) => {
      const { head } = opened;
      const running = runningDeadlines(head.state, head.deadlines).find((one) => one.name === name);
      if (!running) return { refusal: { kind: 'not-running' } };
      const leftMilliseconds = new Date(running.by).getTime() - now.getTime();
      if (leftMilliseconds <= 0) return { refusal: { kind: 'missed-already' } };
      const end = new Date(endOfDay(until));
      if (end <= now || end > addDays(now, longestPauseDays)) return { refusal: { kind: 'not-in-range' } };
      const after = fullHour(new Date(end.getTime() + leftMilliseconds)).toISOString();
      const entry = {
        ...messageEntry(context, toReporter ?? ''),
        kind: 'event' as const,
        event: 'deadline-paused',
        facts: { deadline: name, until: end.toISOString(), after },
        ...(toReporter === undefined ? { texts: new Map<string, string>() } : {}),
      };
      if (isFull(opened, entry)) return { refusal: { kind: 'thread-full' } };
      const deadlines = { ...head.deadlines, [name]: after };
      const on = now.toISOString();
      const note = { kind: 'deadline', author: authorOf(member), on, deadline: name, reason } as const;
      return {
        edit: {
          audit: { action: 'deadline-paused', detail: name },
          head: promisesAfter(head, { deadlines, moved: { name, from: running.by } }),
          entries: [{ thread: reporterThread, entry }],
          records: [noteRecord.write({ ...note, before: running.by, after }, { sentKey })],
        },
      };
    });
    return changedTo<PauseRefusal>(caseId, result);
  },
  problems: {
    ...deadlineOver,
    'not-in-range': invalidField(
      '/until',
      'Must be today or later, and within a year.',
      'A pause ends today or later, and within a year.',
    ),
    'thread-full': threadFull,
  },
  events: {
    'deadline-paused': (fact) =>
      `The reporter was told: “${fact('deadline')}” paused until ${fact('until')}, due by ${fact('after')}.`,
  },
  audit: { 'deadline-paused': { says: 'Paused a date', detail: 'deadline' } },
  form: {
    name: 'pause',
    panel: 'dates',
    summary: 'Pause a date',
    text: 'For a case that has to wait, such as for an answer from outside. No reminders come until the pause ends; what is left of the date now is left then.',
    fields: [
      { name: 'deadline', label: 'Which', as: 'choice', from: 'deadlines' },
      { name: 'until', label: 'Last day of the pause', as: 'day' },
      { name: 'reason', label: 'Why', hint: 'For the team.', as: 'lines', rows: 2 },
      {
        name: 'toReporter',
        label: 'What the reporter reads about it (optional)',
        hint: 'They are told that the date is paused, until when, and by when it is due then.',
        as: 'lines',
        rows: 2,
      },
    ],
    button: 'Pause the date',
  },
  news: { did: 'paused', says: 'The date is paused. The reporter reads until when.', at: '#dates' },
  example: { deadline: 'feedbackBy', until: '2026-03-20', reason: 'The venue answers after the holidays.' },
});

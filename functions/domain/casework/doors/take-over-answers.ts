import * as z from 'zod';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import { answersTaken, platformAuthor } from '../../door/answers-taken.ts';
import type { PlatformAnswer } from '../../door/platform-standing.ts';
import { day } from '../../kernel/clock.ts';
import { authorOf } from '../../member/author.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import { changeCase, isCommitted } from '../change/change-case.ts';
import type { OpenCase } from '../change/open-case.ts';
import { caseChanged, caseOperation, changedTo } from '../change/operation.ts';
import { damagedRecords, recordNumber, type DamagedRecords } from '../decision/decision-problems.ts';
import { loggedAfter } from '../decision/measure-change.ts';
import { caseFull, hasRoom, type CaseFull } from '../decision/room.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { measureRecord } from '../record/decision-records.ts';
import { doorRecord } from '../record/door-record.ts';
import { answersOf } from './waiting-answers.ts';

// The same members as those who tick accounts off by hand: the admins have said it, and nobody has to judge it.
const permission: PermissionRow = { roles: insiders, assigneeToo: true };

const wantedAnswers = z.strictObject({
  door: recordNumber.describe('The number of the door.'),
  upTo: z
    .int()
    .min(1)
    .max(1_000_000)
    .describe('The number of the last answer that you have read; what came later waits.'),
});
type WantedAnswers = z.infer<typeof wantedAnswers>;

type TakeOverRefusal =
  DamagedRecords | CaseFull | { readonly kind: 'no-such-platform-door' | 'nothing-waits' };

type Taken = { readonly taken: number; readonly leftOut: number };
const nothing: Taken = { taken: 0, leftOut: 0 };

/** Measures that are changed with one click: each can write a line of the log as well. Answers about others wait. */
const mostMeasuresAtOnce = 20;

const fitting = (answers: readonly PlatformAnswer[]): readonly PlatformAnswer[] => {
  const measures = new Set<number>();
  const end = answers.findIndex(({ measure }) => measures.add(measure).size > mostMeasuresAtOnce);
  return end === -1 ? answers : answers.slice(0, end);
};

const taking = async (
  context: CaseContext,
  opened: OpenCase,
  { door: number, upTo }: WantedAnswers,
): Promise<{ readonly edit: CaseEdit; readonly taken: Taken } | { readonly refusal: TakeOverRefusal }> => {
  const { member, now } = context;
  const doors = await readRecordsOf(context, opened, doorRecord);
  const door = doors.records.find((one) => one.number === number);
  if (door?.content.kind !== 'platform') return { refusal: { kind: 'no-such-platform-door' } };
  const { platform, answers: all } = await answersOf(context, opened, door);
  const answers = fitting(all.filter((one) => one.number <= upTo));
  if (answers.length === 0) return { refusal: { kind: 'nothing-waits' } };
  const { records, unreadable, bytes } = await readRecordsOf(context, opened, measureRecord);
  if (unreadable > 0) return { refusal: { kind: 'damaged-records' } };
  const measures = new Map(records.map((one) => [one.number, one.content]));
  const result = answersTaken(measures, answers, {
    platform,
    by: platformAuthor(door.content.whom),
    taker: authorOf(member),
    today: day(now),
  });
  const hasRoomForAll = [...result.changed].every(([at, after]) =>
    hasRoom('measures', bytes, measureRecord, { before: measures.get(at), after }),
  );
  if (!hasRoomForAll) return { refusal: { kind: 'case-full' } };
  return {
    taken: { taken: result.taken, leftOut: result.leftOut },
    edit: {
      audit: { action: 'answers-taken-over', detail: platform },
      records: [
        doorRecord.write({ ...door.content, takenUpTo: result.upTo }, { number }),
        ...[...result.changed].map(([at, content]) => measureRecord.write(content, { number: at })),
      ],
      logLines: await loggedAfter(context, opened, records, result.changed),
    },
  };
};

/** What platform admins have answered becomes ticks of the measures, with the days on which they did it. */
export const takeOverAnswers = caseOperation<TakeOverRefusal>()({
  name: 'take-over-answers',
  path: '/doors/answers/taken-over',
  summary:
    'Take over what the admins of a platform have answered: where a restriction is in place, was lifted, or cannot be carried out. Answers about at most 20 measures at once; the others wait.',
  permission,
  input: wantedAnswers,
  answer: caseChanged.extend({
    taken: z.int().describe('How many answers were taken over.'),
    leftOut: z.int().describe('How many mean an account that has left the list since.'),
  }),
  gives: 'How many answers were taken over',
  perform: async (context, caseId, wanted) => {
    let taken = nothing;
    const result = await changeCase<TakeOverRefusal>(context, caseId, permission, async (opened) => {
      const decided = await taking(context, opened, wanted);
      if ('refusal' in decided) return decided;
      ({ taken } = decided);
      return decided;
    });
    const changed = changedTo<TakeOverRefusal>(caseId, result);
    if (changed.kind !== 'done') return changed;
    return { kind: 'done', answer: { ...changed.answer, ...(isCommitted(result) ? taken : nothing) } };
  },
  problems: {
    ...damagedRecords,
    ...caseFull,
    'no-such-platform-door': {
      is: 'missing',
      code: 'no-such-platform-door',
      detail: 'There is no such link for a platform.',
      at: { pointer: '/door', detail: 'Is no door of a platform in this case.' },
    },
    'nothing-waits': {
      is: 'conflict',
      code: 'nothing-waits',
      detail: 'Somebody has taken it over already. Nothing was changed.',
    },
  },
  doneBefore: ['nothing-waits'],
  audit: {
    'answers-taken-over': { says: 'Took over what platform admins answered', detail: 'as-it-is' },
  },
  news: { did: 'answers', says: 'The answers are taken over.', at: '#measures', page: 'measures' },
});

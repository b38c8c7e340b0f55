import { addDays, day, fullHour } from '../clock.ts';
import type { Deadlines } from '../deadline/deadlines.ts';
import { runningDeadlines, type DeadlineName } from '../deadline/running-deadlines.ts';
import { authorOf } from '../member/author.ts';
import { mayKnow } from '../member/may-know.ts';
import type { Member } from '../member/member.ts';
import { noticeTime } from '../notice/outbox.ts';
import { leadsOfCase, type CaseOperation } from '../authorization/permissions.ts';
import type { Entry } from '../thread/entry.ts';
import type { CaseHead } from './case-store.ts';
import { changeCase, type ChangeResult } from './change-case.ts';
import type { CaseContext } from './intention.ts';
import type { OpenCase } from './open-case.ts';
import { onDay } from './promises.ts';
import { mostTasks, openTask, type Task } from './task.ts';
import { isFull, messageEntry, type ThreadFull } from './work-on-case.ts';

export type AssignRefusal =
  | { readonly kind: 'unknown-member' }
  /** For them the case does not exist: excluded, recused, or of another channel. */
  | { readonly kind: 'may-not-know' };

/**
 * Gives a case to a member who looks after it, or takes it back (`undefined`). Members take what nobody has and give
 * back what they have; everything else is a lead's, and only what a lead gives to somebody else counts in the table of
 * permissions: who acts for the leads must keep nothing of it when they are back. The assignee is told that something
 * waits.
 */
export const assignCase = async (
  context: CaseContext,
  caseId: string,
  memberId: string | undefined,
): Promise<ChangeResult<AssignRefusal>> => {
  const { member, settings, now } = context;
  const team = await context.team();
  const isOwn = memberId === member.memberId;
  const target = team.find((one) => one.memberId === memberId);
  // Who has left the team has nothing any more.
  const isTheirs = ({ assignee }: CaseHead): boolean =>
    assignee !== undefined && assignee !== member.memberId && team.some((one) => one.memberId === assignee);
  const operation = ({ head }: OpenCase): CaseOperation =>
    (isOwn || memberId === undefined) && !isTheirs(head) ? 'assign-oneself' : 'assign-another';
  return changeCase<AssignRefusal>(context, caseId, operation, ({ head, brief }) => {
    if (memberId !== undefined && !target) return { refusal: { kind: 'unknown-member' } };
    if (target && !mayKnow(target, head.channel, brief)) return { refusal: { kind: 'may-not-know' } };
    const isLead = leadsOfCase(team, head.channel, brief).some((lead) => lead.memberId === member.memberId);
    const stays = head.assignee === memberId && head.assignedByLead === true;
    const told =
      target && !isOwn
        ? [
            {
              caseId,
              channel: head.channel,
              urgent: false,
              recipients: [target.memberId],
              notBefore: noticeTime(settings, false, now),
            },
          ]
        : [];
    return {
      intention: {
        action: 'assigned',
        detail: target?.name ?? 'nobody',
        assignee: target ? { memberId: target.memberId, byLead: (isLead && !isOwn) || stays } : null,
        notices: told,
      },
    };
  });
};

export type TakeRefusal =
  | { readonly kind: 'not-urgent' }
  /** Somebody was faster; the reporter and the team see who. */
  | { readonly kind: 'taken-by'; readonly name: string; readonly on: string };

/** "I take it": one member takes up what is urgent; the others and the reporter see it. */
export const takeUrgent = (context: CaseContext, caseId: string): Promise<ChangeResult<TakeRefusal>> =>
  changeCase<TakeRefusal>(context, caseId, 'take-urgent', ({ head }) => {
    if (head.taken) return { refusal: { kind: 'taken-by', name: head.taken.name, on: head.taken.on } };
    if (!head.urgent) return { refusal: { kind: 'not-urgent' } };
    return {
      intention: {
        action: 'taken',
        takesUrgent: true,
        ...(head.assignee === undefined
          ? { assignee: { memberId: context.member.memberId, byLead: false } }
          : {}),
      },
    };
  });

export type MoveRefusal =
  | { readonly kind: 'not-running' }
  /** A promise that was not kept stays visible as missed. */
  | { readonly kind: 'missed-already' }
  | { readonly kind: 'not-in-range' }
  | ThreadFull;

const longestMoveDays = 365;

/**
 * Moves a date the reporter was given, before it has passed and with a reason the team keeps. The reporter is told in
 * their thread from when to when, with what the team tells them of it; their page shows it beside the date.
 * @param wanted `by`: a full hour, later than now and within a year. `toReporter`: the reason, as it is meant for them
 */
export const moveDeadline = (
  context: CaseContext,
  caseId: string,
  wanted: {
    readonly name: DeadlineName;
    readonly by: Date;
    readonly reason: string;
    readonly toReporter?: string | undefined;
    readonly sentKey?: string | undefined;
  },
): Promise<ChangeResult<MoveRefusal>> => {
  const { member, now } = context;
  return changeCase<MoveRefusal>(context, caseId, 'move-deadline', (opened) => {
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
      intention: {
        action: 'deadline-moved',
        detail: wanted.name,
        deadlines,
        moved: { name: wanted.name, from: running.by },
        ...(entry ? { entry: { content: entry } } : {}),
        note: {
          content: {
            kind: 'deadline',
            author: authorOf(member),
            on: now.toISOString(),
            deadline: wanted.name,
            before: running.by,
            after: by.toISOString(),
            reason: wanted.reason,
          },
          sentKey: wanted.sentKey,
        },
      },
    };
  });
};

/** What the reporter reads of it. Their pages show days: within one there is nothing to tell but the reason. */
const movedEntry = (
  context: CaseContext,
  { name, toReporter }: { readonly name: DeadlineName; readonly toReporter?: string | undefined },
  before: string,
  after: string,
): Entry | undefined => {
  const { author, on, texts } = messageEntry(context, toReporter ?? '');
  const isMoved = onDay(before) !== onDay(after);
  if (!isMoved && toReporter === undefined) return undefined;
  if (!isMoved) return messageEntry(context, toReporter ?? '');
  return {
    from: 'team',
    kind: 'date-moved',
    deadline: name,
    before,
    after,
    author,
    on,
    texts: toReporter === undefined ? new Map() : texts,
  };
};

export type NewTask = {
  readonly text: string;
  readonly dueOn?: string | undefined;
  readonly assigneeId?: string | undefined;
  readonly sentKey?: string | undefined;
};

export type TaskRefusal =
  | { readonly kind: 'too-many-tasks' }
  | { readonly kind: 'no-such-task' }
  | { readonly kind: 'unknown-member' }
  | { readonly kind: 'may-not-know' };

/** Puts down something to be done. */
export const addTask = async (
  context: CaseContext,
  caseId: string,
  { text, dueOn, assigneeId, sentKey }: NewTask,
  findMember: (memberId: string) => Promise<Member | undefined>,
): Promise<ChangeResult<TaskRefusal>> => {
  const { member, now } = context;
  const assignee = assigneeId === undefined ? undefined : await findMember(assigneeId);
  return changeCase<TaskRefusal>(context, caseId, 'change-task', ({ head, brief }) => {
    if (head.tasks >= mostTasks) return { refusal: { kind: 'too-many-tasks' } };
    if (assigneeId !== undefined && !assignee) return { refusal: { kind: 'unknown-member' } };
    if (assignee && !mayKnow(assignee, head.channel, brief)) return { refusal: { kind: 'may-not-know' } };
    const content: Task = {
      text,
      dueOn,
      assignee: assignee && authorOf(assignee),
      addedBy: authorOf(member),
      addedOn: day(now),
    };
    return { intention: { action: 'task-changed', detail: 'added', task: { content, sentKey } } };
  });
};

/** Ticks a task off, or takes the tick back. */
export const finishTask = async (
  context: CaseContext,
  caseId: string,
  wanted: { readonly number: number; readonly done: boolean },
): Promise<ChangeResult<TaskRefusal>> => {
  const { member, now, store } = context;
  const tasks = await store.readTasks(caseId);
  const sealed = tasks.find(({ number }) => number === wanted.number);
  return changeCase<TaskRefusal>(context, caseId, 'change-task', ({ caseworkKey }) => {
    const task = sealed && caseworkKey && openTask(caseworkKey, caseId, sealed);
    if (!task) return { refusal: { kind: 'no-such-task' } };
    const done = wanted.done ? { by: authorOf(member), on: day(now) } : undefined;
    const content: Task = { ...task, done };
    return {
      intention: {
        action: 'task-changed',
        detail: wanted.done ? 'done' : 'reopened',
        task: { number: wanted.number, content },
      },
    };
  });
};

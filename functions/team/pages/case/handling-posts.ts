import { grantAccess } from '../../../domain/case/grant-access.ts';
import {
  addTask,
  assignCase,
  finishTask,
  moveDeadline,
  takeUrgent,
} from '../../../domain/case/handle-case.ts';
import { contactMade } from '../../../domain/case/in-touch.ts';
import { endOfDay } from '../../../domain/clock.ts';
import { openIdentity } from '../../../domain/case/open-identity.ts';
import { liftRecusal } from '../../../domain/case/recuse.ts';
import { letBack, setAside } from '../../../domain/case/set-aside.ts';
import { changeState } from '../../../domain/case/work-on-case.ts';
import type { Member } from '../../../domain/member/member.ts';
import { caseProblem } from '../../api/case-problem.ts';
import {
  identityRequest,
  liftedRecusal,
  movedDeadline,
  newAside,
  newAssignee,
  newGrant,
  newState,
  newTask,
} from '../../api/contract.ts';
import { placeToFill } from '../../reply-templates.ts';
import { fieldId } from './case-view.ts';
import { invalid, refused } from './form-problems.ts';
import { onWhatWasRead, outcomeOf, type Outcome, type Posted } from './post-case.tsx';

export type FindMember = (memberId: string) => Promise<Member | undefined>;

const given = ({ fields }: Posted, name: string): string => (fields.get(name) ?? '').trim();

/** What was not filled in is not there. */
const optional = (posted: Posted, name: string): Record<string, string> => {
  const value = given(posted, name);
  return value === '' ? {} : { [name]: value };
};

export const postState = async (posted: Posted): Promise<Outcome> => {
  const { id, caseContext, openView } = posted;
  const wanted = newState.safeParse({
    state: given(posted, 'state'),
    reason: given(posted, 'reason'),
    ...optional(posted, 'message'),
    ...optional(posted, 'whyNoMessage'),
  });
  if (!wanted.success) return { kind: 'again', problems: invalid('state', wanted.error) };
  const { state, reason = '', message, whyNoMessage } = wanted.data;
  if (message?.includes(placeToFill))
    return wrongState(`Message to the reporter: There is still a place to fill in: ${placeToFill}`);
  const done = { kind: 'done', did: 'state', at: '#state' } as const;
  const result = await onWhatWasRead(posted, (version) =>
    changeState(caseContext, id, {
      state,
      reason: reason === '' ? undefined : reason,
      message,
      whyNoMessage,
      version,
    }),
  );
  // The form was sent twice: it is already what was wanted.
  if (result.kind === 'not-allowed' && (await openView())?.read.head.state === state) return done;
  if (result.kind === 'no-word')
    return wrongState('Message to the reporter: Write to them, or say below why they get no message.');
  return result.kind === 'again' ? result : outcomeOf('state', result, done);
};

const wrongState = (text: string): Outcome => ({
  kind: 'again',
  problems: [{ field: fieldId('state', 'message'), text }],
});

export const postContactMade = async ({ id, caseContext }: Posted): Promise<Outcome> => {
  const done = { kind: 'done', did: 'contacted', at: '#dates' } as const;
  const result = await contactMade(caseContext, id);
  // Pressed twice: it is already what was wanted.
  return result.kind === 'no-contact-promised' ? done : outcomeOf('deadline', result, done);
};

export const postAssignee = async (posted: Posted): Promise<Outcome> => {
  const memberId = given(posted, 'memberId');
  const wanted = newAssignee.safeParse({ memberId: memberId === '' ? null : memberId });
  if (!wanted.success) return { kind: 'again', problems: invalid('assignee', wanted.error) };
  const { caseContext, id } = posted;
  const result = await assignCase(caseContext, id, wanted.data.memberId ?? undefined);
  return outcomeOf('assignee', result, { kind: 'done', did: 'assigned', at: '#assignment' });
};

export const postTaken = async ({ id, caseContext, openView }: Posted): Promise<Outcome> => {
  const done = { kind: 'done', did: 'taken' } as const;
  const result = await takeUrgent(caseContext, id);
  if (result.kind === 'taken-by') {
    const taken = (await openView())?.read.head.taken;
    if (taken?.memberId === caseContext.member.memberId) return done;
  }
  return outcomeOf('more', result, done);
};

export const postDeadline = async (posted: Posted): Promise<Outcome> => {
  const wanted = movedDeadline.safeParse({
    deadline: given(posted, 'deadline'),
    by: endOfDay(given(posted, 'by')),
    reason: given(posted, 'reason'),
    ...optional(posted, 'toReporter'),
  });
  if (!wanted.success) return { kind: 'again', problems: invalid('deadline', wanted.error) };
  const { deadline: name, by, reason, toReporter } = wanted.data;
  const sentKey = posted.sentKey([name, by.toISOString(), reason, toReporter ?? ''].join(' '));
  const moved = { name, by, reason, toReporter, sentKey };
  const result = await moveDeadline(posted.caseContext, posted.id, moved);
  return outcomeOf('deadline', result, { kind: 'done', did: 'moved', at: '#dates' });
};

export const postTask =
  (findMember: FindMember) =>
  async (posted: Posted): Promise<Outcome> => {
    const task = newTask.safeParse({
      text: given(posted, 'text'),
      ...optional(posted, 'dueOn'),
      ...optional(posted, 'assigneeId'),
    });
    if (!task.success) return { kind: 'again', problems: invalid('task', task.error) };
    const sentKey = posted.sentKey(JSON.stringify(task.data));
    const result = await addTask(posted.caseContext, posted.id, { ...task.data, sentKey }, findMember);
    return outcomeOf('task', result, { kind: 'done', did: 'task', at: '#tasks' });
  };

export const postTick = async (posted: Posted): Promise<Outcome> => {
  const number = Number(/^\d{1,6}$/.exec(posted.c.req.param('task') ?? '')?.[0] ?? 0);
  const wanted = { number, done: given(posted, 'done') !== 'no' };
  const result = await finishTask(posted.caseContext, posted.id, wanted);
  return outcomeOf('task', result, { kind: 'done', did: 'ticked', at: '#tasks' });
};

export const postIdentity = async (posted: Posted): Promise<Outcome> => {
  const wanted = identityRequest.safeParse({ part: given(posted, 'part'), reason: given(posted, 'reason') });
  if (!wanted.success) return { kind: 'again', problems: invalid('identity', wanted.error) };
  const result = await openIdentity(posted.caseContext, posted.id, wanted.data);
  switch (result.kind) {
    case 'opened':
      return { kind: 'revealed', part: wanted.data.part, text: result.text };
    case 'already-sent':
      return { kind: 'not-found' };
    case 'not-found':
    case 'forbidden':
    case 'unopened':
      return { kind: result.kind };
    case 'no-identity':
      return { kind: 'again', problems: refused('identity', caseProblem(result)) };
  }
};

export const postGrant =
  (findMember: FindMember) =>
  async (posted: Posted): Promise<Outcome> => {
    const done = { kind: 'done', did: 'granted', at: '#access' } as const;
    const wanted = newGrant.safeParse({
      memberId: given(posted, 'memberId'),
      reason: given(posted, 'reason'),
    });
    if (!wanted.success) return { kind: 'again', problems: invalid('grant', wanted.error) };
    const result = await grantAccess(posted.caseContext, posted.id, wanted.data, findMember);
    return result.kind === 'knows-already' ? done : outcomeOf('grant', result, done);
  };

export const postLift = async (posted: Posted): Promise<Outcome> => {
  const wanted = liftedRecusal.safeParse({ memberId: given(posted, 'memberId') });
  if (!wanted.success) return { kind: 'again', problems: invalid('lift', wanted.error) };
  const result = await liftRecusal(posted.caseContext, posted.id, wanted.data.memberId);
  return outcomeOf('lift', result, { kind: 'done', did: 'lifted', at: '#access' });
};

const aside = (posted: Posted) =>
  newAside.safeParse({ memberId: given(posted, 'memberId'), reason: given(posted, 'reason') });

export const postAside = async (posted: Posted): Promise<Outcome> => {
  const wanted = aside(posted);
  if (!wanted.success) return { kind: 'again', problems: invalid('aside', wanted.error) };
  const result = await setAside(posted.caseContext, posted.id, wanted.data);
  return outcomeOf('aside', result, { kind: 'done', did: 'aside', at: '#access' });
};

export const postLetBack = async (posted: Posted): Promise<Outcome> => {
  const wanted = aside(posted);
  if (!wanted.success) return { kind: 'again', problems: invalid('back', wanted.error) };
  const result = await letBack(posted.caseContext, posted.id, wanted.data);
  return outcomeOf('back', result, { kind: 'done', did: 'back', at: '#access' });
};

import { endOfDay } from '../../domain/kernel/clock.ts';
import { assign } from '../../domain/casework/handling/assign-case.ts';
import { changeState } from '../../domain/casework/handling/change-state.ts';
import { tickTask } from '../../domain/casework/handling/change-tasks.ts';
import { editTask } from '../../domain/casework/handling/edit-task.ts';
import { openIdentity, openedIdentity } from '../../domain/casework/reading/open-identity.ts';
import type { CaseOperation, OperationForm } from '../../domain/casework/change/operation.ts';
import { takeUrgent } from '../../domain/casework/handling/take-urgent.ts';
import { writeNote } from '../../domain/casework/handling/write-note.ts';
import { placeToFill } from '../../domain/kernel/text.ts';
import { fieldId } from '../case/case-view.ts';
import { changedFields, given, onWhatWasRead, optional, outcomeOf, run } from './run-operation.ts';
import type { Outcome, Posted } from './posted-form.ts';

/** The input that the fields of a form make. */
const inputOf = (posted: Posted, { fields }: OperationForm): Record<string, string | number> =>
  Object.fromEntries(
    fields.flatMap(({ name, as }) => {
      const value = given(posted, name);
      return value === '' ? [] : [[name, typedValue(as, value)] as const];
    }),
  );

const typedValue = (as: OperationForm['fields'][number]['as'], value: string): string | number => {
  if (as === 'end-of-day') return endOfDay(value);
  return (as === 'record' || as === 'this-record') && /^\d{1,6}$/.test(value) ? Number(value) : value;
};

/** A form that an operation describes itself. */
export const postForm =
  (operation: CaseOperation, form: OperationForm) =>
  async (posted: Posted): Promise<Outcome> =>
    outcomeOf(posted.form, operation, await run(posted, operation, inputOf(posted, form)));

/** A button without fields. */
export const postButton =
  (operation: CaseOperation) =>
  async (posted: Posted): Promise<Outcome> =>
    outcomeOf('more', operation, await run(posted, operation, {}));

export const postState = async (posted: Posted): Promise<Outcome> => {
  const state = given(posted, 'state');
  const message = optional(posted, 'message');
  if (message.message?.includes(placeToFill))
    return wrongState(`Message to the reporter: There is still a place to fill in: ${placeToFill}`);
  const input = {
    state,
    reason: given(posted, 'reason'),
    ...message,
    ...optional(posted, 'whyNoMessage'),
  };
  const ran = await onWhatWasRead(posted, (version) =>
    run(posted, changeState, { ...input, ...(version === undefined ? {} : { version }) }),
  );
  if (ran.kind === 'again') return ran;
  const refusal = ran.kind === 'refused' ? ran.refusal : undefined;
  // The form was sent twice: it is already what was wanted.
  const isSo = refusal === 'not-allowed' && (await posted.openView())?.read.head.state === state;
  if (isSo) return { kind: 'done', did: 'state', at: '#state' };
  if (refusal === 'no-word')
    return wrongState('Message to the reporter: Write to them, or say below why they get no message.');
  return outcomeOf('state', changeState, ran);
};

const wrongState = (text: string): Outcome => ({
  kind: 'again',
  problems: [{ field: fieldId('state', 'message'), text }],
});

export const postNote = async (posted: Posted): Promise<Outcome> => {
  const { fields } = posted;
  const input = { text: fields.get('text') ?? '', private: fields.get('private') === 'yes' };
  return outcomeOf('note', writeNote, await run(posted, writeNote, input));
};

export const postAssignee = async (posted: Posted): Promise<Outcome> => {
  const memberId = given(posted, 'memberId');
  const input = { memberId: memberId === '' ? null : memberId };
  return outcomeOf('assignee', assign, await run(posted, assign, input));
};

export const postTaken = async (posted: Posted): Promise<Outcome> => {
  const ran = await run(posted, takeUrgent, {});
  const { memberId } = posted.caseContext.member;
  const isTaken = ran.kind === 'refused' && ran.refusal === 'taken-by';
  // Pressed twice: it is theirs already.
  if (isTaken && (await posted.openView())?.read.head.taken?.memberId === memberId)
    return { kind: 'done', did: 'taken' };
  return outcomeOf('more', takeUrgent, ran);
};

/** Tasks stand among those of the case, and as steps of the investigation. */
const backAtTasks = ({ page }: Posted, outcome: Outcome): Outcome =>
  outcome.kind === 'done' && page === 'investigation' ? { ...outcome, at: '#plan' } : outcome;

export const postTick = async (posted: Posted): Promise<Outcome> => {
  const ran = await run(posted, tickTask, { done: given(posted, 'done') !== 'no' });
  return backAtTasks(posted, outcomeOf('task', tickTask, ran));
};

/** Only what the member has changed is changed; what they emptied is taken away. */
export const postEditedTask = async (posted: Posted): Promise<Outcome> => {
  const { text, ...others } = changedFields(posted, ['text', 'dueOn', 'assigneeId']);
  const input = {
    ...(text !== undefined && { text }),
    ...Object.fromEntries(Object.entries(others).map(([name, value]) => [name, value === '' ? null : value])),
  };
  // Sent without a change, it is as they want it.
  if (Object.keys(input).length === 0)
    return backAtTasks(posted, { kind: 'done', did: 'task-edited', at: '#tasks' });
  return backAtTasks(posted, outcomeOf(posted.form, editTask, await run(posted, editTask, input)));
};

export const postIdentity = async (posted: Posted): Promise<Outcome> => {
  const ran = await run(posted, openIdentity, {
    part: given(posted, 'part'),
    reason: given(posted, 'reason'),
  });
  if (ran.kind !== 'done') return outcomeOf('identity', openIdentity, ran);
  return { kind: 'revealed', ...openedIdentity.parse(ran.answer) };
};

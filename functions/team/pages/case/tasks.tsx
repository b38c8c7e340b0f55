import type { NumberedTask } from '../../../domain/case/tasks-page.ts';
import { day } from '../../../domain/clock.ts';
import { mayKnow } from '../../../domain/member/may-know.ts';
import { casePath, routes } from '../../routes.ts';
import { Input, Select, TextArea, type Choice } from '../field.tsx';
import { dayText } from '../words.ts';
import { fieldOf, typed, type CaseView } from './case-view.ts';
import { Folded, Hidden, Panel } from './panel.tsx';

/** Members who may know of the case, as choices. */
export const knowingMembers = ({ team, read }: CaseView): Choice[] =>
  team
    .filter((member) => mayKnow(member, read.head.channel, read.brief))
    .map(({ memberId, name }) => ({ value: memberId, label: name }));

const TaskItem = ({ view, item }: { readonly view: CaseView; readonly item: NumberedTask }) => {
  const { number, task } = item;
  if (task === 'unreadable')
    return <li class="soft">This task cannot be shown: what was stored is damaged.</li>;
  const isLate = task.done === undefined && task.dueOn !== undefined && task.dueOn < day(view.now);
  const path = casePath(view.read.head.caseId, routes.task, String(number));
  return (
    <li class={task.done ? 'done' : undefined}>
      <p class="text" dir="auto" id={`task-${number}`}>
        {task.text}
      </p>
      <p class="meta">
        {isLate && <span class="tag hot">Late</span>}
        {task.done
          ? `Done by ${task.done.by.name} on ${dayText(task.done.on)}`
          : [
              ...(task.dueOn === undefined ? [] : [`by ${dayText(task.dueOn)}`]),
              ...(task.assignee ? [task.assignee.name] : []),
            ].join(', ')}
      </p>
      {view.may('change-task') && (
        <form method="post" action={path}>
          <button
            type="submit"
            name="done"
            value={task.done ? 'no' : 'yes'}
            class="quiet small"
            aria-describedby={`task-${number}`}
          >
            {task.done ? 'Not done after all' : 'Done'}
          </button>
        </form>
      )}
    </li>
  );
};

export const Tasks = ({ view }: { readonly view: CaseView }) => {
  const { tasks: shown, from, next, open, done } = view.read.tasks;
  const path = casePath(view.read.head.caseId);
  return (
    <Panel id="tasks" heading="Tasks">
      <p class="soft">{open + done === 0 ? 'None yet.' : `${open} to do, ${done} done.`}</p>
      {from > 0 && (
        <p>
          <a href={`${path}#tasks`}>The first tasks</a>
        </p>
      )}
      {shown.length > 0 && (
        <ul class="tasks">
          {shown.map((item) => (
            <TaskItem view={view} item={item} />
          ))}
        </ul>
      )}
      {next !== undefined && (
        <p>
          <a href={`${path}?tasksFrom=${next}#tasks`}>More tasks</a>
        </p>
      )}
      {view.may('change-task') && (
        <Folded view={view} form="task" summary="Add a task">
          <form method="post" action={casePath(view.read.head.caseId, routes.tasks)} autocomplete="off">
            <Hidden view={view} />
            <TextArea
              {...fieldOf(view, 'task', 'text')}
              label="What is to be done"
              rows={2}
              value={typed(view, 'task', 'text')}
            />
            <Input
              {...fieldOf(view, 'task', 'dueOn')}
              label="By (if it has a date)"
              type="date"
              value={typed(view, 'task', 'dueOn')}
            />
            <Select
              {...fieldOf(view, 'task', 'assigneeId')}
              label="Who does it"
              choices={[{ value: '', label: 'Not settled yet' }, ...knowingMembers(view)]}
              chosen={typed(view, 'task', 'assigneeId')}
            />
            <button type="submit">Add the task</button>
          </form>
        </Folded>
      )}
    </Panel>
  );
};

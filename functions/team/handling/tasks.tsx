import type { NumberedTask } from '../../domain/casework/reading/tasks-page.ts';
import { day } from '../../domain/kernel/clock.ts';
import { casePath, routes } from '../routes.ts';
import { dayText } from '../ui/words.ts';
import type { CaseView } from '../case/case-view.ts';
import { OperationForms } from './operation-forms.tsx';
import { Panel } from '../case/panel.tsx';

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
      <OperationForms view={view} panel="tasks" />
    </Panel>
  );
};

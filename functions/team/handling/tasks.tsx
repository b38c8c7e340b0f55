import { editTask } from '../../domain/casework/handling/edit-task.ts';
import type { NumberedTask } from '../../domain/casework/reading/tasks-page.ts';
import type { Task } from '../../domain/casework/record/task.ts';
import { day } from '../../domain/kernel/clock.ts';
import { casePath, pagePath, routes } from '../routes.ts';
import { Input, Select, TextArea } from '../ui/field.tsx';
import { dayText } from '../ui/words.ts';
import { fieldOf, isKept, typed, type CaseView } from '../case/case-view.ts';
import { knowingMembers, OperationForms } from './operation-forms.tsx';
import { formAction } from './operation-path.ts';
import { AnswersWait } from '../measures/answers-panel.tsx';
import { Panel } from '../case/panel.tsx';

type TaskProps = { readonly view: CaseView; readonly number: number; readonly task: Task };

/** The page on which the form stands, and to which it goes back. */
const OnPage = ({ view }: { readonly view: CaseView }) => (
  <input type="hidden" name="page" value={view.page} />
);

/** What a task says, its date and who does it, each with what it was when the form was shown. */
const TaskForm = ({ view, number, task }: TaskProps) => {
  const form = `task-${number}`;
  const assigneeId = task.assignee?.id ?? '';
  const before = { text: task.text, dueOn: task.dueOn ?? '', assigneeId };
  return (
    <form method="post" action={formAction(editTask, view.read.head.caseId, number)} autocomplete="off">
      <OnPage view={view} />
      {Object.entries(before).map(([name, value]) => (
        <input type="hidden" name={`was-${name}`} value={typed(view, form, `was-${name}`, value)} />
      ))}
      <TextArea
        {...fieldOf(view, form, 'text')}
        label="What is to be done"
        rows={2}
        value={typed(view, form, 'text', before.text)}
      />
      <Input
        {...fieldOf(view, form, 'dueOn')}
        type="date"
        label="By"
        value={typed(view, form, 'dueOn', before.dueOn)}
      />
      <Select
        {...fieldOf(view, form, 'assigneeId')}
        label="Who does it"
        choices={assignable(view, task)}
        chosen={typed(view, form, 'assigneeId', assigneeId)}
      />
      <button type="submit">Keep the changes</button>
    </form>
  );
};

/** Also who does it by now, so that leaving the choice as it is changes nothing. */
const assignable = (view: CaseView, { assignee }: Task) => {
  const known = knowingMembers(view);
  const isKnown = assignee === undefined || known.some(({ value }) => value === assignee.id);
  const now = isKnown ? [] : [{ value: assignee.id, label: assignee.name }];
  return [{ value: '', label: 'Nobody yet' }, ...known, ...now];
};

const standing = ({ done, dueOn, assignee }: Task): string =>
  done
    ? `Done by ${done.by.name} on ${dayText(done.on)}`
    : [...(dueOn === undefined ? [] : [`by ${dayText(dueOn)}`]), ...(assignee ? [assignee.name] : [])].join(
        ', ',
      );

/** A task: how it stands, ticking it off, and changing it. */
export const TaskItem = ({ view, number, task }: TaskProps) => {
  const isLate = task.done === undefined && task.dueOn !== undefined && task.dueOn < day(view.now);
  const { caseId } = view.read.head;
  const isChanged = view.taskChanged === number || isKept(view, `task-${number}`);
  return (
    <li class={task.done ? 'done' : undefined}>
      <p class="text" dir="auto" id={`task-${number}`}>
        {task.text}
      </p>
      <p class="meta">
        {isLate && <span class="tag hot">Late</span>}
        {standing(task)}
      </p>
      {view.may('change-task') && (
        <form method="post" action={casePath(caseId, routes.task, String(number))}>
          <OnPage view={view} />
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
      {view.may('edit-task') && !isChanged && (
        <p>
          <a
            href={`${pagePath(caseId, view.page)}?task=${number}#task-${number}`}
            aria-describedby={`task-${number}`}
          >
            Change it
          </a>
        </p>
      )}
      {view.may('edit-task') && isChanged && <TaskForm view={view} number={number} task={task} />}
    </li>
  );
};

const ListedTask = ({
  view,
  item: { number, task },
}: {
  readonly view: CaseView;
  readonly item: NumberedTask;
}) =>
  task === 'unreadable' ? (
    <li class="soft">This task cannot be shown: what was stored is damaged.</li>
  ) : (
    <TaskItem view={view} number={number} task={task} />
  );

export const Tasks = ({ view }: { readonly view: CaseView }) => {
  const { tasks: shown, from, next, open, done } = view.read.tasks;
  const path = casePath(view.read.head.caseId);
  return (
    <Panel id="tasks" heading="Tasks">
      <p class="soft">{open + done === 0 ? 'None yet.' : `${open} to do, ${done} done.`}</p>
      <AnswersWait view={view} />
      {from > 0 && (
        <p>
          <a href={`${path}#tasks`}>The first tasks</a>
        </p>
      )}
      {shown.length > 0 && (
        <ul class="tasks">
          {shown.map((item) => (
            <ListedTask view={view} item={item} />
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

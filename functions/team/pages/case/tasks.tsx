import type { ReadCase } from '../../../domain/case/read-case.ts';
import { day } from '../../../domain/clock.ts';
import { mayKnow } from '../../../domain/member/may-know.ts';
import { byteLength } from '../../../domain/text.ts';
import { casePath, routes } from '../../routes.ts';
import { Input, Select, TextArea, type Choice } from '../field.tsx';
import { dayText } from '../words.ts';
import { fieldOf, typed, type CaseView } from './case-view.ts';
import { Folded, Hidden, Panel } from './panel.tsx';

/** Bytes of tasks a page shows, open ones first; see `shownBytes` of the notes. */
const shownBytes = 48 * 1024;

type Numbered = ReadCase['tasks'][number];

/** Members who may know of the case, as choices. */
export const knowingMembers = ({ team, read }: CaseView): Choice[] =>
  team
    .filter((member) => mayKnow(member, read.head.channel, read.brief))
    .map(({ memberId, name }) => ({ value: memberId, label: name }));

const isOpen = ({ task }: Numbered): boolean => task !== 'unreadable' && task.done === undefined;

const inOrder = (tasks: readonly Numbered[]): Numbered[] => {
  const dueOn = ({ task }: Numbered): string => (task === 'unreadable' ? '' : (task.dueOn ?? '9999'));
  return [
    ...tasks.filter(isOpen).sort((one, other) => (dueOn(one) < dueOn(other) ? -1 : 1)),
    ...tasks.filter((item) => !isOpen(item)),
  ];
};

const thatFit = (tasks: readonly Numbered[]): readonly Numbered[] => {
  let bytes = 0;
  const end = tasks.findIndex(({ task }) => {
    bytes += task === 'unreadable' ? 0 : byteLength(task.text);
    return bytes > shownBytes;
  });
  return end < 0 ? tasks : tasks.slice(0, end);
};

const TaskItem = ({ view, item }: { readonly view: CaseView; readonly item: Numbered }) => {
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
  const tasks = inOrder(view.read.tasks);
  const shown = thatFit(tasks);
  const left = tasks.filter(isOpen).length;
  return (
    <Panel id="tasks" heading="Tasks">
      <p class="soft">
        {tasks.length === 0 ? 'None yet.' : `${left} to do, ${tasks.length - left} done.`}
        {shown.length < tasks.length && ` ${tasks.length - shown.length} do not fit on this page.`}
      </p>
      {shown.length > 0 && (
        <ul class="tasks">
          {shown.map((item) => (
            <TaskItem view={view} item={item} />
          ))}
        </ul>
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

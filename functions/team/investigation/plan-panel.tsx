import { makePlan, setEmbargo } from '../../domain/casework/decision/follow-plan.ts';
import { embargoStep, planOf } from '../../domain/decision/investigation-plan.ts';
import { day } from '../../domain/kernel/clock.ts';
import { fieldOf, typed, type CaseView } from '../case/case-view.ts';
import { Folded, Hidden, Panel } from '../case/panel.tsx';
import { formAction } from '../handling/operation-path.ts';
import { TaskItem } from '../handling/tasks.tsx';
import { Input } from '../ui/field.tsx';
import { embargoOf, stepsOf, type StepWithTask } from './plan-steps.ts';

type Props = { readonly view: CaseView };

const Step = ({ view, step }: Props & { readonly step: StepWithTask }) =>
  step.task && step.number !== undefined ? (
    <TaskItem view={view} number={step.number} task={step.task} />
  ) : (
    <li>
      <p class="text" dir="auto">
        {step.text}
      </p>
      <p class="meta">Not among the tasks yet</p>
    </li>
  );

const EmbargoForm = ({ view }: Props) => (
  <Folded view={view} form="embargo" summary="Keep the embargo date">
    <form method="post" action={formAction(setEmbargo, view.read.head.caseId)} autocomplete="off">
      <Hidden view={view} />
      <p>
        Until this day everybody who knows of the weakness keeps quiet. It becomes a task with that date, and
        agreeing on it is ticked off. Set again, the date moves.
      </p>
      <Input
        {...fieldOf(view, 'embargo', 'endsOn')}
        type="date"
        label="Embargo date"
        min={day(view.now)}
        value={typed(view, 'embargo', 'endsOn', embargoOf(view.read.tasks.steps))}
      />
      <button type="submit">Keep the date</button>
    </form>
  </Folded>
);

/** The steps of the investigation, each a task with a date and a person. */
export const PlanPanel = ({ view }: Props) => {
  const { head, tasks } = view.read;
  const planned = planOf(view.settings, head.channel);
  const steps = stepsOf(planned, tasks.steps);
  const missing = steps.filter(({ task }) => !task).length;
  const hasEmbargo = planned.some(({ id }) => id === embargoStep);
  return (
    <Panel id="plan" heading="Investigation plan">
      <ul class="tasks">
        {steps.map((step) => (
          <Step view={view} step={step} />
        ))}
      </ul>
      {missing > 0 && view.may('make-plan') && (
        <form method="post" action={formAction(makePlan, head.caseId)}>
          <button type="submit">
            {missing === steps.length ? 'Make these steps tasks' : 'Add the missing steps to the tasks'}
          </button>
        </form>
      )}
      {hasEmbargo && view.may('set-embargo') && <EmbargoForm view={view} />}
    </Panel>
  );
};

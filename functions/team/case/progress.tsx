import { caseProgress, type ProgressStep, type StepStatus } from '../../domain/decision/progress.ts';
import type { CaseView } from './case-view.ts';

const labels: Readonly<Record<ProgressStep, string>> = {
  received: 'Received',
  read: 'Read',
  'in-review': 'In review',
  proposed: 'Proposed',
  decided: 'Decided',
  'measures-done': 'Measures done',
  closed: 'Closed',
};

/** For who hears the page; `aria-current` says where it stands. */
const spoken: Readonly<Record<StepStatus, string>> = { done: 'done: ', current: '', 'to-come': 'to come: ' };

/** How far a case has come. */
export const Progress = ({ view }: { readonly view: CaseView }) => {
  const { head, openedAt, records } = view.read;
  const steps = caseProgress({
    state: head.state,
    opened: openedAt !== undefined,
    proposals: records.proposals.map(({ content }) => content),
    decisions: records.decisions.map(({ content }) => content),
    measures: records.measures.map(({ content }) => content),
  });
  return (
    <ol class="progress" aria-label="Progress">
      {steps.map(({ step, status }) => (
        <li class={status} aria-current={status === 'current' ? 'step' : undefined}>
          <span class="out-of-sight">{spoken[status]}</span>
          {labels[step]}
        </li>
      ))}
    </ol>
  );
};

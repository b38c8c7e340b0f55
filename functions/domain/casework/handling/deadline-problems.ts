import type { ProblemsOf } from '../change/problem-text.ts';

/** A date the reporter was given can't be changed any more. A promise that was not kept stays visible as missed. */
export type DeadlineOver = { readonly kind: 'not-running' } | { readonly kind: 'missed-already' };

export const deadlineOver: ProblemsOf<DeadlineOver> = {
  'not-running': {
    is: 'conflict',
    code: 'deadline-not-running',
    detail: 'This date is not promised any more in the state of the case.',
    at: { pointer: '/deadline', detail: 'Is not running.' },
  },
  'missed-already': {
    is: 'conflict',
    code: 'deadline-missed',
    detail: 'This date has passed. It stays missed; answer the reporter to give a new one.',
    at: { pointer: '/deadline', detail: 'Has passed.' },
  },
};

import { insiders } from '../../authorization/permissions.ts';
import { assignedTo } from './assignee.ts';
import { changeCase } from '../change/change-case.ts';
import { noInput } from '../change/input-limits.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { takenBy } from '../change/promises.ts';

type TakeRefusal =
  | { readonly kind: 'not-urgent' }
  /** Somebody was faster; the reporter and the team see who. */
  | { readonly kind: 'taken-by'; readonly name: string; readonly on: string };

// Anybody who of the team is there first helps; an outside reviewer is not on call.
const permission = { roles: insiders };

/** "I take it": one member takes up what is urgent; the others and the reporter see it. */
export const takeUrgent = caseOperation<TakeRefusal>()({
  name: 'take-urgent',
  path: '/taken',
  summary: 'Take up what is urgent.',
  permission,
  input: noInput,
  ...changedAnswer,
  perform: async (context, caseId) =>
    changedTo<TakeRefusal>(
      caseId,
      await changeCase<TakeRefusal>(context, caseId, permission, ({ head }) => {
        if (head.taken) return { refusal: { kind: 'taken-by', name: head.taken.name, on: head.taken.on } };
        if (!head.urgent) return { refusal: { kind: 'not-urgent' } };
        return {
          edit: {
            audit: { action: 'taken' },
            head: {
              taken: takenBy(context.member, context.now),
              ...(head.assignee === undefined ? assignedTo(context.member.memberId, false) : {}),
            },
          },
        };
      }),
    ),
  problems: {
    'not-urgent': { is: 'conflict', code: 'not-urgent', detail: 'Nothing urgent waits in this case.' },
    'taken-by': ({ name, on }) => ({
      is: 'conflict',
      code: 'taken',
      detail: `${name} has taken it on ${on}.`,
      more: { by: name, on },
    }),
  },
  audit: { taken: { says: 'Took up what is urgent' } },
  news: { did: 'taken', says: 'You have taken it. The others and the reporter see that somebody has.' },
});

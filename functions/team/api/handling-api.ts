import type { Context, Hono } from 'hono';
import { answer } from '../../adapters/http/methods.ts';
import { problemResponse } from '../../adapters/http/problem.ts';
import { eraseAsAsked, refuseErasure } from '../../domain/case/answer-erasure.ts';
import { addTask, assignCase, finishTask, moveDeadline, takeUrgent } from '../../domain/case/handle-case.ts';
import type { ChangeResult } from '../../domain/case/change-case.ts';
import { contactMade } from '../../domain/case/in-touch.ts';
import { lookAtCase } from '../../domain/case/look-at-case.ts';
import { liftRecusal, recuseOneself } from '../../domain/case/recuse.ts';
import { letBack, setAside } from '../../domain/case/set-aside.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { caseProblem, noSuchCase, type CaseRefusal } from './case-problem.ts';
import { tasksAnswer } from './case-lists-api.ts';
import { caseContextOf, caseIdOf, withBody } from './case-request.ts';
import {
  caseChanged,
  caseGlance,
  erased,
  erasureAnswer,
  changedTask,
  liftedRecusal,
  movedDeadline,
  newAside,
  newAssignee,
  newTask,
  nothing,
  taskAdded,
} from './contract.ts';

/** Who looks after a case, what is to be done for it, and who leaves it to others. */
export const handlingApi = (app: Hono<SignedIn>, context: TeamContext): void => {
  const caseContext = (c: Context<SignedIn>) => caseContextOf(c, context);
  const findMember = (memberId: string) => context.members.findMember(memberId);

  /** The case's new version, or why nothing was done. */
  const changed = (c: Context, id: string, result: ChangeResult<CaseRefusal>): Response => {
    if (result.kind === 'committed')
      return c.json(caseChanged.parse({ id, version: result.committed.opened.head.version + 1 }));
    return problemResponse(result.kind === 'already-sent' ? noSuchCase : caseProblem(result));
  };

  answer(app, routes.api.brief, {
    GET: async (c) => {
      const id = caseIdOf(c);
      const glance = id === undefined ? undefined : await lookAtCase(caseContext(c), id);
      if (!glance) return problemResponse(noSuchCase);
      const { head, brief, isReader } = glance;
      const { caseId, caseName, channel, urgent } = head;
      const { persons, spaces } = brief;
      return c.json(
        caseGlance.parse({ id: caseId, caseName, channel, persons, spaces, urgent, opened: isReader }),
      );
    },
  });

  answer(app, routes.api.recusal, {
    POST: (c) => withBody(c, nothing, async (id) => changed(c, id, await recuseOneself(caseContext(c), id))),
  });

  answer(app, routes.api.liftRecusal, {
    POST: (c) =>
      withBody(c, liftedRecusal, async (id, { memberId }) =>
        changed(c, id, await liftRecusal(caseContext(c), id, memberId)),
      ),
  });

  answer(app, routes.api.aside, {
    POST: (c) =>
      withBody(c, newAside, async (id, wanted) => changed(c, id, await setAside(caseContext(c), id, wanted))),
  });

  answer(app, routes.api.letBack, {
    POST: (c) =>
      withBody(c, newAside, async (id, wanted) => changed(c, id, await letBack(caseContext(c), id, wanted))),
  });

  answer(app, routes.api.assignee, {
    POST: (c) =>
      withBody(c, newAssignee, async (id, { memberId }) =>
        changed(c, id, await assignCase(caseContext(c), id, memberId ?? undefined)),
      ),
  });

  answer(app, routes.api.taken, {
    POST: (c) => withBody(c, nothing, async (id) => changed(c, id, await takeUrgent(caseContext(c), id))),
  });

  answer(app, routes.api.erasure, {
    POST: (c) =>
      withBody(c, erasureAnswer, async (id, wanted) => {
        if (wanted.decision === 'refuse')
          return changed(c, id, await refuseErasure(caseContext(c), id, wanted.reason));
        const result = await eraseAsAsked(caseContext(c), id);
        return result.kind === 'erased'
          ? c.json(erased.parse({ id, erased: true }))
          : problemResponse(caseProblem(result));
      }),
  });

  answer(app, routes.api.deadlines, {
    POST: (c) =>
      withBody(c, movedDeadline, async (id, { deadline: name, ...wanted }) =>
        changed(c, id, await moveDeadline(caseContext(c), id, { name, ...wanted })),
      ),
  });

  answer(app, routes.api.contactMade, {
    POST: (c) => withBody(c, nothing, async (id) => changed(c, id, await contactMade(caseContext(c), id))),
  });

  answer(app, routes.api.tasks, {
    GET: (c) => tasksAnswer(c, context),
    POST: (c) =>
      withBody(c, newTask, async (id, wanted) => {
        const result = await addTask(caseContext(c), id, wanted, findMember);
        if (result.kind !== 'committed') return changed(c, id, result);
        const { change, opened } = result.committed;
        const task = String(change.records[0]?.record.number);
        return c.json(taskAdded.parse({ id, task, version: opened.head.version + 1 }), 201);
      }),
  });

  answer(app, routes.api.task, {
    POST: (c) =>
      withBody(c, changedTask, async (id, { done }) => {
        const number = Number(/^\d{1,6}$/.exec(c.req.param('task') ?? '')?.[0] ?? 0);
        return changed(c, id, await finishTask(caseContext(c), id, { number, done }));
      }),
  });
};

import { readingPermissions, type PermissionRow } from '../authorization/permissions.ts';
import { answerErasure } from './answer-erasure.ts';
import { answerOperation } from './answer-reporter.ts';
import { assign } from './assign-case.ts';
import { exportOperation } from './audit-log.ts';
import { changeState } from './change-state.ts';
import { addTask, tickTask } from './change-tasks.ts';
import { contactMade } from './contact-made.ts';
import { grantAccess } from './grant-access.ts';
import { linkCases, unlinkCases } from './link-cases.ts';
import { moveDate } from './move-deadline.ts';
import { openIdentity } from './open-identity.ts';
import { originalOperation } from './open-original.ts';
import type { CaseOperation, OtherOperation } from './operation.ts';
import { pauseDeadline } from './pause-deadline.ts';
import { liftRecusal, recuseOneself } from './recuse.ts';
import { letBack, setAside } from './set-aside.ts';
import { splitCase } from './split-case.ts';
import { takeUrgent } from './take-urgent.ts';
import { transferCase } from './transfer-case.ts';
import { writeNote } from './write-note.ts';

/**
 * Everything a member can do to a case that is asked for by a body and answered by JSON. Routes, forms, OpenAPI, what
 * stands in the audit log, and the test of who may do what are made from this list, in its order.
 */
export const caseOperations: readonly CaseOperation[] = [
  writeNote,
  changeState,
  openIdentity,
  grantAccess,
  recuseOneself,
  liftRecusal,
  setAside,
  letBack,
  assign,
  takeUrgent,
  answerErasure,
  moveDate,
  pauseDeadline,
  contactMade,
  addTask,
  tickTask,
  transferCase,
  splitCase,
  linkCases,
  unlinkCases,
];

/** What is asked for or answered in a way of its own: files, and messages with files. */
export const otherOperations: readonly OtherOperation[] = [
  answerOperation,
  originalOperation,
  exportOperation,
];

/** Who may do what to a case, by the names that pages ask for. */
export const casePermissions: ReadonlyMap<string, PermissionRow> = new Map<string, PermissionRow>([
  ...Object.entries(readingPermissions),
  ...caseOperations.flatMap(({ name, permission, permissions = { [name]: permission } }) =>
    Object.entries(permissions),
  ),
  ...otherOperations.map(({ name, permission }) => [name, permission] as const),
]);

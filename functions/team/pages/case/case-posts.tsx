import type { Hono } from 'hono';
import { answerErasure } from '../../../domain/case/answer-erasure.ts';
import { assign } from '../../../domain/case/assign-case.ts';
import { changeState } from '../../../domain/case/change-state.ts';
import { tickTask } from '../../../domain/case/change-tasks.ts';
import { contactMade } from '../../../domain/case/contact-made.ts';
import { linkCases, unlinkCases } from '../../../domain/case/link-cases.ts';
import { openIdentity } from '../../../domain/case/open-identity.ts';
import { caseOperations } from '../../../domain/case/operations.ts';
import { splitCase } from '../../../domain/case/split-case.ts';
import { takeUrgent } from '../../../domain/case/take-urgent.ts';
import { writeNote } from '../../../domain/case/write-note.ts';
import { operationPath } from '../../api/operations-api.ts';
import { routes } from '../../routes.ts';
import type { SignedIn } from '../../session/signed-in.ts';
import type { TeamContext } from '../../team-context.ts';
import { postLink, postSplit, postUnlink } from '../link-posts.ts';
import { postErasure } from './erasure-post.ts';
import {
  postAssignee,
  postButton,
  postForm,
  postIdentity,
  postNote,
  postState,
  postTaken,
  postTick,
} from './handling-posts.ts';
import { caseForms } from './post-case.tsx';
import { postReply } from './reply-post.ts';

/** Every form of a case's page: those that operations describe themselves, and those with a page part of their own. */
export const casePosts = (app: Hono<SignedIn>, context: TeamContext): void => {
  const form = caseForms(app, context);
  for (const operation of caseOperations)
    if (operation.form)
      form(operationPath(operation), operation.form.name, postForm(operation, operation.form));
  form(routes.reply, 'reply', postReply(context));
  form(operationPath(writeNote), 'note', postNote);
  form(operationPath(changeState), 'state', postState);
  form(operationPath(assign), 'assignee', postAssignee);
  form(operationPath(takeUrgent), 'more', postTaken);
  form(operationPath(contactMade), 'deadline', postButton(contactMade));
  form(operationPath(tickTask), 'task', postTick);
  form(operationPath(openIdentity), 'identity', postIdentity);
  form(operationPath(splitCase), 'split', postSplit);
  form(operationPath(answerErasure), 'erasure', postErasure);
  form(operationPath(linkCases), 'link', postLink(context));
  form(operationPath(unlinkCases), 'unlink', postUnlink);
};

import type { Hono } from 'hono';
import { answer } from '../../../adapters/http/methods.ts';
import { recuseOneself } from '../../../domain/case/recuse.ts';
import { caseContextOf, caseIdOf } from '../../api/case-request.ts';
import { casePath, routes } from '../../routes.ts';
import type { SignedIn } from '../../session/signed-in.ts';
import type { TeamContext } from '../../team-context.ts';
import { postLink, postUnlink } from '../link-posts.ts';
import { postSplit, postTransfer } from '../transfer-posts.ts';
import { refusalPage } from '../refusal-page.tsx';
import { postErasure } from './erasure-post.ts';
import {
  postAside,
  postAssignee,
  postContactMade,
  postDeadline,
  postGrant,
  postIdentity,
  postLetBack,
  postLift,
  postState,
  postTaken,
  postTask,
  postTick,
} from './handling-posts.ts';
import { caseForms } from './post-case.tsx';
import { postNote, postReply } from './reply-post.ts';

/** Every form of a case's page, each the operation that the JSON has, too. */
export const casePosts = (app: Hono<SignedIn>, context: TeamContext): void => {
  const form = caseForms(app, context);
  const findMember = (memberId: string) => context.members.findMember(memberId);
  form(routes.reply, 'reply', postReply(context));
  form(routes.note, 'note', postNote);
  form(routes.state, 'state', postState);
  form(routes.assignee, 'assignee', postAssignee);
  form(routes.taken, 'more', postTaken);
  form(routes.deadline, 'deadline', postDeadline);
  form(routes.contactMade, 'deadline', postContactMade);
  form(routes.tasks, 'task', postTask(findMember));
  form(routes.task, 'task', postTick);
  form(routes.identity, 'identity', postIdentity);
  form(routes.grant, 'grant', postGrant(findMember));
  form(routes.liftRecusal, 'lift', postLift);
  form(routes.aside, 'aside', postAside);
  form(routes.letBack, 'back', postLetBack);
  form(routes.transfer, 'transfer', postTransfer);
  form(routes.split, 'split', postSplit(context));
  form(routes.erasure, 'erasure', postErasure);
  form(routes.links, 'link', postLink(context));
  form(routes.unlink, 'unlink', postUnlink);

  answer(app, routes.leaveCase, {
    GET: (c) => c.redirect(casePath(caseIdOf(c) ?? ''), 303),
    POST: async (c) => {
      const id = caseIdOf(c);
      const result = id === undefined ? undefined : await recuseOneself(caseContextOf(c, context), id);
      if (result?.kind === 'committed') return c.redirect(`${routes.queue}?did=left`, 303);
      const refusal = result?.kind === 'forbidden' ? 'forbidden' : 'not-found';
      return refusalPage(c, context.settings, refusal, c.get('member'));
    },
  });
};

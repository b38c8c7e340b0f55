import type { Hono } from 'hono';
import { answerErasure } from '../../domain/casework/handling/answer-erasure.ts';
import { assign } from '../../domain/casework/handling/assign-case.ts';
import { changeState } from '../../domain/casework/handling/change-state.ts';
import { tickTask } from '../../domain/casework/handling/change-tasks.ts';
import { contactMade } from '../../domain/casework/handling/contact-made.ts';
import { linkCases, unlinkCases } from '../../domain/casework/routing/link-cases.ts';
import { openIdentity } from '../../domain/casework/reading/open-identity.ts';
import { caseOperations } from '../../domain/casework/operations.ts';
import { splitCase } from '../../domain/casework/routing/split-case.ts';
import { takeUrgent } from '../../domain/casework/handling/take-urgent.ts';
import { writeNote } from '../../domain/casework/handling/write-note.ts';
import { tickRollOut } from '../../domain/casework/decision/roll-out.ts';
import { postAccount } from '../measures/account-post.ts';
import { accountFormName } from '../measures/account-form.tsx';
import { operationPath } from './operation-path.ts';
import { recordFormName } from './operation-forms.tsx';
import { routes } from '../routes.ts';
import type { OperationForm } from '../../domain/casework/change/operation.ts';
import type { FormFields } from '../../web/request/request-body.ts';
import type { CaseForm } from '../case/case-view.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { doorPosts } from '../doors/door-posts.ts';
import { narrativePosts } from '../narrative/narrative-posts.ts';
import { decisionPosts } from '../decision/decision-posts.ts';
import { postLink, postSplit, postUnlink } from './link-posts.ts';
import { requestPosts } from '../two-people/request-posts.ts';
import { postErasure } from './erasure-post.ts';
import {
  postAssignee,
  postButton,
  postEditedTask,
  postForm,
  postIdentity,
  postNote,
  postState,
  postTaken,
  postTick,
} from './handling-posts.ts';
import { caseForms } from './run-case-form.tsx';
import { editTask } from '../../domain/casework/handling/edit-task.ts';
import { setTags } from '../../domain/casework/tags/set-tags.ts';
import { tagsForm } from './tags-panel.tsx';
import { postTags } from './tags-post.ts';
import { takeUpPost } from '../appeal/appeal-posts.ts';
import { investigationPosts } from '../investigation/investigation-posts.ts';
import { postReply, replyForm } from '../reply/reply-post.ts';

/** What a form is called; where there is one at each record, by the number of the record. */
const formNameOf = (form: OperationForm): CaseForm | ((part: string, fields: FormFields) => CaseForm) => {
  const here = form.fields.find(({ as }) => as === 'this-record');
  return here ? (_, fields) => recordFormName(form, fields.get(here.name) ?? '') : form.name;
};

/** Every form of a case's page: those that operations describe themselves, and those with a page part of their own. */
export const casePosts = (app: Hono<SignedIn>, context: TeamContext): void => {
  const form = caseForms(app, context);
  for (const operation of caseOperations)
    if (operation.form)
      form(
        operationPath(operation),
        { form: formNameOf(operation.form), page: operation.form.page ?? 'case' },
        postForm(operation, operation.form),
      );
  form(routes.reply, { form: (_, fields) => replyForm(fields), page: 'case' }, postReply(context));
  form(operationPath(writeNote), 'note', postNote);
  form(operationPath(changeState), 'state', postState);
  form(operationPath(assign), 'assignee', postAssignee);
  form(operationPath(setTags), tagsForm, postTags);
  form(operationPath(takeUrgent), 'more', postTaken);
  form(operationPath(contactMade), 'deadline', postButton(contactMade));
  form(operationPath(tickTask), 'task', postTick);
  form(operationPath(editTask), { form: (part) => `task-${part}`, page: 'case' }, postEditedTask);
  form(operationPath(openIdentity), 'identity', postIdentity);
  form(operationPath(splitCase), 'split', postSplit);
  for (const { path, post } of requestPosts) form(path, { form: 'decline', page: 'measures' }, post);
  form(operationPath(answerErasure), 'erasure', postErasure);
  form(operationPath(linkCases), 'link', postLink(context));
  form(operationPath(unlinkCases), 'unlink', postUnlink);
  for (const { path, form: name, post } of decisionPosts) form(path, { form: name, page: 'decision' }, post);
  form(
    operationPath(tickRollOut),
    {
      form: (_, fields) => accountFormName(fields.get('measure') ?? '', fields.get('account') ?? ''),
      page: 'measures',
    },
    postAccount,
  );
  form(takeUpPost.path, { form: takeUpPost.form, page: 'appeal' }, takeUpPost.post);
  for (const { operation, form: name, page = 'people', post } of doorPosts)
    form(operationPath(operation), { form: name, page }, post);
  for (const { operation, form: name, post } of narrativePosts) form(operationPath(operation), name, post);
  investigationPosts(form);
};

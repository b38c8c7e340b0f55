import type { Context, Hono } from 'hono';
import { isActOffered } from '../../domain/door/door-act.ts';
import { isNoDoor, openConversation } from '../../domain/door/open-conversation.ts';
import { day } from '../../domain/kernel/clock.ts';
import { reply } from '../../domain/thread/reply.ts';
import type { Handle } from '../../envelope/handle.ts';
import { attaching } from '../../reporter/files/attaching.ts';
import {
  chosenFilesOf,
  isFromPage,
  isToldBeforeSending,
  sentFiles,
} from '../../reporter/files/form-files.ts';
import { receiveFormFiles } from '../../reporter/files/receive-form-files.ts';
import type { ReporterContext } from '../../reporter/reporter-context.ts';
import { routes } from '../../reporter/routes.ts';
import type { FollowUpAnswers } from '../../reporter/thread/follow-up-answers.tsx';
import { placeOf, receiveReplyFiles } from '../../reporter/thread/reply-files.ts';
import { readReplyForm, type ReplyForm } from '../../reporter/thread/reply-form.ts';
import { replyKeyOf } from '../../reporter/thread/send-reply.ts';
import { route } from '../../web/answer/route.ts';
import {
  actAgain,
  actAnswer,
  actForm,
  afterFault,
  askForWords,
  asReply,
  wordsOf,
  type ActRequest,
  type AskedAct,
} from './act-answers.tsx';
import { doorActReply } from './act-reply.ts';
import { checkAct, keptActOf } from './kept-act.ts';

/** A form for an act whose sender is known. */
type Came = { readonly form: ReplyForm; readonly from: Handle; readonly asked: AskedAct };

/** Writes the act down, once its files have been taken and its fields are right. */
const send = async (on: ActRequest, { form, from, asked }: Came): Promise<Response> => {
  const { c, context, answers } = on;
  const { token } = asked;
  const { page, said } = wordsOf(on);
  const given = { listed: asked.kept.files, incoming: form.incoming };
  const received = await receiveReplyFiles(context, page, token, given);
  if (received.kind !== 'received')
    return answers.noThread(c, received, token, { reply: asReply(asked.kept) });
  const { files, problems, fault } = received;
  const withFiles = { ...asked, kept: { ...asked.kept, files } };
  if (fault !== undefined) return afterFault(on, withFiles, fault);
  const isNew = isFromPage(form.fields) && (received.haveCome || sentFiles(files).some(isToldBeforeSending));
  if (problems.length > 0 || isNew)
    return actAgain(on, withFiles, { problems, lookAtFiles: problems.length === 0 });
  const checked = checkAct(page, said, withFiles.kept, form.fields.get('text') ?? '');
  if ('problems' in checked) return actAgain(on, withFiles, checked);
  const now = context.clock();
  const sending = {
    token,
    replyKey: replyKeyOf(from.replyKey, checked.given.text, files),
    attach: attaching(context, now, chosenFilesOf(files)),
  };
  const result = await reply({ ...context, now }, doorActReply(context, now, sending, checked.given));
  return actAnswer(on, withFiles, result);
};

/** Shows the form: for the first time, in another language, or with files attached. */
const show = async (on: ActRequest, { form, asked }: Came): Promise<Response> => {
  const { c, context, answers } = on;
  const { token, kept } = asked;
  const now = context.clock();
  const found = await openConversation(context.store, token, now);
  if (isNoDoor(found)) return answers.noThread(c, found, token, { reply: asReply(kept) });
  const { page, said } = wordsOf(on);
  const isOffered = found.kind === 'other' && isActOffered(found.thread.page, kept.act, kept.facts, day(now));
  if (!isOffered) {
    const problems = [{ field: 'text', text: said.acts.notOffered }];
    return answers.threadPage(c, token, found, { problems, reply: asReply(kept) });
  }
  const given = { listed: kept.files, incoming: form.incoming };
  const received = await receiveFormFiles(context, page, placeOf(found.opened), given);
  const withFiles = { ...asked, kept: { ...kept, files: received.files } };
  if (received.fault !== undefined) return afterFault(on, withFiles, received.fault);
  return actForm(on, found, withFiles, { problems: received.problems });
};

/** Where the buttons of a door lead with which something is done besides writing. */
export const actPages = (app: Hono, context: ReporterContext, answers: FollowUpAnswers): void => {
  const taking =
    (take: typeof send) =>
    async (c: Context): Promise<Response> => {
      const form = await readReplyForm(c, context, answers);
      if (form instanceof Response) return form;
      const kept = keptActOf(form.fields, form.key);
      if (!kept) return answers.backToForm(c);
      const on = { context, answers, c };
      const handle = form.fields.get('handle');
      try {
        const from = await answers.asker(c, form.fields, form.key);
        if ('problem' in from)
          return await askForWords(on, kept, [
            { field: 'words', text: from.problem },
            ...form.unsent.problems,
          ]);
        return await take(on, { form, from, asked: { token: from.token, handle, kept } });
      } catch (error) {
        return afterFault(on, { handle, kept }, error);
      }
    };
  route(app, routes.act, { GET: answers.backToForm, POST: taking(send) });
  route(app, routes.actForm, { GET: answers.backToForm, POST: taking(show) });
};

import type { Hono } from 'hono';
import { route } from '../../web/answer/route.ts';
import { withoutUnsafeCharacters } from '../../domain/kernel/text.ts';
import { isNoDoor, openConversation } from '../../domain/door/open-conversation.ts';
import { receiveFormFiles } from '../files/receive-form-files.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import { pageOf } from '../ui/page.ts';
import type { FollowUpAnswers } from './follow-up-answers.tsx';
import { replyAnswers } from './reply-answers.tsx';
import { placeOf } from './reply-files.ts';
import { readReplyForm, withReceived } from './reply-form.ts';

/** The page somebody is typing on, in another language, with files attached or with earlier messages, and all that they typed. */
export const shownPages = (app: Hono, context: ReporterContext, answers: FollowUpAnswers): void => {
  const { formPage, noThread, threadPage, asker, backToForm } = answers;
  const { sendAgain } = replyAnswers(context, answers);

  route(app, routes.shown, {
    GET: backToForm,

    POST: async (c) => {
      const form = await readReplyForm(c, context, answers);
      if (form instanceof Response) return form;
      const { fields, incoming } = form;
      let { unsent } = form;
      const { handle } = unsent;
      try {
        if (handle === undefined) {
          const { kept, problems } = unsent;
          const words = withoutUnsafeCharacters(fields.get('words') ?? '');
          const reply = fields.has('text') ? kept : undefined;
          return await formPage(c, problems.length > 0 ? 422 : 200, { words, reply, problems });
        }
        const from = await asker(c, fields, form.key);
        if ('problem' in from) {
          const problems = [{ field: 'words', text: from.problem }, ...unsent.problems];
          return await formPage(c, 422, { problems, reply: unsent.kept });
        }
        const { token } = from;
        const found = await openConversation(context.store, token, context.clock());
        if (isNoDoor(found))
          return await noThread(c, found, token, { reply: unsent.kept, before: fields.get('before') });
        const page = pageOf(c, context.settings);
        const given = { listed: unsent.kept.files, incoming };
        const received = await receiveFormFiles(context, page, placeOf(found.opened), given);
        unsent = withReceived(unsent, received);
        if (received.fault !== undefined) return await sendAgain(c, unsent, received.fault);
        const { kept, problems } = unsent;
        return await threadPage(c, token, found, {
          reply: kept,
          handle,
          problems,
          before: fields.get('before'),
        });
      } catch (error) {
        return sendAgain(c, unsent, error);
      }
    },
  });
};

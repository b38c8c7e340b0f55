import type { Hono } from 'hono';
import { route } from '../../web/answer/route.ts';
import { withoutUnsafeCharacters } from '../../domain/kernel/text.ts';
import { isFromPage } from '../files/form-files.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import { pageOf } from '../ui/page.ts';
import type { FollowUpAnswers } from './follow-up-answers.tsx';
import { replyAnswers } from './reply-answers.tsx';
import { receiveReplyFiles } from './reply-files.ts';
import { readReplyForm, withReceived } from './reply-form.ts';
import { replySender } from './send-reply.ts';

/** Where the form leads with which one replies. */
export const replyPages = (app: Hono, context: ReporterContext, answers: FollowUpAnswers): void => {
  const { formPage, noThread, asker, backToForm } = answers;
  const again = replyAnswers(context, answers);
  const { lookAtFiles, sendAgain } = again;
  const send = replySender(context, answers, again);

  route(app, routes.reply, {
    GET: backToForm,

    POST: async (c) => {
      const form = await readReplyForm(c, context, answers);
      if (form instanceof Response) return form;
      const { fields, incoming } = form;
      let { unsent } = form;
      try {
        const from = await asker(c, fields, form.key);
        if ('problem' in from) {
          const problems = [{ field: 'words', text: from.problem }, ...unsent.problems];
          const words = withoutUnsafeCharacters(from.words);
          return await formPage(c, 422, { words, problems, reply: unsent.kept });
        }
        const { token } = from;
        const given = { listed: unsent.kept.files, incoming };
        const received = await receiveReplyFiles(context, pageOf(c, context.settings), token, given);
        if (received.kind !== 'received') return await noThread(c, received, token, { reply: unsent.kept });
        unsent = withReceived(unsent, received);
        if (received.fault !== undefined) return await sendAgain(c, unsent, received.fault);
        const { kept } = unsent;
        // The answer to a check-in is sent without them.
        const look = kept.act?.name !== 'check-in';
        return (
          (look ? await lookAtFiles(c, { token, kept }, received, isFromPage(fields)) : undefined) ??
          (await send(c, from, fields.get('text') ?? '', kept))
        );
      } catch (error) {
        return sendAgain(c, unsent, error);
      }
    },
  });
};

import type { Hono } from 'hono';
import { downloadHeaders } from '../../web/files/download.ts';
import { route } from '../../web/answer/route.ts';
import { notFound } from '../../web/answer/problem.ts';
import { readForm } from '../../web/request/request-body.ts';
import { answerBytes } from '../../domain/attachment/limits.ts';
import { readAttachment } from '../../domain/attachment/read-attachment.ts';
import { findAttachment } from '../../domain/thread/find-attachment.ts';
import { isNoDoor, openConversation } from '../../domain/door/open-conversation.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import { partName, partsOf } from './attachment-list.tsx';
import type { FollowUpAnswers } from '../thread/follow-up-answers.tsx';
import { placeOf } from '../thread/reply-files.ts';
import { problemPage } from '../ui/problem-page.tsx';

/** Where a file of a conversation, or a part of one, is downloaded. */
export const attachmentPages = (app: Hono, context: ReporterContext, answers: FollowUpAnswers): void => {
  const { settings } = context;
  const { formPage, noThread, wordsFormKey, asker, backToForm } = answers;

  route(app, routes.attachment, {
    GET: backToForm,

    POST: async (c) => {
      const form = await readForm(c.req.raw);
      if (!form.ok) return problemPage(c, settings, form.problem);
      const from = await asker(c, form.content, wordsFormKey(form.content));
      if ('problem' in from) return formPage(c, 422, { problems: [{ field: 'words', text: from.problem }] });
      const found = await openConversation(context.store, from.token, context.clock());
      if (isNoDoor(found)) return noThread(c, found, from.token);
      const entries = found.thread.entries.map(({ entry }) => entry);
      const attachment = findAttachment(entries, form.content.get('attachment') ?? '');
      const part = Number(form.content.get('part') ?? 1);
      if (!attachment || !Number.isInteger(part) || part < 1 || part > partsOf(attachment.size))
        return problemPage(c, settings, notFound);
      const { name, size } = attachment;
      const start = (part - 1) * answerBytes;
      const range = { start, end: Math.min(size, start + answerBytes) };
      const bytes = await readAttachment(context.files.get, placeOf(found.opened), attachment, range);
      const savedAs = partsOf(size) === 1 ? name : partName(name, part);
      return c.body(new Uint8Array(bytes), 200, downloadHeaders(savedAs));
    },
  });
};

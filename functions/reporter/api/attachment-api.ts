import type { Hono } from 'hono';
import { downloadHeaders, rangeOf } from '../../web/files/download.ts';
import { filesOff, tooManyFiles } from '../../web/files/file-problems.ts';
import { route } from '../../web/answer/route.ts';
import {
  fieldProblems,
  invalidFields,
  notFound,
  problemResponse,
  type Problem,
} from '../../web/answer/problem.ts';
import type { UploadPlace } from '../../domain/attachment/attachment.ts';
import { takesFiles } from '../../domain/attachment/limits.ts';
import { readAttachment } from '../../domain/attachment/read-attachment.ts';
import { findAttachment } from '../../domain/thread/find-attachment.ts';
import { isNoDoor, openConversation } from '../../domain/door/open-conversation.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import { bearerToken, malformedToken, noDoorProblem } from './bearer-token.ts';
import { textWithFiles, threadEntry } from './contract.ts';
import { readFiles } from './incoming-files.ts';
import { badReplyKey, isReplyKey } from './reply-answer.ts';
import { fileSender } from './send-files.ts';

const unknownAttachment: Problem = {
  ...notFound,
  code: 'no-such-attachment',
  detail: 'The conversation has no attachment with this id.',
};

const rangeNeeded = (size: number): Problem => ({
  status: 413,
  code: 'range-needed',
  detail: `The file has ${size} bytes, and one answer holds 4 MB. Ask for a part of it: Range: bytes=0-4194303, and so on.`,
  headers: { 'accept-ranges': 'bytes' },
  more: { size },
});

const unsatisfiable = (contentRange: string): Problem => ({
  status: 416,
  code: 'range-not-satisfiable',
  detail: 'The file has no such bytes.',
  headers: { 'content-range': contentRange },
});

/** `/api/follow-up/attachments`: files sent in one step, and what the thread has of them. */
export const attachmentApi = (app: Hono, context: ReporterContext): void => {
  const { settings } = context;
  const sendFiles = fileSender(context);

  route(app, routes.api.attachments, {
    POST: async (c) => {
      const token = bearerToken(c.req.header('authorization'));
      if (!token) return problemResponse(malformedToken);
      const key = c.req.header('idempotency-key');
      if (key !== undefined && !isReplyKey(key)) return problemResponse(badReplyKey);
      if (!takesFiles(settings)) return problemResponse(filesOff);
      const body = await readFiles(c.req.raw);
      if (!body.ok) return problemResponse(body.problem);
      const given = body.content;
      const limit = settings.attachments.filesPerEntry;
      if (given.files.length > limit) return problemResponse(tooManyFiles(limit, '/files'));
      const parsed = textWithFiles.safeParse(given);
      if (!parsed.success) return problemResponse(invalidFields(fieldProblems(parsed.error)));
      const sent = await sendFiles(token, { ...given, text: parsed.data.text }, key);
      return sent.kind === 'refused'
        ? problemResponse(sent.problem)
        : c.json(threadEntry.parse(sent.entry), 201);
    },
  });

  route(app, routes.api.attachment, {
    GET: async (c) => {
      const token = bearerToken(c.req.header('authorization'));
      if (!token) return problemResponse(malformedToken);
      const read = await openConversation(context.store, token, context.clock());
      if (isNoDoor(read)) return problemResponse(noDoorProblem(read));
      const { door, threadKey } = read.opened;
      const entries = read.thread.entries.map(({ entry }) => entry);
      const found = findAttachment(entries, c.req.param('id') ?? '');
      if (!found) return problemResponse(unknownAttachment);
      const { name, size } = found;
      const place: UploadPlace = { caseId: door.caseId, thread: door.thread, threadKey };
      const headers = { ...downloadHeaders(name), 'accept-ranges': 'bytes' };
      const bytes = (start: number, end: number) =>
        readAttachment(context.files.get, place, found, { start, end });
      const range = rangeOf(c.req.header('range'), size);
      switch (range.kind) {
        case 'too-large':
          return problemResponse(rangeNeeded(size));
        case 'unsatisfiable':
          return problemResponse(unsatisfiable(range.contentRange));
        case 'whole':
          return new Response(Buffer.from(await bytes(0, size)), { headers });
        case 'part':
          return new Response(Buffer.from(await bytes(range.first, range.last + 1)), {
            status: 206,
            headers: { ...headers, 'content-range': range.contentRange },
          });
      }
    },
  });
};

import { createHash } from 'node:crypto';
import type { Hono } from 'hono';
import { downloadHeaders, rangeOf } from '../../adapters/http/download.ts';
import {
  caseFull,
  fileRefused,
  filesFullToday,
  filesOff,
  tooManyFiles,
} from '../../adapters/http/file-problems.ts';
import { route } from '../../adapters/http/route.ts';
import {
  fieldProblems,
  invalidFields,
  notFound,
  problemResponse,
  type Problem,
} from '../../adapters/http/problem.ts';
import type { UploadPlace } from '../../domain/attachment/attachment.ts';
import { chargedBytes, roomInCase, takeFromToday } from '../../domain/attachment/budget.ts';
import type { ChosenFiles } from '../../domain/attachment/chosen-files.ts';
import { takesFiles } from '../../domain/attachment/limits.ts';
import { readAttachment } from '../../domain/attachment/read-attachment.ts';
import { receiveFile } from '../../domain/attachment/receive-file.ts';
import { referenceTo } from '../../domain/attachment/reference.ts';
import { findAttachment } from '../../domain/thread/find-attachment.ts';
import { openDoor, openThread, type OpenDoor } from '../../domain/thread/open-thread.ts';
import { reply } from '../../domain/thread/reply.ts';
import { sentMark } from '../../domain/thread/sent-mark.ts';
import { sealedFileSize } from '../../envelope/sealed-stream.ts';
import type { Token } from '../../envelope/token.ts';
import { entryView, entryViews, type EntryView, type Reader } from '../thread/entry-view.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import { bearerToken, malformedToken, noDoorProblem } from './bearer-token.ts';
import { textWithFiles, threadEntry } from './contract.ts';
import { readFiles, type IncomingFiles } from './incoming-files.ts';
import { attaching } from '../files/attaching.ts';
import { badReplyKey, isReplyKey, replyProblem } from './reply-answer.ts';

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

type Received =
  | { readonly kind: 'received'; readonly files: ChosenFiles }
  | { readonly kind: 'refused'; readonly problem: Problem };

type Sent =
  | { readonly kind: 'sent'; readonly entry: EntryView }
  | { readonly kind: 'refused'; readonly problem: Problem };

const refused = (problem: Problem) => ({ kind: 'refused', problem }) as const;

/** `/api/follow-up/attachments`: files sent in one step, and what the thread has of them. */
export const attachmentApi = (app: Hono, context: ReporterContext): void => {
  const { settings } = context;
  const reader: Reader = { settings, language: 'en' };

  /** Takes what comes from the budgets, then cleans, seals and puts it; nothing is attached yet. */
  const receive = async (
    { door, threadKey }: OpenDoor,
    { files, keepOriginal }: IncomingFiles,
    now: Date,
  ): Promise<Received> => {
    const room = roomInCase(settings, door.attachmentBytes);
    const sealed = files.reduce((sum, { bytes }) => sum + sealedFileSize(bytes.length), 0);
    if (sealed > room) return refused(caseFull(room, '/files'));
    const charged = files.reduce((sum, { bytes }) => sum + chargedBytes(sealedFileSize(bytes.length)), 0);
    if (!(await takeFromToday({ ...context, now }, charged, 'by-program')))
      return refused(filesFullToday(now));
    const place: UploadPlace = { caseId: door.caseId, thread: door.thread, threadKey };
    const references: ChosenFiles = [];
    for (const [at, file] of files.entries()) {
      const result = await receiveFile(context, place, file);
      if (result.kind === 'refused') return refused(fileRefused(result.name, result.why, `/files/${at}`));
      references.push({ reference: referenceTo(place, result.file), keepOriginal });
    }
    return { kind: 'received', files: references };
  };

  /** What stands in the thread under a number, as its reporter reads it. */
  const entryAt = async (token: Token, number: number, now: Date): Promise<Sent> => {
    const read = await openThread(context.store, token, now);
    if (read.kind !== 'thread') return refused(noDoorProblem(read));
    const entry = entryViews(reader, read.thread).find(({ id }) => id === String(number));
    if (!entry) throw new Error('what was sent stands in its thread');
    return { kind: 'sent', entry };
  };

  const sendFiles = async (
    token: Token,
    message: IncomingFiles & { readonly replyKey: string | undefined },
  ): Promise<Sent> => {
    const { text, replyKey } = message;
    const now = context.clock();
    const opened = await openDoor(context.store, token, now);
    if (opened.kind !== 'open') return refused(noDoorProblem(opened));
    const { door, threadKey } = opened.opened;
    const { caseId, thread } = door;
    // Sent before: the files of this request are not needed once more.
    const before =
      replyKey === undefined
        ? undefined
        : await context.store.findSent(caseId, thread, sentMark(threadKey, replyKey));
    if (before !== undefined) return entryAt(token, before, now);
    const received = await receive(opened.opened, message, now);
    if (received.kind === 'refused') return received;
    const attach = attaching(context, now, received.files);
    const result = await reply(
      { ...context, now },
      { token, text, urgent: false, replyKey, kind: 'message', attach },
    );
    if (result.kind !== 'sent') return refused(replyProblem(result));
    // Of two requests at once with the same key, the thread has the files of one.
    if (replyKey !== undefined) return entryAt(token, result.number, now);
    const { channel } = result.opened.door;
    return { kind: 'sent', entry: entryView(reader, channel, result.number, result.entry) };
  };

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
      const message = { ...given, text: parsed.data.text };
      const replyKey = key === undefined ? undefined : replyKeyOf(key, message);
      const sent = await sendFiles(token, { ...message, replyKey });
      return sent.kind === 'refused'
        ? problemResponse(sent.problem)
        : c.json(threadEntry.parse(sent.entry), 201);
    },
  });

  route(app, routes.api.attachment, {
    GET: async (c) => {
      const token = bearerToken(c.req.header('authorization'));
      if (!token) return problemResponse(malformedToken);
      const read = await openThread(context.store, token, context.clock());
      if (read.kind !== 'thread') return problemResponse(noDoorProblem(read));
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

/** The same key with another text or other files is another message. */
const replyKeyOf = (key: string, { text, files, keepOriginal }: IncomingFiles): string => {
  const each = files.map(({ name, bytes }) => [name, createHash('sha256').update(bytes).digest('hex')]);
  return createHash('sha256')
    .update(JSON.stringify([key, text, keepOriginal, each]))
    .digest('base64url')
    .slice(0, 22);
};

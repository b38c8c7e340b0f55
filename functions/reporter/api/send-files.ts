import { createHash } from 'node:crypto';
import { caseFull, fileRefused, filesFullToday } from '../../web/files/file-problems.ts';
import type { Problem } from '../../web/answer/problem.ts';
import type { UploadPlace } from '../../domain/attachment/attachment.ts';
import { chargedBytes, roomInCase, takeFromToday } from '../../domain/attachment/budget.ts';
import type { ChosenFiles } from '../../domain/attachment/chosen-files.ts';
import { receiveFile } from '../../domain/attachment/receive-file.ts';
import { referenceTo } from '../../domain/attachment/reference.ts';
import { isNoDoor, openConversation } from '../../domain/door/open-conversation.ts';
import { day } from '../../domain/kernel/clock.ts';
import { openDoor, type OpenDoor } from '../../domain/thread/open-thread.ts';
import { reply } from '../../domain/thread/reply.ts';
import { sentMark } from '../../domain/thread/sent-mark.ts';
import { sealedFileSize } from '../../envelope/sealed-stream.ts';
import type { Token } from '../../envelope/token.ts';
import { attaching } from '../files/attaching.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { conversationViews, entryView, type EntryView, type Reader } from '../thread/entry-view.ts';
import { noDoorProblem } from './bearer-token.ts';
import type { IncomingFiles } from './incoming-files.ts';
import { replyProblem } from './reply-answer.ts';

type Received =
  | { readonly kind: 'received'; readonly files: ChosenFiles }
  | { readonly kind: 'refused'; readonly problem: Problem };

type Sent =
  | { readonly kind: 'sent'; readonly entry: EntryView }
  | { readonly kind: 'refused'; readonly problem: Problem };

const refused = (problem: Problem) => ({ kind: 'refused', problem }) as const;

/** Takes what comes from the budgets, then cleans, seals and puts it; nothing is attached yet. */
const receive = async (
  context: ReporterContext,
  { door, threadKey }: OpenDoor,
  { files, keepOriginal }: IncomingFiles,
  now: Date,
): Promise<Received> => {
  const room = roomInCase(context.settings, door.attachmentBytes);
  const sealed = files.reduce((sum, { bytes }) => sum + sealedFileSize(bytes.length), 0);
  if (sealed > room) return refused(caseFull(room, '/files'));
  const charged = files.reduce((sum, { bytes }) => sum + chargedBytes(sealedFileSize(bytes.length)), 0);
  if (!(await takeFromToday({ ...context, now }, charged, 'by-program'))) return refused(filesFullToday(now));
  const place: UploadPlace = { caseId: door.caseId, thread: door.thread, threadKey };
  const references: ChosenFiles = [];
  for (const [at, file] of files.entries()) {
    const result = await receiveFile(context, place, file);
    if (result.kind === 'refused') return refused(fileRefused(result.name, result.why, `/files/${at}`));
    references.push({ reference: referenceTo(place, result.file), keepOriginal });
  }
  return { kind: 'received', files: references };
};

/**
 * Sends files with their message in one step.
 * @throws {Error} from the function it returns, when what was sent is not in its thread
 */
export const fileSender = (context: ReporterContext) => {
  const reader: Reader = { settings: context.settings, language: 'en' };

  /** What stands in the thread under a number, as its holder reads it. */
  const entryAt = async (token: Token, number: number, now: Date): Promise<Sent> => {
    const read = await openConversation(context.store, token, now);
    if (isNoDoor(read)) return refused(noDoorProblem(read));
    const entry = conversationViews(reader, read, day(now)).find(({ id }) => id === String(number));
    if (!entry) throw new Error('what was sent stands in its thread');
    return { kind: 'sent', entry };
  };

  /** @param key of the request; sent twice with the same one it is one message */
  return async (token: Token, message: IncomingFiles, key: string | undefined): Promise<Sent> => {
    const { text } = message;
    const replyKey = key === undefined ? undefined : replyKeyOf(key, message);
    const now = context.clock();
    const found = await openDoor(context.store, token, now);
    if (found.kind !== 'open') return refused(noDoorProblem(found));
    const { door, threadKey } = found.opened;
    const { caseId, thread } = door;
    // Sent before: the files of this request are not needed once more.
    const before =
      replyKey === undefined
        ? undefined
        : await context.store.findSent(caseId, thread, sentMark(threadKey, replyKey));
    if (before !== undefined) return entryAt(token, before, now);
    const received = await receive(context, found.opened, message, now);
    if (received.kind === 'refused') return received;
    const attach = attaching(context, now, received.files);
    const result = await reply(
      { ...context, now },
      { token, text, urgent: false, replyKey, kind: 'message', attach },
    );
    if (result.kind !== 'sent') return refused(replyProblem(result));
    const { number, entry, opened } = result;
    // Of two requests at once with the same key, the thread has the files of one.
    if (replyKey !== undefined) return entryAt(token, number, now);
    return { kind: 'sent', entry: entryView(reader, { number, entry, askedIn: opened.door.channel }) };
  };
};

/** The same key with another text or other files is another message. */
const replyKeyOf = (key: string, { text, files, keepOriginal }: IncomingFiles): string => {
  const each = files.map(({ name, bytes }) => [name, createHash('sha256').update(bytes).digest('hex')]);
  return createHash('sha256')
    .update(JSON.stringify([key, text, keepOriginal, each]))
    .digest('base64url')
    .slice(0, 22);
};

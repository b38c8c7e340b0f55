import type { Hono } from 'hono';
import { route } from '../../web/answer/route.ts';
import { fieldProblems, invalidFields, problemResponse } from '../../web/answer/problem.ts';
import { readJson } from '../../web/request/request-body.ts';
import {
  isNoDoor,
  openConversation,
  type OpenConversationResult,
} from '../../domain/door/open-conversation.ts';
import { readHeldThread, type HeldThread } from '../../domain/held/held-page.ts';
import { reporterThread } from '../../domain/thread/thread-name.ts';
import { heldFollowUp } from '../held/held-contract.ts';
import { eraseEverything } from '../leaving/carry-out.ts';
import { day } from '../../domain/kernel/clock.ts';
import { reply } from '../../domain/thread/reply.ts';
import { byteLength, reportLimitBytes } from '../../domain/kernel/text.ts';
import { entryView, entryViews, otherEntryViews, type EntryView, type Reader } from '../thread/entry-view.ts';
import { en } from '../locales/en.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import { logUnreadable } from '../thread/log-unreadable.ts';
import { bearerToken, malformedToken, noDoorProblem } from './bearer-token.ts';
import { followUp, newMessage, otherFollowUp, threadEntry, withdrawn } from './contract.ts';
import { attaching } from '../files/attaching.ts';
import { badReplyKey, isReplyKey, replyProblem } from './reply-answer.ts';
import { replyKeyOf } from './reply-key.ts';

type FoundThread = Extract<OpenConversationResult, { kind: 'thread' }>;
type FoundOther = Extract<OpenConversationResult, { kind: 'other' }>;

/** `/api/follow-up` and what hangs on it. The token travels in the `Authorization` header. */
export const followUpApi = (app: Hono, context: ReporterContext): void => {
  // Programs get one language, whatever their user's is: they show states and dates in their own words.
  const reader: Reader = { settings: context.settings, language: 'en' };

  route(app, routes.api.followUp, {
    GET: async (c) => {
      const token = bearerToken(c.req.header('authorization'));
      if (!token) return problemResponse(malformedToken);
      const now = context.clock();
      const result = await openConversation(context.store, token, now);
      if (result.kind === 'held') {
        const held = await readHeldThread(context.store, result.opened);
        logUnreadable(context.log, held);
        return c.json(heldAnswer(reader, held, c.req.query('before')));
      }
      if (isNoDoor(result)) return problemResponse(noDoorProblem(result));
      logUnreadable(context.log, result.thread);
      const before = c.req.query('before');
      return c.json(
        result.kind === 'thread'
          ? followUpAnswer(reader, result, before)
          : otherAnswer(reader, result, day(now), before),
      );
    },

    DELETE: async (c) => {
      const token = bearerToken(c.req.header('authorization'));
      if (!token) return problemResponse(malformedToken);
      const result = await eraseEverything({ ...context, now: context.clock() }, token);
      if (result.kind === 'unusable' || result.kind === 'must-change' || result.kind === 'held')
        return problemResponse(noDoorProblem(result));
      return c.json(withdrawn.parse({ outcome: result.kind }), result.kind === 'asked' ? 202 : 200);
    },
  });

  route(app, routes.api.entries, {
    POST: async (c) => {
      const token = bearerToken(c.req.header('authorization'));
      if (!token) return problemResponse(malformedToken);
      const given = c.req.header('idempotency-key');
      if (given !== undefined && !isReplyKey(given)) return problemResponse(badReplyKey);
      const body = await readJson(c.req.raw);
      if (!body.ok) return problemResponse(body.problem);
      const message = newMessage.safeParse(body.content);
      if (!message.success) return problemResponse(invalidFields(fieldProblems(message.error)));
      const { text, urgent, attachments } = message.data;
      const replyKey = given === undefined ? undefined : replyKeyOf(given, text, attachments);
      const now = context.clock();
      const attach = attaching(context, now, attachments);
      const result = await reply(
        { ...context, now },
        { token, text, urgent, replyKey, kind: 'message', attach },
      );
      if (result.kind !== 'sent') return problemResponse(replyProblem(result));
      const { number, entry, opened } = result;
      const sent = entryView(reader, { number, entry, askedIn: opened.door.channel });
      return c.json(threadEntry.parse(sent), 201);
    },
  });
};

/** The newest entries before one, as many as are together no larger than a report may be; one at least. */
const newestEntries = (entries: readonly EntryView[], before: string | undefined) => {
  const found = entries.findIndex(({ id }) => id === before);
  const end = found < 0 ? entries.length : found;
  let start = end;
  let room = reportLimitBytes;
  for (let entry = entries[start - 1]; entry; entry = entries[start - 1]) {
    room -= byteLength(entry.text) + entry.attachments.length * bytesOfAttachment;
    if (room < 0 && start < end) break;
    start -= 1;
  }
  return { entries: entries.slice(start, end), before: start > 0 ? entries[start]?.id : undefined };
};

/** What is told of a file, counted like text. */
const bytesOfAttachment = 1024;

const followUpAnswer = (reader: Reader, { thread, opened: { door } }: FoundThread, before?: string) => {
  const { caseName, channel, sentTo, state, opened, urgent, sentOn, deadlines } = thread.summary;
  const { identityOpened, takenOn, inTouch, movedFrom, decisions, closedOn } = thread.summary;
  return followUp.parse({
    caseName,
    thread: door.thread,
    summary: {
      state,
      stateInWords: en.states[state],
      opened,
      urgent,
      sentOn,
      deadlines,
      retainedUntil: thread.retainedUntil.toISOString(),
      lookedAfterBy: sentTo === undefined ? undefined : channel,
      identityOpened,
      decisions,
      closedOn,
      takenOn,
      inTouch,
      movedFrom,
    },
    ...(door.mailed === true && { answersMailed: true }),
    ...newestEntries(entryViews(reader, thread), before),
  });
};

const heldAnswer = (reader: Reader, { page, until, entries }: HeldThread, before?: string) => {
  const { caseName, persons, sentOn, agreedOn, channel } = page;
  return heldFollowUp.parse({
    caseName,
    thread: reporterThread,
    held: { persons, sentOn, agreedOn, retainedUntil: until.toISOString() },
    ...newestEntries(otherEntryViews(reader, entries, sentOn, channel), before),
  });
};

const otherAnswer = (reader: Reader, { thread }: FoundOther, today: string, before?: string) =>
  otherFollowUp.parse({
    thread: thread.page.kind,
    page: thread.page,
    endsAt: thread.endsAt?.toISOString(),
    ...newestEntries(otherEntryViews(reader, thread.entries, today), before),
  });

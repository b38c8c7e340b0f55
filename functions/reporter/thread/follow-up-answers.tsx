import type { Context } from 'hono';
import type { FormFields } from '../../adapters/http/request-body.ts';
import { roomInCase } from '../../domain/attachment/budget.ts';
import { isUnattended } from '../../domain/member/roster.ts';
import type { NoDoor, OpenDoor, OpenThread } from '../../domain/thread/open-thread.ts';
import { decodeBase64url } from '../../envelope/base64url.ts';
import { issueHandle, readHandle, replyKeyBytes, type Handle } from '../../envelope/handle.ts';
import { readPassphrase, type Token } from '../../envelope/token.ts';
import { logUnreadable } from './log-unreadable.ts';
import { pageOf } from '../ui/page.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import { FollowUpFormPage, type KeptReply } from './follow-up-form-page.tsx';
import type { PageProblem } from '../ui/layout.tsx';
import { OwnWordsPage } from '../leaving/new-words-form.tsx';
import { openedIn } from '../files/form-files.ts';
import { linkPagePolicy, scriptHeaders } from '../ui/page-headers.ts';
import { placeOf } from './reply-files.ts';
import { ThreadPage, threadScripts, type ThreadPageProps } from './thread-page.tsx';
import { todayFull } from '../files/today-full.ts';

export const longestPassphrase = 2_000;

/** A conversation, and the door it was opened by. */
export type ShownThread = { readonly opened: OpenDoor; readonly thread: OpenThread };

export type FollowUpAnswers = ReturnType<typeof followUpAnswers>;

/** What every form of the follow-up page may lead to, and who it says is asking. */
export const followUpAnswers = (context: ReporterContext) => {
  const { settings } = context;

  const isFull = todayFull(context);

  const formPage = async (
    c: Context,
    status: 200 | 404 | 422,
    props: { words?: string; problems?: readonly PageProblem[]; reply?: KeptReply | undefined },
  ) => {
    const { words = '', problems = [], reply } = props;
    const headers = { 'content-security-policy': linkPagePolicy };
    const full = reply !== undefined && (await isFull());
    const shown = { page: pageOf(c, settings), words, problems, reply, todayFull: full };
    const page = <FollowUpFormPage {...shown} />;
    return c.html(page, status, headers);
  };

  const unusable = (c: Context, reply?: KeptReply) =>
    formPage(c, 404, {
      problems: [{ field: 'words', text: pageOf(c, settings).messages.followUp.unusable }],
      reply,
    });

  /** Why the words lead to no conversation: they open nothing, or must be changed first. */
  const noThread = async (c: Context, { kind }: NoDoor, token: Token, reply?: KeptReply) => {
    if (kind === 'unusable') return unusable(c, reply);
    const handle = await handleFor(token, context.clock());
    return c.html(<OwnWordsPage page={pageOf(c, settings)} handle={handle} />, 403);
  };

  const handleFor = async (token: Token, now: Date): Promise<string> => {
    const { ticketSecret } = await context.keys(now);
    return issueHandle(ticketSecret, now, { token, replyKey: context.random.bytes(replyKeyBytes) });
  };

  const threadPage = async (
    c: Context,
    token: Token,
    { opened, thread }: ShownThread,
    more: Partial<
      Pick<ThreadPageProps, 'news' | 'reply' | 'problems' | 'choice' | 'handle' | 'lookAtFiles' | 'before'>
    > = {},
    status: 200 | 422 | 429 | 500 | 503 = 200,
  ) => {
    logUnreadable(context.log, thread);
    const now = context.clock();
    const handle = more.handle ?? (await handleFor(token, now));
    const { roster } = await context.keys(now);
    const unattended = isUnattended(roster, thread.summary.channel);
    const reply = more.reply && { ...more.reply, files: openedIn(placeOf(opened), more.reply.files) };
    const room = roomInCase(settings, opened.door.attachmentBytes);
    const files = { room, todayFull: await isFull() };
    const props = { page: pageOf(c, settings), thread, now, unattended, ...more, ...files, reply, handle };
    return c.html(<ThreadPage {...props} />, status, scriptHeaders(threadScripts(settings, thread)));
  };

  /** The key a form for the words carries; a new one for a form that has none. */
  const wordsFormKey = (fields: FormFields): Uint8Array => {
    const given = decodeBase64url(fields.get('key') ?? '');
    return given?.length === replyKeyBytes ? given : context.random.bytes(replyKeyBytes);
  };

  /** Who is asking: by the sealed handle of a reply form, or by the words once the handle is too old. */
  const asker = async (
    c: Context,
    fields: FormFields,
    replyKey: Uint8Array,
    expired: 'expired' | 'expiredUnchanged' = 'expired',
  ): Promise<Handle | { readonly problem: string; readonly words: string }> => {
    const { messages } = pageOf(c, settings);
    const words = fields.get('words') ?? '';
    if (fields.has('words')) {
      const read = readPassphrase(words.slice(0, longestPassphrase));
      if (read.kind !== 'token') return { problem: messages.wordProblem(read), words };
      return { token: read.token, replyKey };
    }
    const now = context.clock();
    const { ticketSecret } = await context.keys(now);
    const read = readHandle(ticketSecret, fields.get('handle') ?? '', now);
    return read.kind === 'valid' ? read.handle : { problem: messages.followUp[expired], words: '' };
  };

  /** A browser that restores a tab asks again for the address a form led to. */
  const backToForm = (c: Context) => c.redirect(pageOf(c, settings).href(routes.followUp), 303);

  return { isFull, formPage, unusable, noThread, threadPage, wordsFormKey, asker, backToForm };
};

import type { Context, Hono } from 'hono';
import { route } from '../../web/answer/route.ts';
import { fieldProblems } from '../../web/answer/problem.ts';
import { readForm } from '../../web/request/request-body.ts';
import { threadWithFile } from '../../domain/casework/reading/case-thread.ts';
import { previewCase } from '../../domain/casework/reading/preview-case.ts';
import { openingOriginal, openOriginal, originalPass } from '../../domain/casework/reading/open-original.ts';
import { Fault } from '../../domain/kernel/fault.ts';
import { withoutUnsafeCharacters } from '../../domain/kernel/text.ts';
import { findAttachment } from '../../domain/thread/find-attachment.ts';
import { originalRequest } from './attachment-contract.ts';
import { caseContextOf, caseIdOf } from '../case/case-request.ts';
import { attachmentOf, openedOriginalOf, type OriginalResult } from './case-files.ts';
import { partAnswer } from './file-answer.ts';
import { casePath, routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { MessagePage } from '../ui/message-page.tsx';
import { OpenedOriginalPage, OriginalPage, type KeptAttachment } from './original-page.tsx';
import { filePagePolicy } from '../ui/page-headers.ts';
import { refusalPage, type Refusal } from '../ui/refusal-page.tsx';

type PageContext = Context<SignedIn>;

/** Downloads of a case's files, and the page on which an original is opened with a reason. */
export const filePages = (app: Hono<SignedIn>, context: TeamContext): void => {
  const refuse = refuserOf(context);

  route(app, routes.attachment, {
    GET: async (c) => {
      const id = caseIdOf(c);
      if (id === undefined) return refuse(c, 'not-found');
      const attachmentId = c.req.param('attachment') ?? '';
      const found = await attachmentOf(context, caseContextOf(c, context), id, attachmentId);
      return download(context, c, found, { caseId: id, part: c.req.query('part') });
    },
  });

  route(app, routes.originals, {
    GET: (c) => c.redirect(casePath(caseIdOf(c) ?? ''), 303),
    POST: async (c) => {
      const id = caseIdOf(c);
      if (id === undefined) return refuse(c, 'not-found');
      const read = await readForm(c.req.raw);
      if (!read.ok) return refuse(c, 'unreadable');
      const pass = read.content.get('pass') ?? '';
      const found = await openedOriginalOf(context, caseContextOf(c, context), id, pass);
      return download(context, c, found, { caseId: id, part: read.content.get('part') });
    },
  });

  route(app, routes.original, {
    GET: async (c) => {
      const id = caseIdOf(c);
      return id === undefined ? refuse(c, 'not-found') : askingPage(context, c, id);
    },
    POST: async (c) => {
      const id = caseIdOf(c);
      if (id === undefined) return refuse(c, 'not-found');
      const read = await readForm(c.req.raw);
      if (!read.ok) return refuse(c, 'unreadable');
      return openWithReason(context, c, id, read.content.get('reason') ?? '');
    },
  });
};

const refuserOf =
  ({ settings }: TeamContext) =>
  (c: PageContext, refusal: Refusal) =>
    refusalPage(c, settings, refusal, c.get('member'));

const download = async (
  context: TeamContext,
  c: PageContext,
  found: OriginalResult,
  asked: { readonly caseId: string; readonly part: string | undefined },
): Promise<Response> => {
  const refuse = refuserOf(context);
  switch (found.kind) {
    case 'file':
      return (await partAnswer(found.file, asked.part)) ?? refuse(c, 'not-found');
    case 'unopened':
      return c.redirect(casePath(asked.caseId), 303);
    case 'no-such-file':
      return refuse(c, 'not-found');
    case 'not-found':
    case 'forbidden':
      return refuse(c, found.kind);
    case 'pass-over':
      return c.html(
        <MessagePage
          settings={context.settings}
          member={c.get('member')}
          heading="The original is closed again"
          text="Its 30 minutes are over, or another member has opened it. Open it once more from the case, with a reason."
          failed
        />,
        403,
      );
  }
};

/** What the page that asks why says when it comes back. */
type AskedAgain = {
  readonly reason: string;
  readonly problem?: string;
  readonly failed?: string;
  readonly status: 422 | 503;
};

/** The page that asks why, or what is answered in its place. */
const askingPage = async (
  context: TeamContext,
  c: PageContext,
  id: string,
  again?: AskedAgain,
): Promise<Response> => {
  const refuse = refuserOf(context);
  const caseContext = caseContextOf(c, context);
  const preview = await previewCase(caseContext, id);
  if (!preview) return refuse(c, 'not-found');
  const attachmentId = c.req.param('attachment') ?? '';
  const found = await threadWithFile(caseContext, id, openingOriginal, attachmentId);
  if (found.kind === 'unopened') return c.redirect(casePath(id), 303);
  if (found.kind !== 'thread') return refuse(c, found.kind);
  const attachment = findAttachment(found.thread.entries, attachmentId);
  if (!isKept(attachment)) return refuse(c, 'not-found');
  const { settings } = context;
  const shown = { settings, member: c.get('member'), caseId: id, head: preview.head, attachment };
  const { status = 200, ...said } = again ?? {};
  return c.html(<OriginalPage {...shown} {...said} />, status);
};

const openWithReason = async (
  context: TeamContext,
  c: PageContext,
  id: string,
  given: string,
): Promise<Response> => {
  const wanted = originalRequest.safeParse({ reason: given });
  const reason = withoutUnsafeCharacters(given);
  if (!wanted.success) {
    const problem = `Why you need it: ${fieldProblems(wanted.error)[0]?.detail ?? ''}`;
    return askingPage(context, c, id, { reason, problem, status: 422 });
  }
  try {
    return await openedPage(context, c, id, wanted.data.reason);
  } catch (error) {
    if (!(error instanceof Fault) || error.retryAfterSeconds === undefined) throw error;
    context.log({ event: 'fault', code: error.code });
    const failed = 'The service could not answer just now. What you typed is still there: send it again.';
    return askingPage(context, c, id, { reason, failed, status: 503 });
  }
};

/** Opens the original; the page says how to download it. */
const openedPage = async (
  context: TeamContext,
  c: PageContext,
  id: string,
  reason: string,
): Promise<Response> => {
  const refuse = refuserOf(context);
  const caseContext = caseContextOf(c, context);
  const attachmentId = c.req.param('attachment') ?? '';
  const result = await openOriginal(caseContext, id, { attachmentId, reason });
  switch (result.kind) {
    case 'opened': {
      const { name, size } = result.original;
      const pass = originalPass(await context.ticketSecret(caseContext.now), result.original);
      const { settings } = context;
      const shown = { settings, member: c.get('member'), caseId: id, name, size, pass };
      const policy = { 'content-security-policy': filePagePolicy };
      return c.html(<OpenedOriginalPage {...shown} />, 200, policy);
    }
    case 'forbidden':
      return refuse(c, 'forbidden');
    case 'unopened':
      return c.redirect(casePath(id), 303);
    case 'not-found':
    case 'already-sent':
      return refuse(c, 'not-found');
    case 'thread-full':
      return askingPage(context, c, id, {
        reason,
        failed: 'Their conversation is full, so they could not be told. Nothing was opened.',
        status: 422,
      });
    // Nothing of a case that they have not read says which files it has.
    case 'no-original':
      return askingPage(context, c, id);
  }
};

const isKept = (attachment: ReturnType<typeof findAttachment>): attachment is KeptAttachment =>
  attachment?.original !== undefined;

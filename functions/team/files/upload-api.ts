import type { Context, Hono } from 'hono';
import { caseFull, filesOff, fileTooLarge } from '../../web/files/file-problems.ts';
import { route } from '../../web/answer/route.ts';
import { problemResponse, type Problem } from '../../web/answer/problem.ts';
import { uploadCalls } from '../../web/files/upload-calls.ts';
import { uploadBegunAnswer, uploadFinished, uploadPassHeader } from '../../web/files/upload-contract.ts';
import { roomInCase } from '../../domain/attachment/budget.ts';
import { fileLimitBytes, takesFiles } from '../../domain/attachment/limits.ts';
import { beginUpload, readPass } from '../../domain/attachment/upload.ts';
import { caseThread } from '../../domain/casework/reading/case-thread.ts';
import { previewCase } from '../../domain/casework/reading/preview-case.ts';
import { answeringReporter } from '../../domain/casework/handling/answering-reporter.ts';
import { notPermitted } from '../../domain/casework/change/permission-of.ts';
import { sealedFileSize } from '../../envelope/sealed-stream.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { newUpload } from './attachment-contract.ts';
import { noSuchCase, notPermittedProblem } from '../case/case-problem.ts';
import { caseContextOf, caseIdOf, withBody } from '../case/case-request.ts';

/** The pass of an upload for another case is none here. */
const unusablePass: Problem = {
  status: 401,
  code: 'upload-pass-unusable',
  detail: `Send the pass of an upload for this case that is not over yet as ${uploadPassHeader}. Nothing was stored.`,
  headers: { 'www-authenticate': uploadPassHeader },
};

/**
 * Files that go to the reporter, uploaded in parts. Each request asks again whether the member may write to the reporter of
 * this case; no day's budget applies to the team.
 */
export const uploadApi = (app: Hono<SignedIn>, context: TeamContext): void => {
  const { settings } = context;
  const calls = uploadCalls(context);

  const ofThisCase = async (c: Context<SignedIn>, act: () => Promise<Response>): Promise<Response> => {
    const id = caseIdOf(c);
    const caseContext = caseContextOf(c, context);
    const preview = id === undefined ? undefined : await previewCase(caseContext, id);
    if (!preview) return problemResponse(noSuchCase);
    const refused = await notPermitted(caseContext, answeringReporter, preview);
    if (refused) return problemResponse(notPermittedProblem(refused));
    const pass = c.req.header(uploadPassHeader) ?? '';
    const upload = readPass(await context.ticketSecret(caseContext.now), pass, caseContext.now);
    return upload?.caseId === id ? act() : problemResponse(unusablePass);
  };

  route(app, routes.api.uploads, {
    POST: (c) =>
      withBody(c, newUpload, async (id, { thread, ...file }) => {
        const caseContext = caseContextOf(c, context);
        const found = await caseThread(caseContext, id, answeringReporter, thread);
        if (found.kind !== 'thread') return problemResponse(notPermittedProblem(found));
        if (!takesFiles(settings)) return problemResponse(filesOff);
        const limit = fileLimitBytes(settings);
        if (file.size > limit) return problemResponse(fileTooLarge(limit));
        const room = roomInCase(settings, found.thread.attachmentBytes);
        if (sealedFileSize(file.size) > room) return problemResponse(caseFull(room, '/size'));
        const upload = beginUpload(context.random, found.thread, file, caseContext.now);
        const begun = uploadBegunAnswer(await context.ticketSecret(caseContext.now), upload);
        return c.json(begun, 201);
      }),
    GET: (c) => ofThisCase(c, () => calls.missing(c.req.raw)),
  });

  const { finishUpload: finish, uploadPart: part } = routes.api;
  route(app, finish, {
    POST: (c) => ofThisCase(c, async () => withoutOriginal(await calls.finish(c.req.raw))),
  });
  route(app, part, {
    PUT: (c) => ofThisCase(c, () => calls.part(c.req.raw, c.req.param('number') ?? '')),
  });
};

/** What identifies a member is not kept beside the cleaned file. */
const withoutOriginal = async (finished: Response): Promise<Response> =>
  finished.ok
    ? Response.json({ ...uploadFinished.parse(await finished.json()), hasOriginal: false }, { status: 201 })
    : finished;

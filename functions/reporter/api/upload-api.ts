import type { Hono } from 'hono';
import { caseFull, fileTooLarge, filesFullToday, filesOff } from '../../web/files/file-problems.ts';
import { route } from '../../web/answer/route.ts';
import { fieldProblems, invalidFields, problemResponse, type Problem } from '../../web/answer/problem.ts';
import { readJson } from '../../web/request/request-body.ts';
import { uploadCalls } from '../../web/files/upload-calls.ts';
import { uploadBegunAnswer } from '../../web/files/upload-contract.ts';
import { chargedBytes, giveBackToday, hasRoomToday, takeFromToday } from '../../domain/attachment/budget.ts';
import { fileLimitBytes, takesFiles } from '../../domain/attachment/limits.ts';
import { beginUpload } from '../../domain/attachment/upload.ts';
import { sealedFileSize } from '../../envelope/sealed-stream.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import { bearerToken, malformedToken } from './bearer-token.ts';
import { newUpload } from './contract.ts';
import { uploadPlaces } from './upload-places.ts';

const twoPlaces: Problem = invalidFields([
  { pointer: '', detail: 'A token goes with no handle and no draft.' },
]);

/** `/api/uploads`: files of any size in parts, each in a request of its own. */
export const uploadApi = (app: Hono, context: ReporterContext): void => {
  const { settings } = context;
  const ticketSecret = async (now: Date): Promise<Uint8Array> => (await context.keys(now)).ticketSecret;
  const placeOf = uploadPlaces(context);

  const calls = uploadCalls({
    ...context,
    ticketSecret,
    budget: (now) => ({
      take: (bytes) => takeFromToday({ ...context, now }, bytes, 'by-program'),
      giveBack: (bytes) => giveBackToday({ ...context, now }, bytes),
    }),
    beginFinishing: (id, now) => context.uploads.beginFinishing(id, now),
  });

  route(app, routes.api.uploads, {
    POST: async (c) => {
      const authorization = c.req.header('authorization');
      const token = bearerToken(authorization);
      if (authorization !== undefined && !token) return problemResponse(malformedToken);
      if (!takesFiles(settings)) return problemResponse(filesOff);
      const body = await readJson(c.req.raw);
      if (!body.ok) return problemResponse(body.problem);
      const asked = newUpload.safeParse(body.content);
      if (!asked.success) return problemResponse(invalidFields(fieldProblems(asked.error)));
      const { size, handle, draft } = asked.data;
      if (token && (handle !== undefined || draft !== undefined)) return problemResponse(twoPlaces);
      const limit = fileLimitBytes(settings);
      if (size > limit) return problemResponse(fileTooLarge(limit));
      const now = context.clock();
      const found = await placeOf(asked.data, token, now);
      if (found.kind === 'refused') return problemResponse(found.problem);
      const sealed = sealedFileSize(size);
      if (sealed > found.room) return problemResponse(caseFull(found.room, '/size'));
      if (!(await hasRoomToday({ ...context, now }, chargedBytes(sealed), 'by-program')))
        return problemResponse(filesFullToday(now));
      const upload = beginUpload(context.random, found.place, asked.data, now);
      return c.json(uploadBegunAnswer(await ticketSecret(now), upload, found.draft), 201);
    },
    GET: (c) => calls.missing(c.req.raw),
  });

  // Before the parts, for one of which its address would be taken.
  route(app, routes.api.finishUpload, { POST: (c) => calls.finish(c.req.raw) });
  route(app, routes.api.uploadPart, {
    PUT: (c) => calls.part(c.req.raw, c.req.param('number') ?? ''),
  });
};

import type { Hono } from 'hono';
import { caseFull, fileTooLarge, filesFullToday, filesOff } from '../../adapters/http/file-problems.ts';
import { route } from '../../adapters/http/route.ts';
import { fieldProblems, invalidFields, problemResponse, type Problem } from '../../adapters/http/problem.ts';
import { readJson } from '../../adapters/http/request-body.ts';
import { uploadCalls } from '../../adapters/http/upload-calls.ts';
import { uploadBegunAnswer } from '../../adapters/http/upload-contract.ts';
import type { UploadPlace } from '../../domain/attachment/attachment.ts';
import {
  chargedBytes,
  giveBackToday,
  hasRoomToday,
  roomInCase,
  takeFromToday,
} from '../../domain/attachment/budget.ts';
import { fileLimitBytes, takesFiles } from '../../domain/attachment/limits.ts';
import { beginUpload } from '../../domain/attachment/upload.ts';
import { reporterThread } from '../../domain/thread/thread-name.ts';
import { newId } from '../../domain/kernel/random.ts';
import { openDoor } from '../../domain/thread/open-thread.ts';
import { issueDraft, readDraft, type Draft } from '../../envelope/draft.ts';
import { readHandle } from '../../envelope/handle.ts';
import { sealedFileSize } from '../../envelope/sealed-stream.ts';
import type { Token } from '../../envelope/token.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { routes } from '../routes.ts';
import { bearerToken, malformedToken, noDoorProblem } from './bearer-token.ts';
import { newUpload } from './contract.ts';

const unusableHandle: Problem = {
  status: 401,
  code: 'handle-unusable',
  detail: 'The page is too old, or not one of ours. Nothing was stored.',
  errors: [{ pointer: '/handle', detail: 'Cannot be used.' }],
};

const unusableDraft = (kind: 'expired' | 'invalid'): Problem => ({
  status: 409,
  code: `draft-${kind}`,
  detail:
    kind === 'expired'
      ? 'The draft is older than 20 hours, and its files are gone. Nothing was stored; begin without one.'
      : 'The draft is not one of ours. Nothing was stored; begin without one.',
  errors: [{ pointer: '/draft', detail: 'Cannot be used.' }],
});

const twoPlaces: Problem = invalidFields([
  { pointer: '', detail: 'A token goes with no handle and no draft.' },
]);

/** Where a file belongs that is to be uploaded. */
type Place =
  | {
      readonly kind: 'place';
      readonly place: UploadPlace;
      readonly room: number;
      readonly draft?: string | undefined;
    }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** `/api/uploads`: files of any size in parts, each in a request of its own. */
export const uploadApi = (app: Hono, context: ReporterContext): void => {
  const { settings } = context;
  const ticketSecret = async (now: Date): Promise<Uint8Array> => (await context.keys(now)).ticketSecret;

  const inThread = async (token: Token, now: Date): Promise<Place> => {
    const door = await openDoor(context.store, token, now);
    if (door.kind !== 'open') return { kind: 'refused', problem: noDoorProblem(door) };
    const { threadKey, door: found } = door.opened;
    const place = { caseId: found.caseId, thread: found.thread, threadKey };
    return { kind: 'place', place, room: roomInCase(settings, found.attachmentBytes) };
  };

  const inDraft = (draft: Draft, issued?: string): Place => ({
    kind: 'place',
    place: { ...draft, thread: reporterThread },
    room: roomInCase(settings, 0),
    draft: issued,
  });

  const placeOf = async (
    { handle, draft }: { readonly handle?: string | undefined; readonly draft?: string | undefined },
    token: Token | undefined,
    now: Date,
  ): Promise<Place> => {
    if (token) return inThread(token, now);
    const secret = await ticketSecret(now);
    if (handle !== undefined) {
      const read = readHandle(secret, handle, now);
      if (read.kind !== 'valid') return { kind: 'refused', problem: unusableHandle };
      return inThread(read.handle.token, now);
    }
    if (draft !== undefined) {
      const read = readDraft(secret, draft, now);
      return read.kind === 'valid'
        ? inDraft(read.draft)
        : { kind: 'refused', problem: unusableDraft(read.kind) };
    }
    const fresh = { caseId: newId(context.random), threadKey: context.random.bytes(32) };
    return inDraft(fresh, issueDraft(secret, now, fresh));
  };

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

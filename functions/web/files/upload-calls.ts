import type { AttachmentStore } from '../../domain/attachment/attachment-store.ts';
import type { UploadStore } from '../../domain/attachment/upload-store.ts';
import { requestFilesBytes } from '../../domain/attachment/limits.ts';
import type { ReceiveContext } from '../../domain/attachment/receive-file.ts';
import {
  finishUpload,
  missingParts,
  putPart,
  readPass,
  type PartBudget,
} from '../../domain/attachment/upload.ts';
import { fileRefused, filesFullToday } from './file-problems.ts';
import { notFound, problemResponse, type Problem } from '../answer/problem.ts';
import { readOctets } from '../request/request-body.ts';
import { uploadFinishedAnswer, uploadMissing, uploadPassHeader } from './upload-contract.ts';

export type UploadCallsContext = Omit<ReceiveContext, 'files'> & {
  readonly files: AttachmentStore;
  readonly ticketSecret: (now: Date) => Promise<Uint8Array>;
  readonly clock: () => Date;
  /** What pays for parts; absent for the team, which no day's budget applies to, nor the bound on finishing. */
  readonly budget?: ((now: Date) => PartBudget) | undefined;
  readonly beginFinishing?: UploadStore['beginFinishing'] | undefined;
};

/** A pass that is none, of another purpose, or over. */
const unusablePass: Problem = {
  status: 401,
  code: 'upload-pass-unusable',
  detail: `Send the pass of an upload that is not over yet as ${uploadPassHeader}. Nothing was stored.`,
  headers: { 'www-authenticate': uploadPassHeader },
};

const noSuchPart: Problem = {
  ...notFound,
  code: 'no-such-part',
  detail: 'The upload has no part of this number.',
};

const wrongLength = (expected: number): Problem => ({
  status: 422,
  code: 'wrong-length',
  detail: `This part has ${expected} bytes. Nothing was stored.`,
  more: { expected },
});

const incomplete = (missing: readonly number[]): Problem => ({
  status: 409,
  code: 'upload-incomplete',
  detail: 'Parts are not there yet; put them, and finish again.',
  more: { missing },
});

const finishedTooOften: Problem = {
  status: 409,
  code: 'upload-over',
  detail: 'The upload was finished too often, or its file is attached already. Begin a new one.',
};

/** The calls on an upload that has begun. The pass says all that is known of it, and is looked at before anything else. */
export const uploadCalls = (context: UploadCallsContext) => {
  const uploadOf = async (request: Request) => {
    const now = context.clock();
    return readPass(await context.ticketSecret(now), request.headers.get(uploadPassHeader) ?? '', now);
  };
  return {
    missing: async (request: Request): Promise<Response> => {
      const upload = await uploadOf(request);
      if (!upload) return problemResponse(unusablePass);
      const missing = await missingParts(context.files, upload);
      return Response.json(uploadMissing.parse({ missing }));
    },

    part: async (request: Request, number: string): Promise<Response> => {
      const upload = await uploadOf(request);
      if (!upload) return problemResponse(unusablePass);
      if (!/^(0|[1-9]\d{0,4})$/.test(number)) return problemResponse(noSuchPart);
      const body = await readOctets(request, requestFilesBytes);
      if (!body.ok) return problemResponse(body.problem);
      const now = context.clock();
      const budget = context.budget?.(now);
      const part = { first: Number(number), bytes: body.content };
      const put = await putPart(context.files, upload, part, budget);
      switch (put.kind) {
        case 'stored':
          return new Response(null, { status: 204 });
        case 'no-such-part':
          return problemResponse(noSuchPart);
        case 'wrong-length':
          return problemResponse(wrongLength(put.expected));
        case 'day-full':
          return problemResponse(filesFullToday(now));
      }
    },

    finish: async (request: Request): Promise<Response> => {
      const upload = await uploadOf(request);
      if (!upload) return problemResponse(unusablePass);
      if ((await context.beginFinishing?.(upload.id, context.clock())) === false)
        return problemResponse(finishedTooOften);
      const finished = await finishUpload(context, upload);
      switch (finished.kind) {
        case 'received':
          return Response.json(uploadFinishedAnswer(upload, finished.file), { status: 201 });
        case 'incomplete':
          return problemResponse(incomplete(finished.missing));
        case 'refused':
          return problemResponse(fileRefused(finished.name, finished.why));
      }
    },
  };
};

import { megabyte } from '../../functions/domain/kernel/size.ts';
import { cpus } from 'node:os';
import { day } from '../../functions/domain/kernel/clock.ts';

import { uploadBegun, uploadPassHeader } from '../../functions/web/files/upload-contract.ts';
import { reportFiled, threadEntry } from '../../functions/reporter/api/contract.ts';
import { routes } from '../../functions/reporter/routes.ts';
import type { FunctionProcess } from '../bench/function-process.ts';
import type { ReporterRequest } from '../cost/attach-file.ts';
import type { Measured, MeasuredRequest } from './measured.ts';
import { startUnderLoad, type UnderLoad } from './reporter-under-load.ts';
import {
  asForm,
  asJson,
  bearer,
  largestFile,
  largestMessages,
  largestTexts,
  lookedAt,
} from './worst-inputs.ts';

const times = 8;
/** An event of Lambda has 6 MB, of which base64 leaves three quarters; the rest is for its frame. */
const largestEvent = 4.3 * megabyte;
const [anyText = ''] = largestTexts;
const [anyMessage = ''] = largestMessages;

type Result = Measured['requests'][MeasuredRequest];

/** Each input `times` times after once; the dearest input counts. */
const dearest = async (
  { time, reporter }: UnderLoad,
  status: number,
  inputs: readonly ReporterRequest[],
  by: FunctionProcess = reporter,
): Promise<Result> => {
  const results: Result[] = [];
  for (const input of inputs) {
    await time(by, [input]);
    const { answers, cpu, calls } = await time(
      by,
      Array.from({ length: times }, () => input),
    );
    const wrong = answers.find(({ statusCode }) => statusCode !== status);
    if (wrong) throw new Error(`${input.path}: ${wrong.statusCode} ${wrong.body.slice(0, 300)}`);
    const bytes = answers.map(({ body, isBase64Encoded }) =>
      isBase64Encoded === true ? Buffer.from(body, 'base64').length : Buffer.byteLength(body),
    );
    results.push({
      cpuMilliseconds: Number(cpu.toFixed(1)),
      calls,
      answerBytes: Math.max(...bytes),
    });
  }
  const most = (part: (result: Result) => number): number => Math.max(...results.map(part));
  return {
    cpuMilliseconds: most(({ cpuMilliseconds }) => cpuMilliseconds),
    calls: most(({ calls }) => calls),
    answerBytes: most(({ answerBytes }) => answerBytes),
  };
};

/** A report of 200 KB and messages of 64. */
const conversation = async ({ ask, reporter }: UnderLoad, messages: number): Promise<string> => {
  const filed = await ask(reporter, asJson(routes.api.reports, { answers: { whatHappened: anyText } }));
  const { token } = reportFiled.parse(JSON.parse(filed.body));
  for (let sent = 0; sent < messages; sent++)
    await ask(reporter, asJson(routes.api.entries, { text: anyMessage }, bearer(token)));
  return token;
};

/** Requests that store a message: each on a conversation of its own, which is nearly full. */
const storing = async (
  load: UnderLoad,
  make: (token: string) => ReporterRequest | Promise<ReporterRequest>,
  status: number,
): Promise<Result> => {
  const requests = [];
  for (let made = 0; made <= times; made++) requests.push(await make(await conversation(load, 2)));
  const [first, ...rest] = requests;
  if (first) await load.ask(load.reporter, first);
  const { answers, cpu, calls } = await load.time(load.reporter, rest);
  const wrong = answers.find(({ statusCode }) => statusCode !== status);
  if (wrong) throw new Error(`a message: ${wrong.statusCode} ${wrong.body.slice(0, 300)}`);
  return {
    cpuMilliseconds: Number(cpu.toFixed(1)),
    calls,
    answerBytes: Math.max(...answers.map(({ body }) => Buffer.byteLength(body))),
  };
};

const get = (path: string, headers: Readonly<Record<string, string>> = {}): ReporterRequest => ({
  method: 'GET',
  path,
  headers,
});

const measureTexts = async (load: UnderLoad) => {
  const token = await conversation(load, 4);
  const { body } = await load.ask(load.reporter, await asForm(routes.followUp, { words: token }));
  const handle = /name="handle" value="([^"]+)"/.exec(body)?.[1] ?? '';
  const forms = (path: string, fields: readonly Readonly<Record<string, string>>[]) =>
    Promise.all(fields.map((given) => asForm(path, given)));
  const answers = largestTexts.map((whatHappened) => ({ whatHappened }));
  return {
    report: await dearest(load, 201, await forms(routes.report, answers)),
    reportApi: await dearest(
      load,
      201,
      answers.map((given) => asJson(routes.api.reports, { answers: given })),
    ),
    reply: await storing(
      load,
      (words) => asForm(routes.reply, { words, text: anyMessage }, [largestFile()]),
      200,
    ),
    messageApi: await storing(
      load,
      (of) => asJson(routes.api.entries, { text: anyMessage }, bearer(of)),
      201,
    ),
    review: await dearest(load, 200, await forms(routes.review, answers)),
    edit: await dearest(load, 200, await forms(routes.edit, answers)),
    thread: await dearest(load, 200, await forms(routes.followUp, [{ words: token }])),
    shownAgain: await dearest(
      load,
      200,
      await forms(
        routes.shown,
        largestMessages.map((text) => ({ handle, text })),
      ),
    ),
    conversation: await dearest(load, 200, await forms(routes.download, [{ handle }])),
    threadApi: await dearest(load, 200, [get(routes.api.followUp, bearer(token))]),
    page: await dearest(
      load,
      200,
      lookedAt.map((path) => get(path)),
    ),
    tooLarge: await dearest(load, 413, [asJson(routes.api.reports, 'x'.repeat(largestEvent))]),
    teamPage: await dearest(load, 200, [get('/')], load.team),
  };
};

const begun = async ({ ask, reporter }: UnderLoad, size: number) => {
  const { body } = await ask(reporter, asJson(routes.api.uploads, { name: 'log.bin', size }));
  const { pass } = uploadBegun.parse(JSON.parse(body));
  return { [uploadPassHeader.toLowerCase()]: pass };
};

const measureFiles = async (load: UnderLoad) => {
  const token = await conversation(load, 0);
  const bytes = largestFile();
  const part = (pass: Readonly<Record<string, string>>, body: Uint8Array): ReporterRequest => ({
    method: 'PUT',
    path: routes.api.uploadPart.replace(':number', '0'),
    headers: { ...pass, 'content-type': 'application/octet-stream' },
    body,
  });
  const pass = await begun(load, bytes.length);
  const small = await begun(load, 10);
  await load.ask(load.reporter, part(small, bytes.subarray(0, 10)));
  const finish: ReporterRequest = { method: 'POST', path: routes.api.finishUpload, headers: small };
  for (let finished = 0; finished < 10; finished++) await load.ask(load.reporter, finish);
  const files = await asForm(routes.api.attachments, { text: '' }, [bytes], bearer(token));
  const [file] = threadEntry.parse(JSON.parse((await load.ask(load.reporter, files)).body)).attachments;
  const id = file?.id ?? '';
  return {
    announce: await dearest(load, 201, [
      asJson(routes.api.uploads, { name: 'log.bin', size: 100 * megabyte }),
    ]),
    part: await dearest(load, 204, [part(pass, bytes)]),
    finishOver: await dearest(load, 409, [finish]),
    missing: await dearest(load, 200, [get(routes.api.uploads, await begun(load, 100 * megabyte))]),
    filesApi: await dearest(load, 201, [files]),
    fileApi: await dearest(load, 200, [get(routes.api.attachment.replace(':id', id), bearer(token))]),
    file: await dearest(load, 200, [await asForm(routes.attachment, { words: token, attachment: id })]),
  };
};

/** What the dearest request of each route takes on this machine, by the functions’ bundles against the emulators. */
export const measureRoutes = async (): Promise<Measured> => {
  const load = await startUnderLoad();
  try {
    const requests = { ...(await measureTexts(load)), ...(await measureFiles(load)) };
    const processor = cpus()[0]?.model ?? 'an unknown processor';
    return { measuredOn: day(new Date()), processor, requests };
  } finally {
    await load.stop();
  }
};

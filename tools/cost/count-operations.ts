import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { selfCheckMinute } from '../../functions/scheduled/scheduled-run.ts';
import type { FunctionProcess } from '../bench/function-process.ts';
import { sampleAnswers, sampleReport } from '../bench/sample-report.ts';
import { attachFile } from './attach-file.ts';
import type { Counted } from './counted.ts';
import {
  ask,
  startCountingService,
  type CountedAnswers,
  type CountingService,
  type Request,
} from './counting-service.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const json = { 'content-type': 'application/json' };
const filed = z.object({ token: z.string() });
const listed = z.object({ cases: z.array(z.object({ id: z.string() })) });

/** Runs each operation of the service against the emulators and counts what AWS would charge for, one operation at a time. */
export const countOperations = async (): Promise<Counted['operations']> => {
  const service = await startCountingService();
  try {
    const idle = await countIdleRun(service);
    const reporter = await service.start('reporter');
    const { tokens, ...ofReporter } = await countReporter(service, reporter);
    const member: Member = { team: await service.start('team'), authorization: await service.addMember() };
    const { ids, ...ofTeam } = await countTeam(service, member);
    const ofFiles = await countFiles(service, { reporter, tokens, member, ids });
    const counts = { idle, ...ofReporter, ...ofTeam, ...ofFiles };
    return Object.fromEntries(
      Object.entries(counts).map(([name, { counted }]) => [name, counted]),
    ) as Counted['operations'];
  } finally {
    await service.close();
  }
};

type Member = { readonly team: FunctionProcess; readonly authorization: string };

/** One for each number; after the last comes the first again. */
const inTurn =
  (all: readonly string[]) =>
  (number: number): string =>
    all[number % all.length] ?? '';

const countIdleRun = async (service: CountingService): Promise<CountedAnswers> => {
  const scheduled = await service.start('scheduled');
  const run = async (): Promise<string> => {
    while (new Date().getUTCMinutes() === selfCheckMinute) await wait(5_000);
    await scheduled.run({});
    return '';
  };
  await run();
  return service.count(run);
};

const countReporter = async ({ count }: CountingService, reporter: FunctionProcess) => {
  const submitted = await count(
    ask(reporter, (number) => ({
      method: 'POST',
      path: '/api/reports',
      headers: json,
      body: sampleReport(number),
    })),
  );
  const tokens = submitted.answers.map((body) => filed.parse(JSON.parse(body)).token);
  const tokenOf = inTurn(tokens);
  const asForm = (path: string, fields: (number: number) => Record<string, string>) =>
    ask(reporter, (number) => ({
      method: 'POST',
      path,
      headers: form,
      body: new URLSearchParams(fields(number)).toString(),
    }));
  const page = await count(ask(reporter, () => ({ path: '/report' })));
  const submit = await count(asForm('/report', (number) => sampleAnswers(number + 1_000)));
  const followUp = await count(asForm('/follow-up', (number) => ({ words: tokenOf(number) })));
  const reply = await count(
    ask(reporter, (number) => ({
      method: 'POST',
      path: '/api/follow-up/entries',
      headers: { ...json, authorization: `Bearer ${tokenOf(number)}` },
      body: JSON.stringify({ text: `One more thing. (${number})` }),
    })),
  );
  return { tokens, page, submit, followUp, reply };
};

const countTeam = async ({ count }: CountingService, { team, authorization }: Member) => {
  const queue = await count(ask(team, () => ({ path: '/api/cases', headers: { authorization } })));
  const ids = listed.parse(JSON.parse(queue.answers[0] ?? '')).cases.map(({ id }) => id);
  const idOf = inTurn(ids);
  const open = await count(
    ask(team, (number) => ({ path: `/api/cases/${idOf(number)}`, headers: { authorization } })),
  );
  const message = await count(
    ask(team, (number) => ({
      method: 'POST',
      path: `/api/cases/${idOf(number)}/messages`,
      headers: { ...json, authorization },
      body: JSON.stringify({ thread: 'reporter', text: `Thank you. Are you safe? (${number})` }),
    })),
  );
  return { ids, queue, open, message };
};

type Conversations = {
  readonly reporter: FunctionProcess;
  readonly tokens: readonly string[];
  readonly member: Member;
  readonly ids: readonly string[];
};

const countFiles = async ({ count }: CountingService, conversations: Conversations) => {
  const { reporter, member } = conversations;
  const tokenOf = inTurn(conversations.tokens);
  const answered = new Map<string, number>();
  const attach = await count(
    async (number) => {
      let bytes = 0;
      const tallied = async (request: Request): Promise<string> => {
        const body = await ask(reporter, () => request)(number);
        bytes += Buffer.byteLength(body);
        return body;
      };
      const { id } = await attachFile(tallied, { authorization: `Bearer ${tokenOf(number)}` });
      answered.set(id, bytes);
      return id;
    },
    (id) => answered.get(id) ?? 0,
  );
  const inBase64 = (body: string): number => Buffer.from(body, 'base64').length;
  const readFile = await count(
    ask(reporter, (number) => ({
      path: `/api/follow-up/attachments/${attach.answers[number] ?? ''}`,
      headers: { authorization: `Bearer ${tokenOf(number)}` },
    })),
    inBase64,
  );
  const paths = await pathsOfFiles(member, conversations.ids, attach.answers);
  const readFileByTeam = await count(
    ask(member.team, (number) => ({
      path: inTurn(paths)(number),
      headers: { authorization: member.authorization },
    })),
    inBase64,
  );
  return { attach, readFile, readFileByTeam };
};

/** Where the team reads these files, by the cases that hold them. */
const pathsOfFiles = async (
  { team, authorization }: Member,
  ids: readonly string[],
  files: readonly string[],
): Promise<readonly string[]> => {
  const caseWith = new Map<string, string>();
  for (const id of ids) {
    const seen = await ask(team, () => ({ path: `/api/cases/${id}`, headers: { authorization } }))(0);
    for (const file of files) if (seen.includes(file)) caseWith.set(file, id);
  }
  return [...caseWith].map(([file, id]) => `/api/cases/${id}/attachments/${file}`);
};
